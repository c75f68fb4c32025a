# A code by e-mail.

email-name = Email code
email-subtitle = A code sent to your email address
email-about = Each time you sign in, we send a code to your email address. You enter it after your password.
email-what = It works wherever you can read your email, with no phone needed.
email-weakest = It's the weakest second step there is. Anyone who can read your email can use it, and often a password alone protects that. All it lets you change is adding a better second step. If you can, use an app or a key instead.
email-counts-for-nothing = On this site, a code by email doesn't count as a second step. Pages that need two steps stay closed to you until you add another one.
email-to = Where should we send the code?
email-no-address = You have no address that can get codes. Add one under Preferences. It can get codes a day after you confirm it.
email-no-address-yet = You have no address that can get codes. Use another second step, or ask your administrator to add one.
email-add = Send me a code
email-set-up = Set up email codes
email-send = Send the code
email-send-again = Send a new code
email-sends-to = We'll send a code to
email-sent-to = We've sent a code to
email-which = Where should we send the code?
email-code = Code from the email
email-nothing-came = It usually comes within a minute or two. Check your spam folder too. If nothing comes, ask for a new code or use another way.
email-wrong = That code isn't right. It may be too old, already used, or for another sign-in. Use the newest one, or ask for a new one.
email-not-a-code = A code from an email has eight digits.
email-code-text = Your code for { $site }:

    { $code }

    It works once, within ten minutes, on the page where you asked for it. Never tell anyone this code.

    If you didn't ask for it, someone knows your password. Choose a new one.
email-code-text-subject = { $site }: your code
