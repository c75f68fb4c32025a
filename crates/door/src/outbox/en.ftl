outbox-subject = { $site }: { $what }
outbox-when = When: { $when }
outbox-from = From: { $address }
outbox-not-you = Wasn't it you? Look under Activity, change your password, and ask your administrator.
