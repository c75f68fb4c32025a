outbox-subject = { $site }: { $what }
outbox-when = When: { $when }
outbox-account = Account: { $name }
outbox-from = From: { $address }
outbox-not-you = Wasn't it you? Look under Activity, change your password, and ask your administrator.
outbox-email-tried-closing = Nothing has changed in your account. If you weren't expecting this, don't give anyone the code we sent you.
outbox-email-code-subject = { $site }: confirm your email address
outbox-email-code = Enter this code where you were asked for it, and we'll add this email address to the account { $name } at { $site }:

    { $code }

    It works once, for one day. Never tell anyone this code.

    Wasn't it you? Then you don't have to do anything: without the code, the address isn't added.
outbox-forgotten-subject = { $site }: choose a new password
outbox-forgotten = Someone asked for a new password for the account { $name } at { $site }, from { $address }. If it was you, choose one here within an hour:

    { $link }

    You'll still need your second step, if you use one.

    Wasn't it you? Then you don't have to do anything. Your password stays as it is.
outbox-invite-subject = { $site }: your account
outbox-invite = Choose a password for the account { $name } at { $site } here, within seven days:

    { $link }

    Weren't you expecting this? Then you don't have to do anything.
