outbox-subject = { $site }: { $what }
outbox-when = When: { $when }
outbox-reason = Reason: { $reason }
outbox-times = { $n ->
        [one] Once
       *[other] { $n } times
    }
outbox-more = { $n ->
        [one] And one more thing: look under Activity.
       *[other] And { $n } more things: look under Activity.
    }
outbox-account = Account: { $name }
outbox-from = From: { $browser }, { $address }
outbox-not-you = Wasn't it you? Look under Activity, change your password, and ask your administrator.
outbox-subject-more = { $site }: { $what }, and { $n } more
outbox-stop = Wasn't it you? Open this page and enter the four letters below. We'll sign everyone out, you included, stop device passwords and suspend what was just added. What you use to sign in stays.

    { $link }

    { $letters }

    It works once, for seven days.
outbox-text-stop = Not you? Enter { $characters } under "Can't sign in?" on the sign-in page.
outbox-text-account = account { $name }
outbox-text-not-you = Not you? Choose "Can't sign in?" on the sign-in page.
outbox-not-me-closing = Now choose a new password: "Can't sign in?" on the sign-in page says how. Wasn't it you who stopped it? Then someone else reads your email or text messages: ask your administrator.
outbox-backup-codes-few-left-closing = You can generate new ones under Security. The old ones stop working then.
outbox-password-forgotten-closing = The link went to your other email addresses. Wasn't it you? Then you don't have to do anything: your password stays as it is.
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
