outbox-subject = { $site }: { $what }
outbox-when = När: { $when }
outbox-reason = Anledning: { $reason }
outbox-times = { $n ->
        [one] En gång
       *[other] { $n } gånger
    }
outbox-more = { $n ->
        [one] Och en sak till: titta under Aktivitet.
       *[other] Och { $n } saker till: titta under Aktivitet.
    }
outbox-account = Konto: { $name }
outbox-from = Från: { $browser }, { $address }
outbox-not-you = Var det inte du? Titta under Aktivitet, byt lösenord och kontakta din administratör.
outbox-subject-more = { $site }: { $what }, och { $n } till
outbox-stop = Var det inte du? Öppna den här sidan och skriv in de fyra bokstäverna nedan. Då loggar vi ut alla, även dig, stoppar enhetslösenorden och spärrar det som nyss lades till. Det du själv loggar in med finns kvar.

    { $link }

    { $letters }

    Det fungerar en gång, i sju dagar.
outbox-text-stop = Inte du? Ange { $characters } under "Kan du inte logga in?" på inloggningssidan.
outbox-text-account = konto { $name }
outbox-text-not-you = Inte du? Välj "Kan du inte logga in?" på inloggningssidan.
outbox-not-me-closing = Välj nu ett nytt lösenord: ”Kan du inte logga in?” på inloggningssidan säger hur. Var det inte du som stoppade det? Då läser någon annan din e-post eller dina sms: kontakta din administratör.
outbox-backup-codes-few-left-closing = Du kan skapa nya under Säkerhet. Då slutar de gamla att fungera.
outbox-password-forgotten-closing = Länken gick till dina andra e-postadresser. Var det inte du? Då behöver du inte göra något: lösenordet är som förut.
outbox-email-tried-closing = Inget har ändrats i ditt konto. Om du inte väntade dig det här ska du inte ge någon koden som vi skickade.
outbox-email-code-subject = { $site }: bekräfta din e-postadress
outbox-email-code = Skriv den här koden där du blev ombedd, så läggs e-postadressen till i kontot { $name } hos { $site }:

    { $code }

    Den gäller en gång, i ett dygn. Berätta den aldrig för någon.

    Var det inte du? Då behöver du inte göra något: utan koden läggs adressen inte till.
outbox-forgotten-subject = { $site }: välj ett nytt lösenord
outbox-forgotten = Någon bad om ett nytt lösenord för kontot { $name } hos { $site }, från { $address }. Om det var du, välj ett här inom en timme:

    { $link }

    Du behöver fortfarande ditt andra steg, om du har ett.

    Var det inte du? Då behöver du inte göra något. Lösenordet är som förut.
outbox-invite-subject = { $site }: ditt konto
outbox-invite = Välj ett lösenord för kontot { $name } hos { $site } här, inom sju dagar:

    { $link }

    Väntade du dig inte det här? Då behöver du inte göra något.
