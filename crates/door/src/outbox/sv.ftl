outbox-subject = { $site }: { $what }
outbox-when = När: { $when }
outbox-from = Från: { $address }
outbox-not-you = Var det inte du? Titta under Aktivitet, byt lösenord och kontakta din administratör.
