# Connected browsers and devices.

devices-title = Connected browsers and devices
devices-lede = These browsers and devices are signed in to your account. Disconnect any that you don't recognise; it is signed out at once.
devices-sessions = Signed in now
devices-this = This browser
devices-meta = { $address } · First seen { $made } · Last seen { $seen }
devices-meta-named = { $browser } · { $address } · First seen { $made } · Last seen { $seen }
devices-disconnect = Disconnect
devices-others = All the others
devices-others-what = { $n ->
    [one] One other browser or device is signed out at once and has to sign in again. This browser stays signed in.
   *[other] { $n } other browsers and devices are signed out at once and have to sign in again. This browser stays signed in.
}
devices-others-go = Disconnect all others
devices-only-this = Nothing else is signed in.
devices-strange = If you didn't sign in there yourself, somebody may know your password.
devices-strange-link = Change your password
devices-renamed = The new name is saved.
devices-disconnected = It is disconnected and signed out.
devices-others-disconnected = All other browsers and devices are disconnected.
devices-help = About devices and new phones
