# Security: password, factors, and what follows when one is added or lost.

security-title = Security
security-back = Back
security-confirm = You can look at everything here. Before you change something, we'll ask you to confirm that it's you.
security-confirm-link = Confirm now
security-offer = Is there a browser or device that shouldn't be signed in any more?
security-offer-devices = { $n ->
    [one] You have one device password, which opens without a second factor.
   *[other] You have { $n } device passwords, which open without a second factor.
}
security-offer-link = Have a look and disconnect what you don't need

security-password = Password
security-password-at = Last changed on { $day }.
security-password-change = Change password
security-password-current = Current password
security-password-new = New password
security-password-hint = At least { $n } characters. A sentence of several words is good: easy to remember, hard to guess.
security-password-ends = All your other browsers and devices are signed out when you change it.
security-password-devices = { $n ->
    [one] Also disconnect my device password
   *[other] Also disconnect my { $n } device passwords
}
security-password-devices-hint = Their programs stop working until each has a new one.
security-password-go = Change it
security-password-changed = Your password is changed. All other browsers and devices are signed out.
security-password-changed-all = Your password is changed. All other browsers are signed out, and all device passwords are disconnected.
security-stolen = I think somebody has my password
security-stolen-what = Choose a new password now, one that you use nowhere else. Whoever is signed in elsewhere is signed out in the same moment. Afterwards have a look at your second factors below, and at what stands under Activity.

security-factors = Second-factor Auth
security-factors-why = A second proof besides your password: someone who steals one of them still can't get in.
security-factors-required = Here everybody has to show in a second way who they are.
security-factors-help = How it works
security-added = It is switched on. From now on it works when you sign in.
security-renamed = The new name is saved.
security-removed = It is removed and no longer works.
security-suspended = It is suspended. It won't work until you use it again.
security-resumed = It is in use again.
security-later-said = All right, later. The start page will remind you of backup codes.
security-replace-said = First add the new device here. When it works, remove the lost one from the list.

security-remove-title = Remove “{ $name }”?
security-remove-what = It will no longer work when you sign in. You can add it again at any time.
security-remove-last = It is the last one. Then only your password protects this account.
security-remove-short = With a second factor a short password is enough. On its own it needs at least { $n } characters: change your password first, then remove this.
security-remove-add-first = Add the new one first; then this one can go.
security-remove-keep = Keep it
security-suspend = Suspend
security-suspend-instead = Not sure where it is?
security-suspend-what = While it is suspended it doesn't work, but it stays in the list: if it turns up, you can use it again. Until then you need a backup code or another factor to sign in.

security-next-title = One more step
security-next-on = Two-factor authentication is on.
security-next-ended = To be safe, all other browsers and devices were signed out. You'll be asked for the second factor when you sign in there again.
security-clients-title = Programs that used your password
security-clients-what = They can't be asked for a second factor, so they will stop working. Make a device password for each.
security-clients-help = More about programs
security-clients-meta = To { $host } · From { $address } · Last { $seen }
security-clients-make = Make a device password
security-clients-made = Has a device password
security-clients-soon = Programs that use your password will stop working once this is on: { $programs }. On the next page you can make a device password for each.
security-next-codes = Backup codes
security-next-why = One day the phone or the key is lost, broken or left at home. Then one of ten backup codes lets you in.
security-next-where = Keep them on paper, away from the phone.
security-next-help = More about backup codes
security-next-make = Make ten backup codes
security-next-later = Later
security-next-reminder = If you choose “Later”, a reminder stays on the start page.
security-next-have = The codes you have still work.

security-lost-title = What happened to your phone?
security-lost-lede = You signed in without your usual factor.
security-lost-gone = It's lost, broken or replaced
security-lost-replace-what = Add your new phone or another device, then remove the old one.
security-lost-replace = Replace it
security-lost-suspend = If somebody may have found it, suspend it now. Then it no longer works.
security-lost-not = It's fine, just not here
security-lost-elsewhere-what = Nothing changes. Next time you sign in as usual.
security-lost-elsewhere = I have it elsewhere
security-lost-help = What to do when a phone is lost
security-help-lost = I've lost my phone
security-offer-title = Signed in
security-offer-question = Next time without a password?
security-offer-password = Your password and your other factors go on working as before.
security-offer-later = Not now
security-offer-never = Don't ask again
security-offer-help = What is a passkey?
