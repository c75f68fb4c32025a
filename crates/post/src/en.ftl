post-test-subject = { $site }: test message
post-test = This is a test message from { $site }. An administrator sent it to see whether mail arrives. There's nothing for you to do.
post-letters-subject = { $site }: four letters
post-letters =
    Mail from { $site } arrives. Type these four letters where you're setting it up:

    { $letters }
post-text-message = This is a test message from { $site }. An administrator sent it to see whether text messages arrive.
