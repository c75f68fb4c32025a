# Säkerhet: lösenord, faktorer, och vad som följer när en läggs till eller försvinner.

security-title = Säkerhet
security-back = Tillbaka
security-confirm = Du kan titta på allt här. Innan du ändrar något får du bekräfta att det är du.
security-confirm-link = Bekräfta nu
security-offer = Finns det någon webbläsare eller enhet som inte längre ska vara inloggad?
security-offer-devices = { $n ->
    [one] Du har ett enhetslösenord, som fungerar utan andra faktor.
   *[other] Du har { $n } enhetslösenord, som fungerar utan andra faktor.
}
security-offer-link = Titta efter och koppla bort det du inte behöver

security-password = Lösenord
security-password-at = Senast ändrat { $day }.
security-password-change = Byt lösenord
security-password-current = Nuvarande lösenord
security-password-new = Nytt lösenord
security-password-hint = Minst { $n } tecken. En mening med flera ord är bra: lätt att minnas, svår att gissa.
security-password-ends = Alla dina andra webbläsare och enheter loggas ut när du byter.
security-password-devices = { $n ->
    [one] Koppla även bort mitt enhetslösenord
   *[other] Koppla även bort mina { $n } enhetslösenord
}
security-password-devices-hint = Programmen slutar fungera tills de har fått varsitt nytt.
security-password-go = Byt
security-password-changed = Lösenordet är bytt. Alla andra webbläsare och enheter är utloggade.
security-password-changed-all = Lösenordet är bytt. Alla andra webbläsare är utloggade, och alla enhetslösenord är bortkopplade.
security-stolen = Jag tror att någon har mitt lösenord
security-stolen-what = Välj ett nytt lösenord nu, ett som du inte använder någon annanstans. Den som är inloggad någon annanstans loggas ut i samma ögonblick. Titta sedan på dina andra faktorer här nedanför och på det som står under Aktivitet.

security-factors = Tvåfaktorsinloggning
security-factors-why = Ett andra bevis vid sidan av lösenordet: den som kommer över det ena kommer ändå inte in.
security-factors-required = Här måste alla visa på ett andra sätt vem de är.
security-factors-help = Så fungerar det
security-added = Nu är den påslagen. Hädanefter kan du använda den när du loggar in.
security-renamed = Det nya namnet är sparat.
security-removed = Den är borttagen och fungerar inte längre.
security-suspended = Den är spärrad. Den fungerar inte förrän du häver spärren.
security-resumed = Den går att använda igen.
security-later-said = Då väntar vi. Startsidan påminner dig om reservkoderna.
security-replace-said = Lägg först till den nya enheten här. När den fungerar tar du bort den förlorade ur listan.

security-remove-title = Ta bort ”{ $name }”?
security-remove-what = Den går då inte längre att logga in med. Du kan lägga till den igen när som helst.
security-remove-last = Det är den sista. Sedan skyddas kontot bara av lösenordet.
security-remove-short = Med en andra faktor räcker ett kort lösenord. Ensamt måste det ha minst { $n } tecken: byt lösenord först och ta sedan bort den här.
security-remove-add-first = Lägg till den nya först, så kan den här tas bort sedan.
security-remove-keep = Behåll
security-suspend = Spärra
security-suspend-instead = Osäker på var den är?
security-suspend-what = En spärrad enhet fungerar inte, men den står kvar i listan: hittar du den häver du spärren. Till dess behöver du en reservkod eller en annan faktor för att logga in.

security-next-title = Ett steg till
security-next-on = Tvåfaktorsinloggningen är på.
security-next-ended = För säkerhets skull har alla andra webbläsare och enheter loggats ut. Du får använda den andra faktorn när du loggar in där igen.
security-clients-title = Program som använt ditt lösenord
security-clients-what = De kan inte ange någon andra faktor och slutar därför fungera. Skapa ett enhetslösenord för vart och ett.
security-clients-help = Mer om program
security-clients-meta = Till { $host } · Från { $address } · Senast { $seen }
security-clients-make = Skapa enhetslösenord
security-clients-made = Har ett enhetslösenord
security-clients-soon = Program som använder ditt lösenord slutar fungera när detta är på: { $programs }. På nästa sida skapar du ett enhetslösenord för vart och ett.
security-next-codes = Reservkoder
security-next-why = En dag är telefonen eller nyckeln borta, trasig eller kvar hemma. Då släpper en av tio reservkoder in dig.
security-next-where = Förvara dem på papper, inte tillsammans med telefonen.
security-next-help = Mer om reservkoder
security-next-make = Skapa tio reservkoder
security-next-later = Senare
security-next-reminder = Väljer du ”Senare” finns en påminnelse kvar på startsidan.
security-next-have = Koderna du har fungerar fortfarande.

security-lost-title = Vad har hänt med telefonen?
security-lost-lede = Du loggade in utan din vanliga faktor.
security-lost-gone = Den är borta, trasig eller utbytt
security-lost-replace-what = Lägg till den nya telefonen eller en annan enhet och ta sedan bort den gamla.
security-lost-replace = Byt ut den
security-lost-suspend = Om någon kan ha hittat den: spärra den nu, så fungerar den inte längre.
security-lost-not = Allt är bra, den är bara inte här
security-lost-elsewhere-what = Inget ändras. Nästa gång loggar du in som vanligt.
security-lost-elsewhere = Jag har den någon annanstans
security-lost-help = Det här gör du när en telefon är borta
security-help-lost = Jag har tappat bort telefonen
security-offer-title = Inloggad
security-offer-question = Utan lösenord nästa gång?
security-offer-password = Lösenordet och dina andra faktorer fungerar som förut.
security-offer-later = Inte nu
security-offer-never = Fråga inte igen
security-offer-help = Vad är en lösennyckel?
