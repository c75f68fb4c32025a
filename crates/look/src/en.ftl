# What every page has in common, and a sentence for every refusal: what is the matter, and a way on.

look-skip = Skip to content
look-home = Home
look-settings = Settings
look-sign-out = Sign out
look-account-of = Signed in as
look-sections = Settings
look-nav-preferences = Preferences
look-nav-security = Security
look-nav-devices = Devices
look-nav-activity = Activity
look-language = Language
look-help = Help
look-privacy = Privacy
look-support = Need help?
look-support-link = Get help
look-request = Reference { $id }
look-what-is-this = What is this?
look-copy = Copy
look-copied = Copied
look-print = Print
look-print-account = Account
look-print-date = Date
look-print-site = Site
look-next-code = Next code in
look-seconds-left = { $n } s
look-browser-on = { $name } on { $system }
look-browser-system = A browser on { $system }
look-browser-unknown = An unknown browser
look-qr-secret = QR code for your authenticator app. The same secret is below as text.

look-moment = { $day } { $month } { $year } at { $hour }:{ $minute }
look-day = { $day } { $month } { $year }
look-clock = { $hour }:{ $minute }:{ $second }
look-minute = { $hour }:{ $minute }
look-month-1 = January
look-month-2 = February
look-month-3 = March
look-month-4 = April
look-month-5 = May
look-month-6 = June
look-month-7 = July
look-month-8 = August
look-month-9 = September
look-month-10 = October
look-month-11 = November
look-month-12 = December

look-seconds = { $n ->
    [one] { $n } second
   *[other] { $n } seconds
}
look-minutes = { $n ->
    [one] { $n } minute
   *[other] { $n } minutes
}
look-hours = { $n ->
    [one] { $n } hour
   *[other] { $n } hours
}
look-days = { $n ->
    [one] { $n } day
   *[other] { $n } days
}
look-and = { $first } and { $second }

refusal-wrong-sign-in = Wrong name or password. Try again. After several wrong tries you'll have to wait.
refusal-wrong-password = Wrong password. Try again.
refusal-wrong-code = That code is wrong or already used. Try a new one.
refusal-wrong-letters = Those aren't the four letters in the message.
refusal-wrong-characters = Those aren't the characters in the text message, or they've been used or are too old. If you've just used them yourself, it has worked.
refusal-not-a-code = That doesn't look like the right kind of code. Check it and try again.
refusal-token-unfit = { $word }: that device doesn't work here. Try another one.
refusal-token-taken = This key is already added. You can't add it twice, or use it both as a second step and as a passkey.
refusal-not-passwordless = That's your second step, so it can't sign you in on its own. Sign in with your name and password first.
refusal-unknown-passwordless = Sign-in failed. Your passkey may have been removed here, or it took too long. Try again, or sign in with your name and password.
refusal-passwordless-not-enough = A passkey alone isn't enough here. Sign in with your name and password, then use your passkey.
refusal-asked-again = Your key's answer came too late, because a newer question was answered first. Use it once more.
refusal-not-yet = There's no answer yet. Answer there first, then try again here.
refusal-asked-just-now = A message is on its way already. You can ask for another in { $wait }.
refusal-maybe-copied = This key is suspended, because there may be a copy of it: its counter has gone backwards. Everyone has been signed out of your account. Sign in another way, check Recent activity and replace the key under Settings > Security, or ask your administrator.
refusal-clock-off = The code doesn't match, because the clock on your device is off by { $wait }. Set it to automatic time and use the next code.
refusal-wait = Too many wrong tries. Try again in { $wait }.
refusal-suspended = { $word } is suspended here and can't be used. Choose another way, or ask your administrator.
refusal-locked = Too many wrong tries. This method is now locked. Use another way, or ask your administrator to unlock it.
refusal-busy = Many people are signing in right now. Wait a few seconds and try again.
refusal-sign-in-over = Your sign-in has expired. Start again with your name and password.
refusal-form-used = You've already sent this form, so it wasn't handled again. Open the page again to see the result.
refusal-changed-meanwhile = Something else changed at the same time, so we didn't save this. Check the page and try again.
refusal-no-such = It may have been removed, or the address may be mistyped.
refusal-link-gone = This link has already been used or has expired. Ask for a new one.
refusal-step-up = Confirm it's you first, then try again.
refusal-not-allowed = You don't have permission to do this. Ask your administrator if you need it.
refusal-only-the-lost = This needs your strongest second step. The way you confirmed, you can only suspend, reactivate or remove what you've lost, add something new, and make new backup codes.
refusal-not-ripe = The second step you used is new, and isn't enough for this until { $moment }. Confirm with one you had before, or wait. The wait protects you if someone else added it.
refusal-not-seen = The second step you used is new, and isn't enough for this yet. Confirm with one you had before. Once you've signed in with that after { $moment }, the new one is enough too.
refusal-afresh = You signed in without your second step and have added a new one since. Sign out, then sign in with the new one. After that you can do this.
refusal-invalid-name = You can't use that name to sign in. Use 1 to 128 characters: letters a to z, digits and . _ - @ + '. Begin and end with a letter or digit.
refusal-name-taken = That name is taken. Choose another one.
refusal-invalid-display-name = That name is empty, too long or has characters we can't show. Choose another one.
refusal-invalid-email = That isn't an email address. Enter one like anna@example.org.
refusal-email-taken = Another account uses that address. Use a different one.
refusal-email-here = That address is already added here.
refusal-wrong-email-code = That code is wrong or no longer works. Check the newest message, or have a new code sent.
refusal-no-address = There is no email address to send it to. Add one first.
refusal-no-mail = No email can be sent from here, so we can't confirm your address. Ask your administrator.
refusal-invalid-number = That isn't a mobile number. Write it as you dial it, or with + and the country code, such as +46 70 123 45 67.
refusal-number-not-mobile = Text messages can't be sent to that number. Use the number of a mobile phone.
refusal-number-elsewhere = Here, text messages only go to numbers in { $word }. Use another number, or another way.
refusal-number-here = That number is already added.
refusal-messages-spent = That's as many messages as we can send for now. Try again in { $wait }.
refusal-password-too-short = That password is too short. Use at least { $n } characters, for example several words in a row.
refusal-password-too-long = That password is too long. Use at most 256 characters.
refusal-password-common = That password is too common, and attackers try those first. Choose another one.
refusal-password-phrase = That's a well-known phrase, and attackers try those too. Choose words that don't belong together.
refusal-password-pattern = That password follows a pattern, such as keys in a row, a sequence or a repetition, so it's easy to guess. Choose another one.
refusal-password-personal = That password is too close to “{ $word }” and easy to guess. Choose another one.
refusal-password-same = That's your current password. Choose a new one.
refusal-invalid-label = That name is empty, too long or has characters we can't show. Choose another one.
refusal-factor-required = Two-factor authentication is required here, so you can't remove your last second step. Add another one first.
refusal-mailbox-unfit = Codes can't go to that address now. It must have been yours for more than a day, and your password must not have been chosen by a link in the last 30 days. Use another way.
refusal-only-better = You confirmed with your password and a code by email. That way, you can only add a better second step, such as an app or a key.
refusal-not-alone = { $word } can't be your only second step here. Set up another one first.
refusal-last-administrator = This is the last active administrator. Make someone else an administrator first.
refusal-unknown-group = There's no group called “{ $word }”. Check the spelling, or add the group first.
refusal-group-taken = That group already exists. Choose another name.
refusal-unknown-kind = There's no method called “{ $word }”. Check the name in the list of methods.
refusal-kind-off = { $word } is turned off here. Choose another way, or ask your administrator.
refusal-already-enrolled = This account already has a second step. Sign in with it, then add more under Security.
refusal-nothing-to-set-up = Nobody could meet this rule: every method people can set up is turned off. Turn one on first.
refusal-out-of-range = Enter a number from { $least } to { $most }.
refusal-invalid-limit = “{ $word }” can't be used as a limit. Write a future date as 2027-01-31 and a network as 192.0.2.0/24.
refusal-reason-missing = Enter a reason. A few words are enough.
refusal-unknown-choice = Choose one from the list.
refusal-too-many = There are already { $n }, which is the most you can have. Remove one first.
look-counts-from = Fully accepted from { $moment }
look-counts-seen = Fully accepted once you've signed in with a second step you had before
look-counts-seen-from = Fully accepted once you've signed in with a second step you had before, { $moment } or later
look-goes-from = Will be removed on { $moment }
look-today = today at { $minute }
look-tomorrow = tomorrow at { $minute }
look-suspended = Suspended
look-password-show = Show
look-password-few = Too short: at least { $n } characters.
look-password-same = The same few characters over and over.
look-password-enough = Long enough.
look-rename = Rename
look-name = Name
look-name-hint = So you recognise it later: “My phone”, “Key ring”.
look-save = Save
look-resume = Reactivate
look-remove = Remove
look-cancel = Cancel
refusal-group-in-policy = The policy uses this group. First change who needs a second step.
look-disabled = Locked after too many wrong codes
refusal-secret-unreadable = We can't read that secret. Enter it in base32 (A to Z, 2 to 7) or hexadecimal (0 to 9, A to F), or paste the whole “otpauth://” link.
refusal-secret-too-short = That secret is too short. It needs at least 128 bits: 32 hexadecimal digits or 26 base32 characters.
refusal-secret-too-long = That secret is too long. It can have at most 512 bits: 128 hexadecimal digits or 103 base32 characters.
refusal-secret-repeated = That secret repeats a single byte, so it's easy to guess. Use a random one.
refusal-secret-already-here = That secret is already used here. Program the token with a new one.
refusal-secret-link = We can't read that “otpauth://” link. Copy the whole link and paste it again.
refusal-secret-other-kind = That link is for the other kind of token. Go back and say how its code changes.
refusal-secret-algorithm = We support SHA-1, SHA-256 and SHA-512. Choose one of them on the token.
refusal-secret-digits = Codes must have 6 or 8 digits. Change the setting on the token.
refusal-secret-period = The token must show a new code every 15 to 120 seconds. Set it to 30 or 60 seconds.
refusal-secret-counter = The counter must be a whole number: 0 for a newly programmed token.
look-add = Add
look-set-up = Set up
look-suspend = Suspend
look-change-named = Change “{ $name }”
look-enrolment-added = Added { $added }
look-enrolment-used = Last used { $used }
look-enrolment-unused = Not used yet
look-print-address = Address
look-what-is-named = What is “{ $name }”?
