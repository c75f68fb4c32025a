# What all pages share: words on buttons, and what is said when a request can't be answered.

web-continue = Continue
web-cancel = Cancel
web-off = Switched off here
web-quoted = “{ $name }”
web-names-more = { $n ->
    [one] { $names } and one more
   *[other] { $names } and { $n } more
}

web-not-found = Nothing here
web-link-gone = This link is over
web-wait = Wait a little
web-not-done = That couldn't be done
web-not-understood = That wasn't understood
web-sign-in-first = Sign in first.
web-method = This address can't be opened like that. Begin at the start page.
web-garbled = The form couldn't be read: it has characters that aren't allowed, or too many fields. Open the page again and fill it in once more.
web-slow = The form took too long to arrive. Check your connection and send it again.
web-large = The form is too large. Shorten what you typed and send it again.
web-kind = The form came in a format that can't be read here. Send it as application/x-www-form-urlencoded in UTF-8.

web-origin = Not sent from here
web-origin-text = This form wasn't sent from a page of this site, so nothing was changed. Open the page here and send it again.
web-origin-ours = This site
web-origin-theirs = Sent from

web-host-garbled = The request doesn't clearly say which host it is for.
web-elsewhere = Another address
web-elsewhere-text = This site has one address, and this isn't it.
web-elsewhere-ours = Its address
web-elsewhere-theirs = Asked for
web-setting = If you run this site and the address that was asked for is right, change this setting:

web-broke = Something went wrong here
web-broke-text = It isn't your fault. Try again in a moment. If it stays like that, give the number below to whoever runs this site.
web-broke-unknown = It isn't your fault, but we can't tell whether it was done. Check before you do it again.

web-way-back = Back
web-way-home = To the start page
web-way-there = Go to the right address
web-way-sign-in = Sign in
web-way-confirm = Confirm with it

web-browser-on = { $name } on { $system }
web-browser-system = A browser on { $system }
web-browser-unknown = An unknown browser
