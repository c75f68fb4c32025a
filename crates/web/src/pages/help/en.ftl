# The user's manual.

help-title = Help
help-lede = How to sign in with two proofs, how to set that up, and what to do when something is missing.
help-contents = Contents
help-to-security = Go to Security
help-to-devices = Go to Devices

help-what = What two-factor authentication is
help-what-two = You show in two different ways that it's you: with something you know, your password, and with something you have, such as a phone that makes codes.
help-what-why = Passwords get guessed, watched and stolen. Whoever has only your password still stands before a second door, and the key to it is in your pocket.
help-what-kinds = The usual second proof is a code from an app, or a touch on a security key. For the day when it isn't at hand there are backup codes, and an administrator can give you a code that works once.

help-setting-up = Setting up an authenticator app
help-setting-up-before = You need a phone, a tablet or a computer with an authenticator app. The page that sets it up names free ones for every system. It takes about two minutes.
help-setting-up-open = Sign in, open Security and find “Authenticator app (TOTP)” under Second-factor Auth.
help-setting-up-name = Give the device a name that you'll recognise, such as “My phone”, and go on.
help-setting-up-scan = The page shows a picture and, below it, the same secret as letters and digits. Scan the picture with the app, or type the secret into it.
help-setting-up-type = The app now shows a code that changes every thirty seconds. Type the one that you see and switch the app on.
help-setting-up-keep = Make backup codes; the next page offers them.
help-setting-up-hand = Are you reading this on the phone itself? Then use the link below the picture: it opens the app with everything filled in.
help-setting-up-off = Nothing is switched on until you have typed a code, so you can stop halfway without harm. With your first app all other browsers and devices are signed out.

help-tokens = Hardware tokens
help-tokens-two = There are two sorts. A security key (FIDO) you touch, and the browser does the rest. Other tokens make codes that you type, as an app does. Some can do both.
help-tokens-keys = Security keys: Nitrokey FIDO U2F, Nitrokey FIDO2, Nitrokey 3, YubiKey
help-tokens-keys-add = Under Security, find “Security key” and choose “Add a security key”. The name may stay empty: then it is called by its make.
help-tokens-keys-touch = Put the key in, or hold it to the phone, and touch it when it blinks. There is no code and no secret to copy.
help-tokens-keys-second = Add a second key in the same way and keep it at home. A key can't be copied, so a spare one is the best that you can have for the day when yours is lost.
help-tokens-keys-use = When you sign in, you touch the key after your password. It answers to the address of this site alone, so a fake page gets nothing from it.
help-tokens-keys-which = The Nitrokey FIDO U2F, like every key that can only do FIDO U2F, is a second factor and can't be a passkey. Nitrokey FIDO2, Nitrokey 3 and YubiKey 5 can be the one or the other.
help-tokens-keys-copied = Many keys count how often they have signed. If the number goes back, there may be a copy of the key: its answer is refused, it is suspended, everybody is signed out of your account, and what the copy may have made ends. You and the administrators are told. Sign in another way, look at Recent activity and remove the key. Add it again only if you know what happened; if you don't, take a new one.
help-tokens-codes = Tokens that make codes: Nitrokey Pro, Nitrokey Storage, Nitrokey 3, YubiKey
help-tokens-codes-begin = Under Security, find “Authenticator app (TOTP)” for codes that change by themselves, or “Hardware token (HOTP)” for a token that counts presses. Open “I have a hardware token”, leave the secret empty and choose “Add the token”.
help-tokens-codes-secret = The page shows a new secret of twenty bytes, in hexadecimal and in base32, and what else to set: SHA-1, six digits, and thirty seconds or the counter 0. Leave these as they are; your token begins with the same.
help-tokens-codes-program = Put the secret into the token as told below. Close the page afterwards: the secret isn't shown again.
help-tokens-codes-confirm = Type the code that the token shows and switch it on.
help-tokens-pro = Nitrokey Pro and Nitrokey Storage: open “OTP Slot Configuration” in the Nitrokey App and choose a free TOTP or HOTP slot. Give it a name, choose Base32 or Hex as the input format, paste the same writing of the secret, and save. The app asks for the admin PIN. You find the codes in its menu under “Passwords”.
help-tokens-three = Nitrokey 3: add an entry under “Passwords” in the Nitrokey App 2, choose TOTP or HOTP as its algorithm and paste the secret in base32.
help-tokens-yubikey = YubiKey 5: add an account in Yubico Authenticator and paste the secret in base32.
help-tokens-which = TOTP or HOTP? These tokens have no clock of their own; the program on the computer tells them the time. If the computer's clock is right, take TOTP. HOTP needs no clock, but codes that you make and don't use count along.
help-tokens-own = Does your token have a secret already? Then type that one in, in base32 or hexadecimal, or paste its “otpauth://” link. It needs at least 16 bytes.
help-tokens-astray = Are right codes refused? Type two codes that follow each other into the one field, one after the other. That finds a token that was pressed up to a hundred times for nothing. If the clock of your token has gone wrong, sign in another way, with a backup code for example, and type the two codes at the token under Security. There it is found as long as its clock is no more than twenty codes off.

help-backup-codes = Backup codes
help-backup-codes-what = Backup codes are your spare keys: ten codes, each of which replaces your second factor once.
help-backup-codes-make = Make them under Security, as soon as your app works.
help-backup-codes-once = They are shown a single time. Print them, write them down, or save the file.
help-backup-codes-paper = Keep them apart from your phone, so that you never lose both at once. A drawer at home is a good place.
help-backup-codes-new = When few are left, make new ones. From then on the old ones no longer work.
help-backup-codes-typing = When you type one, capitals, spaces and dashes don't matter. You can take any of them; the page says which comes next on your list.

help-signing-in = Signing in
help-signing-in-code = First come your name and password. Then the page asks for the code from your app: open it and type the digits that it shows.
help-signing-in-choose = If you have several kinds of second factor, you choose one; the one that you used last stands first. “Use another way” below every question leads to the others and to your backup codes.
help-signing-in-cancel = After the right code you land where you were going. You can cancel at any point. After ten minutes you have to begin again.
help-signing-in-wrong = A code works once. If one is refused, wait for the next. After several wrong answers, further ones aren't looked at for a while. Wait a little, then try again.

help-passkeys = Passkeys: signing in without a password
help-passkeys-what = A passkey is kept by your phone, your computer, your password manager or a token. It signs for this site alone, once its PIN, your face or your finger has unlocked it. So it is two factors in one: the thing that you hold, and what unlocks it.
help-passkeys-add = Under Security, find “Passkey” and choose “Add a passkey”.
help-passkeys-where = Your browser asks where to keep it. On a token you need its PIN; if it has none yet, you choose one now.
help-passkeys-in = From then on, choose “Sign in with a passkey” on the sign-in page, or click into the field for the name and choose it there. You type neither name nor password.
help-passkeys-more = Some sites ask for one more proof after a passkey. If you sign in with your password, you're asked for your passkey or another second factor, as always.
help-passkeys-synced = Many phones and password managers copy a passkey to your other devices; under Security it then says “On several devices”. That's handy, and it means that whoever gets into that account there has your passkey. Protect it well.
help-passkeys-lost = Is the device lost? Sign in another way, or on another device, and remove its passkey under Security: it stops at once. In the device itself it stays until you delete it there, but it opens nothing any more. A passkey that was copied goes on working on your other devices until you remove it here.
help-passkeys-spare = Have a second way in: another passkey in another device, a security key, or backup codes.

help-one-token = Never one token for both
help-one-token-why = If one token is the passkey that signs you in and also the second factor after your password, you have a single thing in place of two. So no token can be both here.
help-one-token-how = This site can't see a token, only the keys in it, and two keys of one token look like those of two. So when you add one, your browser passes on which keys you have here already, of either sort. The token itself looks whether one of them is its own and refuses, and the page says so.
help-one-token-instead = You may change your mind: “Use a key that is a passkey now” under Security key, and “Use a token that is a second factor now” under Passkey, turn the one into the other in one step. Nothing changes until the token has been touched.
help-one-token-unknown = Some things nobody can know here:
help-one-token-reset = A token that was reset has forgotten its old keys and doesn't recognise them. It can be added anew, while the old entry still stands in your list. Remove that one.
help-one-token-synced = A password manager or a phone may hold a passkey, and a security key beside it, without telling.
help-one-token-codes = A Nitrokey 3 or a YubiKey can be your passkey and make your codes as well. A secret for codes has nothing to do with the keys, so this isn't noticed.
help-one-token-others = Two accounts may share a token. Only your own keys are compared.
help-one-token-so = So the last word is yours: keep two things for your two factors.

help-confirming = Confirming that it's you
help-confirming-why = Before your password, your second factor, your backup codes or your e-mail addresses are changed, you're asked once more who you are. So nobody can change them while you've stepped away from a computer where you're signed in.
help-confirming-how = You answer as when you sign in: with your security key or passkey if you have one, else with a code from your app, or with your password if you have no second factor yet. It counts for ten minutes.

help-lost-phone = When the phone is lost or broken
help-lost-phone-code = Sign in with your password and, in place of the app's code, choose “Use another way” and type a backup code.
help-lost-phone-suspend = If somebody may have found the phone, suspend it: from then on its codes don't work.
help-lost-phone-replace = Add your new phone, and once it works remove the old one from the list.
help-lost-phone-password = If your password was saved on the phone, change it as well.
help-lost-phone-token = The same goes for a lost security key, token or passkey: sign in another way, suspend or remove it, and add a new one.
help-lost-phone-without = Are you still signed in somewhere? When you're asked to confirm that it's you, choose “I don't have it with me”: your password and a backup code let you suspend, remove and replace the lost one.
help-lost-phone-no-codes = If you have no backup codes either, ask an administrator for a bypass code. They'll want to make sure that it's really you.

help-several = Several devices, a new phone
help-several-more = You can set up as many devices as you like, for example a phone and the computer at work. Each has its own name, and any of them answers.
help-several-new = For a new phone: add it first, try it, then remove the old one. In that order you're never without.
help-several-sessions = Under Devices you see where you're signed in. There you can name browsers and disconnect what you don't use any more.

help-clients = Mail, calendars and other programs
help-clients-why = Programs such as a mail client can't ask for a second factor. Once you have one, they can't use your own password any more; each of them gets a password of its own in its place, a device password.
help-clients-make = Open Devices, give the new device password a name that says which program it is for, such as “Thunderbird on the laptop”, and make it.
help-clients-type = Type it into the program where it asks for your password. Your user name stays the same. On a phone, scan the picture with the camera and copy both from there.
help-clients-once = It is shown a single time. If it gets lost, make a new one and disconnect the old one.
help-clients-which = Where it goes:
help-clients-thunderbird = Thunderbird: when it asks for the password, type the device password and let Thunderbird keep it. If it doesn't ask, remove the old one in its settings under saved passwords.
help-clients-calendars = Calendars and contacts (CalDAV and CardDAV), such as DAVx⁵ on Android or the accounts in an iPhone's settings: enter your user name and the device password with the address of the calendar.
help-clients-rclone = rclone and other file clients (WebDAV): run “rclone config”, choose WebDAV, and give your user name and the device password.
help-clients-limits = You can limit a device password: until which day it works, for how long it may stay unused, from which networks, at which hosts, or that it only reads. A copy that is only ever fetched needs no more than reading.
help-clients-lost = If a device gets lost, disconnect its device password in the list under Devices: it stops at once, and all others go on working. A device password never opens these pages.
help-to-new-password = Make a device password

help-clocks = Clocks
help-clocks-few = The codes depend on the time. A few seconds, even half a minute, make no difference.
help-clocks-auto = If right codes are refused again and again, look at the clock of the phone and set it to automatic time. The page that asks for the code shows the server's time, so that you can compare.

help-fake = Fake pages
help-fake-relay = Whatever you can type, you can type into the wrong page: a fake one can pass on your password and your code within seconds and get in as you.
help-fake-address = So look at the address before you type. Come here by your own bookmark rather than by a link in a message, and tell nobody a code, not even somebody who says they're from support.
help-fake-keys = A security key or a passkey can't be led astray like that: it answers to this site's address alone, and there is nothing to type. If you have one, use it rather than a code.
help-fake-done = Did you type into a page that seemed wrong? Change your password at once and disconnect all other browsers and devices.

help-no-phone = I have no smartphone
help-no-phone-computer = A password manager on your computer, such as KeePassXC, makes the same codes. It takes the secret as letters and digits.
help-no-phone-token = There are also small hardware tokens: security keys that you touch, and others that make the same codes. Ask whether your organisation has one for you. How to set them up:

help-ask = Whom to ask
help-ask-whom = Whoever runs this site can give you a code that works once, remove a lost factor, or set a new password for you.
help-ask-never = They will never ask you for your password or for a code.
