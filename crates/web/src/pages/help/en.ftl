# The user's manual.

help-title = Help
help-lede = How to sign in with two steps, how to set it up, and what to do if something goes missing.
help-contents = Contents
help-to-security = Go to Security
help-to-devices = Go to Devices

help-what = What two-factor authentication is
help-what-two = You confirm it's you in two ways: with something you know, your password, and with something you have, such as a phone that shows codes.
help-what-why = Passwords get guessed, watched and stolen. Anyone with only your password still faces a second door, and you have its key in your pocket.
help-what-kinds = The usual second step is a code from an app, a touch on a security key, or a code in a text message. If you have none of these to hand, use a backup code, or ask your administrator for a help code that works once.

help-setting-up = Setting up an authenticator app
help-setting-up-before = You need an authenticator app on a phone, tablet or computer. The set-up page lists free ones for every system. It takes about two minutes.
help-setting-up-open = Sign in, open Security, find “Authenticator app (TOTP)” under Second-factor Auth and choose “Add”.
help-setting-up-name = It already has a name, such as “Anna's phone”. Change it if you like.
help-setting-up-scan = The page shows a QR code and, below it, the same secret as letters and digits. Scan the QR code with the app, or enter the secret in it.
help-setting-up-type = The app now shows a code that changes every 30 seconds. Enter the one you see and turn the app on.
help-setting-up-keep = Then generate backup codes.
help-setting-up-hand = Are you reading this on the phone itself? Use the link below the QR code. It opens the app with everything filled in.
help-setting-up-off = Nothing is turned on until you've entered a code, so you can stop halfway. Your first app signs out all your other browsers and devices.

help-tokens = Hardware tokens
help-tokens-two = There are two kinds. You touch a security key (FIDO), and the browser does the rest. Other tokens show codes that you enter, as an app does. Some can do both.
help-tokens-keys = Security keys: Nitrokey FIDO U2F, Nitrokey FIDO2, Nitrokey 3, YubiKey
help-tokens-keys-add = Under Security, find “Security key” and choose “Add”. Its name comes last: the model's, until you change it.
help-tokens-keys-touch = Plug in the key, or hold it to the phone, and touch it when it blinks. There's no code or secret to copy.
help-tokens-keys-second = Add a second key the same way and keep it at home. A key can't be copied, so a spare is your best help if you lose the first.
help-tokens-keys-use = When you sign in, touch the key after your password. It only answers to this site's address, so a fake page gets nothing from it.
help-tokens-keys-which = Nitrokey FIDO U2F, like every key that only supports FIDO U2F, can be a second step but not a passkey. Nitrokey FIDO2, Nitrokey 3 and YubiKey 5 can be either.
help-tokens-keys-copied = Many keys count how often they've been used. If the number goes backwards, there may be a copy. We then refuse the key and suspend it, sign everyone out of your account, undo what the copy may have created, and tell you and the administrators. Sign in another way, check Recent activity and remove the key. Only add it again if you know what happened. Otherwise use a new one.
help-tokens-codes = Code tokens: Nitrokey Pro, Nitrokey Storage, Nitrokey 3, YubiKey
help-tokens-codes-begin = Under Security, find “Code token” and choose “Add”. Say whether its code changes by itself or when you press. Leave the secret empty and choose “Add the token”.
help-tokens-codes-secret = The page shows a new secret of twenty bytes, in hexadecimal and base32, and the other settings: SHA-1, six digits, and 30 seconds or counter 0. Leave these as they are, and use the same on your token.
help-tokens-codes-program = Put the secret into the token as described below. Then close the page: you won't see the secret again.
help-tokens-codes-confirm = Enter the code the token shows and turn it on.
help-tokens-pro = Nitrokey Pro and Nitrokey Storage: open “OTP Slot Configuration” in the Nitrokey App and choose a free TOTP or HOTP slot. Give it a name, choose Base32 or Hex as the input format, paste the secret in that format, and save. The app asks for the admin PIN. You'll find the codes in its menu under “Passwords”.
help-tokens-three = Nitrokey 3: add an entry under “Passwords” in the Nitrokey App 2, choose TOTP or HOTP as its algorithm and paste the secret in base32.
help-tokens-yubikey = YubiKey 5: add an account in Yubico Authenticator and paste the secret in base32.
help-tokens-which = TOTP or HOTP? These tokens have no clock: the computer tells them the time. If the computer's clock is right, choose TOTP. HOTP needs no clock, but codes you make and don't use still count.
help-tokens-own = Does your token already have a secret? Enter it in base32 or hexadecimal, or paste its “otpauth://” link. It needs at least 16 bytes.
help-tokens-astray = Is the code refused though it's right? Enter two codes in a row in the field, one after the other. We then find a token that was pressed up to a hundred times without use. If the token's clock is off, sign in another way, for example with a backup code, and enter the two codes at the token under Security. We find it if its clock is up to twenty codes off.

help-texts = Text messages
help-texts-what = If your site sends text messages, a code can come to your mobile phone each time you sign in. Any phone will do.
help-texts-add = Under Security, find “Text message”, choose “Add” and enter your mobile number, as you dial it or with + and the country code.
help-texts-type = Enter the code we send there. Nothing is turned on until then.
help-texts-in = When you sign in, have a code sent after your password and enter it within ten minutes. Many phones suggest it by themselves.
help-texts-nothing = It usually comes within half a minute. If it doesn't, check that the phone has a signal and ask for a new code. Only the newest one works, and only for the sign-in you asked for it in. There's a limit to how many we send in an hour and a day.
help-texts-weaker = Text messages are better than a password alone, but weaker than an app or a security key: someone can talk a phone company into moving your number, or trick you into telling them the code. Never tell anyone a code. If you can, use an app or a key instead.
help-texts-number = New number? Add it first, then remove the old one. No one ever sees more of your number here than its last four digits.
help-texts-mail = Some sites also send codes by email. That's the weakest second step: use it only if you have nothing else, and add something better when you can.

help-backup-codes = Backup codes
help-backup-codes-what = Backup codes are your spare keys: ten codes, each of which replaces your second step once.
help-backup-codes-make = Generate them under Security as soon as your app works.
help-backup-codes-once = You only see them once. Print them, write them down, or save the file.
help-backup-codes-paper = Keep them away from your phone, so you never lose both at once. A drawer at home is a good place.
help-backup-codes-new = When you only have a few left, generate new ones. The old ones then stop working. If some still work, we ask first.
help-backup-codes-typing = Capitals, spaces and dashes don't matter. You can use any of the codes. The page tells you which is next on your list.

help-signing-in = Signing in
help-signing-in-code = First enter your name and password. Then the page asks for the code from your app. Open the app and enter the digits it shows.
help-signing-in-choose = If you have several kinds of second step, choose one. The one you used last comes first. “Try another way” takes you to the others and to your backup codes.
help-signing-in-cancel = After the right code you go on to where you were going. You can cancel at any time. After ten minutes you have to start over.
help-forgotten = Forgotten passwords
help-forgotten-how = Choose “Can't sign in?” on the sign-in page and enter your name or email address. If this site sends email, you'll get a link to choose a new password. It works for an hour.
help-forgotten-still = The link doesn't sign you in: afterwards you sign in with the new password and your second step, as always. If someone else may know the old password, say so there, and your device passwords stop working too.
help-forgotten-addresses = So keep an email address under Settings > Preferences that you can still read without your phone. A new one is added once you've entered the code we send there, and gets links after a day.
help-signing-in-wrong = A code works once. If it's refused, wait for the next one. After several wrong tries you'll have to wait a while.

help-passkeys = Passkeys: signing in without a password
help-passkeys-what = Your phone, computer, password manager or security key stores the passkey. It only works on this site, once its PIN, your face or your fingerprint has unlocked it. So it counts as both steps: the thing you hold, and what unlocks it.
help-passkeys-add = Under Security, find “Passkey” and choose “Add”.
help-passkeys-where = Your browser asks where to save it. A security key needs a PIN. If it has none yet, you choose one now.
help-passkeys-in = After that, choose “Sign in with a passkey” on the sign-in page, or click the name field and choose it there. You enter neither name nor password.
help-passkeys-more = Some sites ask for one more step after a passkey. If you sign in with your password, you still need your passkey or another second step.
help-passkeys-synced = Many phones and password managers copy a passkey to your other devices. Under Security it then says “On several devices”. It's handy, but anyone who gets into that account has your passkey. Protect it well.
help-passkeys-lost = Lost the device? Sign in another way and remove its passkey under Security. It stops working straight away. It stays on the device until you delete it there, but no longer opens anything. A copied passkey works on your other devices until you remove it here.
help-passkeys-spare = Have another way in: a passkey on another device, a security key or backup codes.

help-one-token = Never use one security key for both
help-one-token-why = If the same security key is both your passkey and your second step after the password, you have one thing instead of two. So a key can't be both here.
help-one-token-how = When you add a security key, your browser passes on a list of those you already have here. If the key finds itself on that list it refuses, and the page tells you. This site can't see the key itself, so it can't check any other way.
help-one-token-instead = You can change your mind: open the menu beside it under Security and choose “Turn into a security key” or “Turn into a passkey”. Nothing changes until you've touched the key.
help-one-token-unknown = Some things we can't detect:
help-one-token-reset = A security key that has been reset no longer recognises itself. You can add it again while its old entry is still in your list. Remove the old entry.
help-one-token-synced = A password manager or phone can store both a passkey and a security key without telling us.
help-one-token-codes = A Nitrokey 3 or YubiKey can be your passkey and also show your codes. The secret for the codes is separate, so we don't notice.
help-one-token-others = Two accounts can share a security key. We only compare your own.
help-one-token-so = So it's up to you: use two things for your two steps.

help-confirming = Confirming it's you
help-confirming-why = Before your password, second step, backup codes or email addresses are changed, we ask you to confirm it's you. Then nobody can change them while you're away from a computer where you're signed in.
help-confirming-how = You answer as you do when signing in: with your security key or passkey if you have one, otherwise with a code from your app, or with your password if you have no second step yet. Your confirmation lasts ten minutes.

help-new-keys = Why a new key has to wait
help-new-keys-what = A key or passkey you add works straight away when you sign in. But if you added it with something weaker, such as a code from your app or a backup code, apps that need a key only accept it later, usually after a day. Until then you also can't use it to change what you had before, such as your app, backup codes or email addresses.
help-new-keys-why = The wait protects you. Someone who tricks you out of a code could add a key of their own. Now you have a day to read our message and stop them before their key opens anything.
help-new-keys-when = Under Security, the list says from when it's fully accepted. Sign in with it again after that. Staying signed in isn't enough.
help-new-keys-seen = Can't we send you messages? Then also sign in once, after the wait, with a second step you had before.
help-new-keys-sooner = Need it sooner? Add it with a key or passkey you've had for a while, and there's no wait. Or ask your administrator, who can end the wait once they've made sure it's you.

help-lost-phone = If your phone is lost or broken
help-lost-phone-code = Sign in with your password. When the page asks for the app's code, choose “Try another way” and enter a backup code.
help-lost-phone-suspend = If someone may have found the phone, suspend it. Its codes then stop working.
help-lost-phone-replace = Add your new phone. Once it works, remove the old one from the list.
help-lost-phone-password = Was your password saved on the phone? Change that too.
help-lost-phone-token = Do the same for a lost security key, token or passkey: sign in another way, suspend or remove it, and add a new one.
help-lost-phone-without = Still signed in somewhere? When you're asked to confirm it's you, choose “I don't have it with me”. With your password and a backup code you can suspend and replace what you've lost.
help-lost-phone-no-codes = No backup codes either? Ask your administrator for a help code. They'll need to make sure it's really you.

help-several = Several devices, a new phone
help-several-more = You can add as many devices as you like, such as your phone and your computer at work. Each has its own name, and you can use any of them.
help-several-new = New phone? Add it first, try it, then remove the old one. That way you're never locked out.
help-several-sessions = Under Devices you see where you're signed in. You can name your browsers there, and disconnect those you no longer use.

help-clients = Mail, calendars and other apps
help-clients-why = Mail apps and many others can't ask for a second step. Once you have one, they can't use your own password any more. Instead, give each app its own: a device password.
help-clients-make = Open Devices and create a device password. Give it a name that says which app it's for, such as “Thunderbird on the laptop”.
help-clients-type = Enter it in the app where it asks for your password. Your username stays the same. On a phone, scan the QR code with the camera and copy both from there.
help-clients-once = You only see it once. If you lose it, create a new one and disconnect the old one.
help-clients-which = Where to enter it:
help-clients-thunderbird = Thunderbird: when it asks for the password, enter the device password and let Thunderbird save it. If it doesn't ask, remove the old one under saved passwords in its settings.
help-clients-calendars = Calendars and contacts (CalDAV and CardDAV), such as DAVx⁵ on Android or the accounts in an iPhone's settings: enter your username and the device password with the address of the calendar.
help-clients-rclone = rclone and other file apps (WebDAV): run “rclone config”, choose WebDAV, and enter your username and the device password.
help-clients-limits = You can limit a device password: how long it works, how long it can stay unused, from which networks, to which addresses, or to reading only. An app that only makes copies needs no more than reading.
help-clients-lost = If you lose a device, disconnect its device password in the list under Devices. It stops working straight away, and the others keep working. A device password never opens these pages.
help-to-new-password = Create a device password

help-clocks = If codes are refused
help-clocks-few = Codes depend on the time. A few seconds, even half a minute, make no difference.
help-clocks-auto = If codes keep being refused though they're right, set the phone's clock to automatic time. The page that asks for the code shows the server's time, so you can compare.

help-fake = Fake sign-in pages
help-fake-relay = Anything you can type, you can type into the wrong page. A fake one can pass on your password and code within seconds and sign in as you.
help-fake-address = So check the address before you type. Use your own bookmark rather than a link in a message. Never tell anyone a code, even if they say they're from support.
help-fake-keys = A security key or passkey can't be fooled like that. It only answers to this site's address, and there's nothing to type. If you have one, use it rather than a code.
help-fake-done = Did you type into a page that seemed wrong? Change your password straight away and disconnect all other browsers and devices.

help-messages = Messages about your account
help-messages-what = Where this site sends email, we tell you what happens to your account: a sign-in from a new browser, a second step added or removed, a new password. The message says when it was, and from which browser.
help-messages-not-me = Wasn't it you? Open the link in the message and enter the four letters below it. That signs everyone out, stops device passwords and suspends what was just added. What you use to sign in stays. Then choose a new password.
help-messages-text = If your site sends text messages and you've added your number under Security, you can have these as text messages too: choose it under Preferences. Ours never contain a link. If something wasn't you, choose “Can't sign in?” on the sign-in page and enter the eight characters from the message.
help-messages-text-go = Enter them here
help-messages-off = You can switch off the less important ones under Preferences.

help-no-phone = I have no smartphone
help-no-phone-computer = A password manager on your computer, such as KeePassXC, shows the same codes. Enter the secret there as letters and digits.
help-no-phone-token = You can also use a small device: a security key that you touch, or a token that shows the same codes. Ask whether your organisation has one for you. How to set them up:

help-ask = Who to ask
help-ask-whom = Your administrator can give you a help code, remove a second step you've lost, or set a new password for you.
help-ask-never = They'll never ask for your password or a code.
