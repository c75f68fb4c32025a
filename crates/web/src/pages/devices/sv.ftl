# Anslutna webbläsare och enheter.

devices-title = Anslutna webbläsare och enheter
devices-lede = De här webbläsarna är inloggade på ditt konto, och de här programmen har ett eget lösenord till det. Koppla bort det du inte känner igen; det slutar fungera genast.
devices-connected = Anslutna just nu
devices-this = Den här webbläsaren
devices-expired = Har gått ut
devices-meta = { $address } · Först sedd { $made } · Senast sedd { $seen }
devices-meta-named = { $browser } · { $address } · Först sedd { $made } · Senast sedd { $seen }
devices-password-unused = Enhetslösenord · Skapat { $made } · Inte använt än
devices-password-used = Enhetslösenord · { $program } · { $address } · Senast använt { $seen }
devices-password-used-at = Enhetslösenord · { $program } · { $address } · Senast använt { $seen } för { $host }
devices-disconnect = Koppla bort
devices-search = Sök på namn, program, adress eller värd
devices-search-go = Sök
devices-search-none = Här finns inget med ”{ $sought }”.
devices-search-all = Visa alla
devices-pages = Delar av listan
devices-newer = Använda senare
devices-older = Använda tidigare

devices-new = Nytt enhetslösenord
devices-new-what = För program som inte kan fråga efter en andra faktor: e-post, kalendrar, filsynkning. Ge varje program ett eget, så kan du koppla bort ett och behålla resten.
devices-new-help = Så ställer du in det
devices-new-hint = Vilket program, och var: ”Thunderbird på datorn”.
devices-new-limits = Sätt gränser
devices-new-go = Skapa ett enhetslösenord
devices-confirm = Innan du skapar ett får du bekräfta att det är du.

devices-limits = Gränser
devices-limits-title = Gränser för ”{ $name }”
devices-limits-what = Det du lämnar tomt begränsar inte. En ändring gäller från och med nästa anrop.
devices-limited = Gränserna är sparade.
devices-date = Fungerar till och med
devices-date-hint = Till dygnets slut i UTC. Tomt: inget slut.
devices-days = Slutar fungera när det inte har använts på så många dagar
devices-days-hint = Ett antal dagar. Tomt: det får ligga oanvänt.
devices-networks = Bara från de här nätverken
devices-networks-hint = Till exempel 192.0.2.0/24, flera med mellanslag emellan. Tomt: varifrån som helst.
devices-hosts = Bara på de här värdarna
devices-hosts-hint = Till exempel files.example.org, flera med mellanslag emellan. Tomt: på alla.
devices-reads = Bara läsa
devices-reads-hint = Det kan lista och hämta, men inte ändra eller ta bort något.
devices-limit-reads = läser bara
devices-limit-from = från { $networks }
devices-limit-at = bara på { $hosts }
devices-limit-until = till och med { $day }
devices-limit-unused = { $n ->
    [one] slutar efter en dag utan användning
   *[other] slutar efter { $n } dagar utan användning
}
devices-limit-both = Antingen ett datum eller ett antal dagar: töm ett av fälten.

devices-shown-title = Enhetslösenord för ”{ $name }”
devices-shown-ready = Enhetslösenordet är klart.
devices-shown-once = Det visas bara nu. Skriv in det i programmet i stället för ditt eget lösenord.
devices-shown-user = Användarnamn
devices-shown-password = Lösenord
devices-shown-scan = I en telefon
devices-shown-scan-what = Bilden innehåller användarnamn och lösenord på var sin rad. Skanna den med telefonens kamera och kopiera dem därifrån.
devices-qr = QR-kod med användarnamnet och enhetslösenordet. Båda står ovanför som text.
devices-shown-alone = Där det används efterfrågas ingen andra faktor, så det är bara till för det här programmet. Blir du av med enheten kopplar du bort det i listan.
devices-shown-kept = Det är inskrivet

devices-others = Alla andra
devices-others-what = { $n ->
    [one] En annan webbläsare eller enhet loggas ut genast och måste logga in igen. Den här webbläsaren förblir inloggad.
   *[other] { $n } andra webbläsare och enheter loggas ut genast och måste logga in igen. Den här webbläsaren förblir inloggad.
}
devices-others-stay = Enhetslösenord fortsätter att fungera, om du inte kryssar i rutan:
devices-others-passwords = { $n ->
    [one] Koppla även bort enhetslösenordet
   *[other] Koppla även bort alla { $n } enhetslösenord
}
devices-others-passwords-hint = Programmen slutar fungera tills de har fått varsitt nytt.
devices-others-go = Koppla bort alla andra
devices-others-only = { $n ->
    [one] Enhetslösenordet slutar fungera genast. Programmet behöver ett nytt.
   *[other] Alla { $n } enhetslösenord slutar fungera genast. Varje program behöver ett nytt.
}
devices-others-only-go = Koppla bort alla enhetslösenord
devices-stolen = Är det något du inte känner igen?
devices-stolen-what = Om någon annan har loggat in känner den personen till ditt lösenord. Med ett nytt lösenord kommer ingen annan in, och alla webbläsare utom den här loggas ut.
devices-stolen-go = Jag tror att någon har mitt lösenord
devices-renamed = Det nya namnet är sparat.
devices-disconnected = Bortkopplad och utloggad.
devices-password-disconnected = Bortkopplat. Det enhetslösenordet fungerar inte längre.
devices-others-disconnected = Alla andra webbläsare och enheter är utloggade.
devices-all-disconnected = Alla andra webbläsare är utloggade, och alla enhetslösenord är bortkopplade.
devices-help = Mer om enheter, program och nya telefoner
