outbox-subject = { $site }: { $what }
outbox-when = When: { $when }
outbox-from = From: { $address }
outbox-not-you = Wasn't it you? Look under Activity, change your password, and ask your administrator.
outbox-email-code-subject = { $site }: confirm your email address
outbox-email-code = To add this email address to the account { $name } at { $site }, enter this code where you were asked for it:

    { $code }

    It works once, for one day. Never tell anyone this code.

    Wasn't it you? Then you don't have to do anything: without the code, the address isn't added.
