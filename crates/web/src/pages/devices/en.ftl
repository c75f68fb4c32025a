# Connected browsers and devices.

devices-title = Connected browsers and devices
devices-lede = These browsers are signed in to your account, and these programs have a password of their own for it. Disconnect any that you don't recognise; it stops at once.
devices-connected = Connected now
devices-this = This browser
devices-expired = Expired
devices-meta = { $address } · First seen { $made } · Last seen { $seen }
devices-meta-named = { $browser } · { $address } · First seen { $made } · Last seen { $seen }
devices-password-unused = Device password · Made { $made } · Not used yet
devices-password-used = Device password · { $program } · { $address } · Last used { $seen }
devices-password-used-at = Device password · { $program } · { $address } · Last used { $seen } for { $host }
devices-disconnect = Disconnect
devices-search = Search by name, program, address or host
devices-search-go = Search
devices-search-none = Nothing here has “{ $sought }” in it.
devices-search-all = Show all
devices-pages = Parts of the list
devices-newer = Used later
devices-older = Used earlier

devices-new = New device password
devices-new-what = For a program that can't ask for a second factor: mail, calendars, file sync. Give each one its own, so that you can disconnect one and keep the rest.
devices-new-help = How to set it up
devices-new-hint = Which program, and where: “Thunderbird on the laptop”.
devices-new-limits = Set limits
devices-new-go = Make a device password
devices-confirm = Before you make one, we'll ask you to confirm that it's you.

devices-limits = Limits
devices-limits-title = Limits of “{ $name }”
devices-limits-what = Whatever you leave empty doesn't limit it. A change holds from the next request on.
devices-limited = The limits are saved.
devices-date = Works until
devices-date-hint = The end of that day in UTC. Empty: no end.
devices-days = Stops when it hasn't been used for so many days
devices-days-hint = A number of days. Empty: it may stay unused.
devices-networks = Only from these networks
devices-networks-hint = For example 192.0.2.0/24, several with spaces between them. Empty: from anywhere.
devices-hosts = Only at these hosts
devices-hosts-hint = For example files.example.org, several with spaces between them. Empty: at all of them.
devices-reads = Only reads
devices-reads-hint = It can list and fetch, but not change or delete anything.
devices-limit-reads = only reads
devices-limit-from = from { $networks }
devices-limit-at = only at { $hosts }
devices-limit-until = until { $day }
devices-limit-unused = { $n ->
    [one] stops after a day without use
   *[other] stops after { $n } days without use
}
devices-limit-both = Either a day or a number of days: empty one of the two.

devices-shown-title = Device password for “{ $name }”
devices-shown-ready = The device password is ready.
devices-shown-once = It is shown this once. Type it into the program in place of your own password.
devices-shown-user = User name
devices-shown-password = Password
devices-shown-scan = On a phone
devices-shown-scan-what = The picture holds user name and password, a line each. Scan it with the phone's camera and copy them from there.
devices-qr = QR code with the user name and the device password. Both stand above as text.
devices-shown-alone = No second factor is asked where it is used, so it is for this one program alone. If the device gets lost, disconnect it in the list.
devices-shown-kept = It is in place

devices-others = All the others
devices-others-what = { $n ->
    [one] One other browser or device is signed out at once and has to sign in again. This browser stays signed in.
   *[other] { $n } other browsers and devices are signed out at once and have to sign in again. This browser stays signed in.
}
devices-others-stay = Device passwords go on working, unless you tick this:
devices-others-passwords = { $n ->
    [one] Also disconnect the one device password
   *[other] Also disconnect all { $n } device passwords
}
devices-others-passwords-hint = Their programs stop working until each has a new one.
devices-others-go = Disconnect all others
devices-others-only = { $n ->
    [one] One device password stops working at once. Its program needs a new one.
   *[other] All { $n } device passwords stop working at once. Each program needs a new one.
}
devices-others-only-go = Disconnect all device passwords
devices-stolen = Is there something you don't recognise?
devices-stolen-what = If somebody else has signed in, they know your password. A new one keeps them out, and signs out all browsers but this one.
devices-stolen-go = I think somebody has my password
devices-renamed = The new name is saved.
devices-disconnected = It is disconnected and signed out.
devices-password-disconnected = It is disconnected. That device password no longer works.
devices-others-disconnected = All other browsers and devices are signed out.
devices-all-disconnected = All other browsers are signed out, and all device passwords are disconnected.
devices-help = About devices, programs and new phones
