outbox-subject = { $site }: { $what }
outbox-when = När: { $when }
outbox-from = Från: { $address }
outbox-not-you = Var det inte du? Titta under Aktivitet, byt lösenord och kontakta din administratör.
outbox-email-code-subject = { $site }: bekräfta din e-postadress
outbox-email-code = För att lägga till den här e-postadressen i kontot { $name } hos { $site }, skriv koden där du blev ombedd:

    { $code }

    Den gäller en gång, i ett dygn. Berätta den aldrig för någon.

    Var det inte du? Då behöver du inte göra något: utan koden läggs adressen inte till.
