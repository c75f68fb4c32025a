# The user's manual.

help-title = Help
help-lede = How to sign in with two proofs, how to set that up, and what to do when something is missing.
help-contents = Contents
help-to-security = Go to Security
help-to-devices = Go to Devices

help-what = What two-factor authentication is
help-what-two = You show in two different ways that it's you: with something you know, your password, and with something you have, such as a phone that makes codes.
help-what-why = Passwords get guessed, watched and stolen. Whoever has only your password still stands before a second door, and the key to it is in your pocket.
help-what-kinds = The usual second proof is a code from an app. For the day when it isn't at hand there are backup codes, and an administrator can give you a code that works once.

help-setting-up = Setting up an authenticator app
help-setting-up-before = You need a phone, a tablet or a computer with an authenticator app. The page that sets it up names free ones for every system. It takes about two minutes.
help-setting-up-open = Sign in, open Security and find “Authenticator app (TOTP)” under Second-factor Auth.
help-setting-up-name = Give the device a name that you'll recognise, such as “My phone”, and go on.
help-setting-up-scan = The page shows a picture and, below it, the same secret as letters and digits. Scan the picture with the app, or type the secret into it.
help-setting-up-type = The app now shows a code that changes every thirty seconds. Type the one that you see and switch the app on.
help-setting-up-keep = Make backup codes; the next page offers them.
help-setting-up-hand = Are you reading this on the phone itself? Then use the link below the picture: it opens the app with everything filled in.
help-setting-up-off = Nothing is switched on until you have typed a code, so you can stop halfway without harm. With your first app all other browsers and devices are signed out.

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

help-confirming = Confirming that it's you
help-confirming-why = Before your password, your second factor, your backup codes or your e-mail addresses are changed, you're asked once more who you are. So nobody can change them while you've stepped away from a computer where you're signed in.
help-confirming-how = You answer as when you sign in: with a code from your app, or with your password if you have no second factor yet. It counts for ten minutes.

help-lost-phone = When the phone is lost or broken
help-lost-phone-code = Sign in with your password and, in place of the app's code, choose “Use another way” and type a backup code.
help-lost-phone-suspend = If somebody may have found the phone, suspend it: from then on its codes don't work.
help-lost-phone-replace = Add your new phone, and once it works remove the old one from the list.
help-lost-phone-password = If your password was saved on the phone, change it as well.
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
help-fake-done = Did you type into a page that seemed wrong? Change your password at once and disconnect all other browsers and devices.

help-no-phone = I have no smartphone
help-no-phone-computer = A password manager on your computer, such as KeePassXC, makes the same codes. It takes the secret as letters and digits.
help-no-phone-token = There are also small hardware tokens for these codes, such as the Nitrokey Pro, and others that just show them on a display. Ask whether your organisation has one for you.

help-ask = Whom to ask
help-ask-whom = Whoever runs this site can give you a code that works once, remove a lost factor, or set a new password for you.
help-ask-never = They will never ask you for your password or for a code.
