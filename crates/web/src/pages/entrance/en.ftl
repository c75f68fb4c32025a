# On the way to a protected host.

entrance-unsent-title = Not sent
entrance-unsent = What you sent to { $host } didn't get through, because you need to confirm it's you first. Then send it again.
entrance-unsent-on = Continue
entrance-needs-title = One step is missing
entrance-needs-second = { $host } needs a second step, and your account doesn't have one yet.
entrance-needs-resistant = { $host } needs a passkey or security key, and your account doesn't have one yet.
entrance-later-title = Not just yet
entrance-later = “{ $name }” works now. { $host } accepts it from { $moment }; the wait protects you if someone else added it.
entrance-later-seen = “{ $name }” works now. { $host } accepts it after you've signed in once with a second step you had before, { $moment } or later. That protects you if someone else added it.
entrance-why = Why do I have to wait?
entrance-start = Go to the home page
entrance-set-up = Add one now
entrance-again = Then continue to where you were going
entrance-differ-title = Two sign-ins at once
entrance-differ = Your browser keeps sending two different sign-ins to { $host }. Another site set one of them, and we can't remove it. Delete the cookies for { $host } in your browser's settings, then continue. You may have to sign in again.
entrance-differ-on = Continue to { $host }
entrance-kept-out-title = You don't have access
entrance-kept-out = You're signed in as { $name }. That account doesn't have access to { $host }. Ask your administrator if you need it.
entrance-unclear-title = This address can't be opened
entrance-unclear = { $why ->
    [dot-segment] The address has a name made of dots alone, like “..”.
    [empty-segment] The address has two slashes in a row: “//”.
    [encoded-slash] The address has an encoded slash: “%2F”.
    [backslash] The address has a backslash: “\”.
    [parameter] The address has a semicolon: “;”.
    [encoded-twice] The address has a percent sign that could be read twice: “%25”.
    [control] The address has a control character, such as “%00”.
   *[not-utf-8] The address has a letter that isn't UTF-8, such as “%FF”.
} Servers read that in different ways, and { $host } has rules for single addresses. Ask your administrator to rename the file or folder.
entrance-device-made-with-less = { $host } needs a second step. This device password was created without one. Set one up, then create a new device password: { $public }/settings/devices
entrance-device-never = { $host } takes no device passwords. Open it in a browser, with a passkey or security key.
