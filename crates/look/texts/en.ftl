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
look-request = Request { $id }
look-what-is-this = What is this?
look-copy = Copy
look-copied = Copied
look-print = Print
look-print-account = Account
look-print-date = Date
look-print-site = Site
look-next-code = Next code in
look-seconds-left = { $n } s
look-qr-secret = QR code for your authenticator app. The same secret is below as text.

look-moment = { $day } { $month } { $year } at { $hour }:{ $minute }
look-day = { $day } { $month } { $year }
look-clock = { $hour }:{ $minute }:{ $second }
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

refusal-wrong-sign-in = Name or password isn't right. Check both and try again. After several wrong tries, further ones aren't looked at for a while.
refusal-wrong-password = That password isn't right. Try again.
refusal-wrong-code = That code isn't right, or it has been used already. Try again with another one.
refusal-not-a-code = That can't be a code of this kind. Check what you typed and try again.
refusal-token-unfit = What { $word } sent can't be taken here. Try another one.
refusal-token-taken = This token is set up here already. One token can't be added twice, and what is a second factor can't be a passkey as well.
refusal-not-alone = What you used is set up here as your second factor, so it can't sign you in by itself. Sign in with your name and password first.
refusal-unknown-alone = That didn't sign you in. It may have been removed here, or have taken too long. Try again, or sign in with your name and password.
refusal-alone-not-enough = Here a passkey alone isn't enough, and nothing else is set up for you. Sign in with your name and password, and then use your passkey.
refusal-asked-again = Another question to your token was answered first, so this answer came too late. Use the token once more.
refusal-maybe-copied = This token says that it has been used less often than we know it was, so that there may be a copy of it. It is suspended, and everybody has been signed out of your account. Sign in another way and look at Recent activity; then replace the token under Settings > Security, or ask an administrator.
refusal-clock-off = That code belongs to another time: the clock of your device is off by { $wait }. Set the clock to automatic time and use the next code.
refusal-wait = Too many wrong tries. Wait { $wait }, then try again.
refusal-locked = Too many wrong tries: this way is shut. Use another way, or ask whoever runs this site to open it.
refusal-busy = Too many people are signing in at this moment. Wait a few seconds and try again.
refusal-sign-in-over = This sign-in took too long or is over. Begin again with your name and password.
refusal-form-used = This form was sent already, and nothing was done twice. Open the page again to see how it looks now.
refusal-changed-meanwhile = Something else was changed at the same moment, so nothing was done. Check how it looks now and try again.
refusal-no-such = There is nothing here. It may have been removed, or the address has a mistake in it.
refusal-link-gone = This link has been used or is too old. Ask for a new one.
refusal-step-up = Confirm first that it's you, then do it again.
refusal-not-allowed = You aren't allowed to do this. Ask an administrator if you need it.
refusal-only-the-lost = This needs your strongest second factor. What you confirmed with only lets you suspend or remove one that is lost, and add another.
refusal-invalid-name = That can't be a name to sign in with. Use 1 to 128 letters from a to z, digits and . _ - @ + ', beginning and ending with a letter or digit.
refusal-name-taken = That name is taken. Choose another one.
refusal-invalid-display-name = That can't be shown as a name: it is empty, too long or has characters that can't be shown. Choose another one.
refusal-invalid-email = That isn't an e-mail address. Write one address, such as anna@example.org.
refusal-email-taken = That address belongs to another account. Use another one.
refusal-password-too-short = That password is too short. Use at least { $n } characters, several words in a row, for example.
refusal-password-too-long = That password is too long. Use at most 256 characters.
refusal-password-common = That password is among the most common ones, which are tried first. Choose another one.
refusal-password-personal = That password is little more than “{ $word }”, which others could guess. Choose another one.
refusal-password-same = That is the password you have already. Choose another one.
refusal-invalid-label = That name can't be used: it is empty, too long or has characters that can't be shown. Choose another one.
refusal-factor-required = Two-factor authentication is required here, so the last factor can't be removed. Add another one first.
refusal-last-administrator = This is the last administrator who can act. Make somebody else an administrator first.
refusal-unknown-group = There is no group called “{ $word }”. Check the spelling, or add the group first.
refusal-group-taken = That group exists already. Choose another name.
refusal-unknown-kind = There is no factor called “{ $word }”. The list of factors shows those that exist.
refusal-kind-off = { $word } is switched off here. Choose another way, or ask an administrator.
refusal-already-enrolled = There is a second factor on this account already. Sign in with it, then add others under Security.
refusal-nothing-to-set-up = Nobody could meet this: no factor that people can set up is switched on. Switch one on first.
refusal-out-of-range = That number is out of range. Use one from { $least } to { $most }.
refusal-invalid-limit = “{ $word }” isn't something that can limit a device password. Dates are written 2027-01-31 and lie ahead; networks 192.0.2.0/24.
refusal-reason-missing = A reason is missing. Write in a few words why this is done.
refusal-unknown-choice = That isn't one of the choices. Choose one from the list.
refusal-too-many = There are { $n } of these already, and more aren't possible. Remove one first.
look-enrolment-meta = Added { $added } · Last used: { $used }
look-never = never
look-suspended = Suspended
look-rename = Rename
look-name = Name
look-save = Save
look-resume = Use it again
look-remove = Remove
look-cancel = Cancel
refusal-group-in-policy = The policy names this group; change who must have a second factor first.
look-disabled = Disabled after many wrong codes
refusal-secret-unreadable = That isn't a secret we can read. Type it in base32 (letters A to Z and digits 2 to 7) or hexadecimal (digits 0 to 9 and letters A to F), or paste the whole “otpauth://” link.
refusal-secret-too-short = That secret is too short. It needs at least 128 bits: 32 hexadecimal digits, or 26 characters of base32.
refusal-secret-too-long = That secret is too long. At most 512 bits are taken: 128 hexadecimal digits, or 103 characters of base32.
refusal-secret-repeated = That secret is one byte again and again, so anybody could guess it. Use a random one.
refusal-secret-already-here = That secret is already in use here. Each token needs a secret of its own; program it with another.
refusal-secret-link = That “otpauth://” link can't be read. Copy it once more, whole.
refusal-secret-other-kind = That link is for the other kind of token: one goes by time (TOTP), the other counts presses (HOTP). Add it under that heading.
refusal-secret-algorithm = Only SHA-1, SHA-256 and SHA-512 are known here. Choose one of them for the token.
refusal-secret-digits = Only codes of 6 or 8 digits are taken. Set the token to one of them.
refusal-secret-period = Only tokens that show a new code every 15 to 120 seconds are taken. Set the token to 30 or 60 seconds.
refusal-secret-counter = That isn't a counter. It is a whole number, 0 for a token that has just been programmed.
