# Det som alla sidor har gemensamt, och en mening för varje nej: vad som är fel och hur man kommer vidare.

look-skip = Hoppa till innehållet
look-home = Start
look-settings = Inställningar
look-sign-out = Logga ut
look-account-of = Inloggad som
look-sections = Inställningar
look-nav-preferences = Allmänt
look-nav-security = Säkerhet
look-nav-devices = Enheter
look-nav-activity = Aktivitet
look-language = Språk
look-help = Hjälp
look-privacy = Integritet
look-support = Behöver du hjälp?
look-support-link = Få hjälp
look-request = Felnummer { $id }
look-what-is-this = Vad är det här?
look-copy = Kopiera
look-copied = Kopierat
look-print = Skriv ut
look-print-account = Konto
look-print-date = Datum
look-print-site = Webbplats
look-next-code = Nästa kod om
look-seconds-left = { $n } s
look-browser-on = { $name } på { $system }
look-browser-system = En webbläsare på { $system }
look-browser-unknown = En okänd webbläsare
look-qr-secret = QR-kod för din autentiseringsapp. Samma hemlighet står som text nedanför.

look-moment = { $day } { $month } { $year } kl. { $hour }.{ $minute }
look-day = { $day } { $month } { $year }
look-clock = { $hour }.{ $minute }.{ $second }
look-minute = kl. { $hour }.{ $minute }
look-month-1 = januari
look-month-2 = februari
look-month-3 = mars
look-month-4 = april
look-month-5 = maj
look-month-6 = juni
look-month-7 = juli
look-month-8 = augusti
look-month-9 = september
look-month-10 = oktober
look-month-11 = november
look-month-12 = december

look-seconds = { $n ->
    [one] { $n } sekund
   *[other] { $n } sekunder
}
look-minutes = { $n ->
    [one] { $n } minut
   *[other] { $n } minuter
}
look-hours = { $n ->
    [one] { $n } timme
   *[other] { $n } timmar
}
look-days = { $n ->
    [one] { $n } dag
   *[other] { $n } dagar
}
look-and = { $first } och { $second }

refusal-wrong-sign-in = Fel namn eller lösenord. Försök igen. Efter flera felaktiga försök får du vänta en stund.
refusal-wrong-password = Fel lösenord. Försök igen.
refusal-wrong-code = Koden är fel eller redan använd. Försök med en ny.
refusal-wrong-letters = Det är inte de fyra bokstäverna i meddelandet.
refusal-wrong-characters = Det är inte tecknen i sms:et, eller så har de använts eller är för gamla. Har du nyss använt dem själv har det fungerat.
refusal-not-a-code = Det där ser inte ut som rätt sorts kod. Kontrollera den och försök igen.
refusal-token-unfit = { $word }: enheten fungerar inte här. Prova en annan.
refusal-token-taken = Nyckeln är redan tillagd. Du kan inte lägga till den två gånger eller använda den både som andra steg och som lösennyckel.
refusal-not-passwordless = Det där är ditt andra steg och kan inte ensamt logga in dig. Logga först in med namn och lösenord.
refusal-unknown-passwordless = Inloggningen misslyckades. Lösennyckeln kan ha tagits bort här, eller så tog det för lång tid. Försök igen, eller logga in med namn och lösenord.
refusal-passwordless-not-enough = Här räcker det inte med bara en lösennyckel. Logga in med namn och lösenord och använd sedan lösennyckeln.
refusal-asked-again = Nyckelns svar kom för sent, eftersom en nyare fråga redan hade besvarats. Använd den en gång till.
refusal-not-yet = Inget svar har kommit än. Svara där först och försök sedan igen här.
refusal-asked-just-now = Ett meddelande är redan på väg. Du kan be om ett nytt om { $wait }.
refusal-maybe-copied = Nyckeln är spärrad, eftersom det kan finnas en kopia av den: räknaren har gått bakåt. Alla har loggats ut från ditt konto. Logga in på ett annat sätt, titta under Senaste aktivitet och byt ut nyckeln under Inställningar > Säkerhet, eller fråga din administratör.
refusal-clock-off = Koden stämmer inte, eftersom klockan i din enhet går { $wait } fel. Ställ in automatisk tid och använd nästa kod.
refusal-wait = För många felaktiga försök. Försök igen om { $wait }.
refusal-suspended = Metoden { $word } är spärrad och går inte att använda. Välj ett annat sätt, eller fråga din administratör.
refusal-locked = För många felaktiga försök. Metoden är nu låst. Använd ett annat sätt, eller be din administratör att låsa upp den.
refusal-busy = Många loggar in just nu. Vänta några sekunder och försök igen.
refusal-sign-in-over = Inloggningen har gått ut. Börja om med namn och lösenord.
refusal-form-used = Du har redan skickat formuläret, så det behandlades inte igen. Öppna sidan igen och se resultatet.
refusal-changed-meanwhile = Något annat ändrades samtidigt, så det här sparades inte. Kontrollera sidan och försök igen.
refusal-no-such = Det kan ha tagits bort, eller så är adressen felskriven.
refusal-link-gone = Länken är redan använd eller har gått ut. Be om en ny.
refusal-step-up = Bekräfta först att det är du. Försök sedan igen.
refusal-not-allowed = Du har inte behörighet till det här. Fråga din administratör om du behöver det.
refusal-only-the-lost = Det här kräver ditt starkaste andra steg. Så som du bekräftade kan du bara spärra eller ta bort något du har tappat bort, häva en spärr, lägga till något nytt och skapa nya reservkoder.
refusal-not-ripe = Det andra steg som du använde är nytt och räcker inte till det här förrän { $moment }. Bekräfta med ett som du hade sedan tidigare, eller vänta till dess. Väntetiden skyddar dig om någon annan lade till det.
refusal-not-seen = Det andra steg som du använde är nytt och räcker inte till det här än. Bekräfta med ett som du hade sedan tidigare. När du har loggat in med det efter { $moment } räcker även det nya.
refusal-afresh = Du loggade in utan ditt andra steg och har lagt till ett nytt sedan dess. Logga ut och logga sedan in med det nya. Därefter kan du göra det här.
refusal-invalid-name = Namnet går inte att logga in med. Använd 1–128 tecken: bokstäverna a–z, siffror och . _ - @ + '. Börja och sluta med en bokstav eller siffra.
refusal-name-taken = Namnet är upptaget. Välj ett annat.
refusal-invalid-display-name = Namnet är tomt, för långt eller innehåller tecken som inte kan visas. Välj ett annat.
refusal-invalid-email = Det där är ingen e-postadress. Skriv den så här: anna@example.org.
refusal-email-taken = Adressen används av ett annat konto. Ange en annan.
refusal-email-here = Den adressen är redan tillagd.
refusal-wrong-email-code = Koden är fel eller gäller inte längre. Titta i det senaste mejlet, eller be om en ny kod.
refusal-no-address = Det finns ingen e-postadress att skicka till. Lägg till en först.
refusal-no-mail = Det går inte att skicka e-post härifrån, så adressen kan inte bekräftas. Fråga din administratör.
refusal-invalid-number = Det är inget mobilnummer. Skriv det så som du slår det, eller med + och landskod, till exempel +46 70 123 45 67.
refusal-number-not-mobile = Det går inte att skicka sms till det numret. Använd ett mobilnummer.
refusal-number-elsewhere = Här skickas sms bara till nummer i { $word }. Använd ett annat nummer eller ett annat sätt.
refusal-number-here = Numret är redan tillagt.
refusal-messages-spent = Fler meddelanden kan inte skickas just nu. Försök igen om { $wait }.
refusal-password-too-short = Lösenordet är för kort. Använd minst { $n } tecken, till exempel flera ord i rad.
refusal-password-too-long = Lösenordet är för långt. Använd högst 256 tecken.
refusal-password-common = Lösenordet är för vanligt, och sådana prövar angripare först. Välj ett annat.
refusal-password-phrase = Det där är en välkänd fras, och sådana prövar angripare också. Välj ord som inte hör ihop.
refusal-password-pattern = Lösenordet följer ett mönster, till exempel tangenter i rad, en följd eller en upprepning, och är lätt att gissa. Välj ett annat.
refusal-password-personal = Lösenordet liknar ”{ $word }” för mycket och är lätt att gissa. Välj ett annat.
refusal-password-same = Det är ditt nuvarande lösenord. Välj ett nytt.
refusal-invalid-label = Namnet är tomt, för långt eller innehåller tecken som inte kan visas. Välj ett annat.
refusal-factor-required = Här krävs tvåfaktorsinloggning, så du kan inte ta bort ditt enda andra steg. Lägg först till ett nytt.
refusal-mailbox-unfit = Det går inte att skicka koder till den adressen just nu. Den måste ha varit din i mer än ett dygn, och lösenordet får inte ha valts via en länk de senaste 30 dagarna. Använd ett annat sätt.
refusal-only-better = Du bekräftade med lösenordet och en kod via mejl. Då kan du bara lägga till ett bättre andra steg, till exempel en app eller en nyckel.
refusal-not-alone = { $word } får inte vara ditt enda andra steg här. Ställ in ett annat först.
refusal-last-administrator = Det här är den sista aktiva administratören. Gör först någon annan till administratör.
refusal-unknown-group = Det finns ingen grupp som heter ”{ $word }”. Kontrollera stavningen, eller lägg till gruppen först.
refusal-group-taken = Gruppen finns redan. Välj ett annat namn.
refusal-unknown-kind = Det finns ingen metod som heter ”{ $word }”. Kontrollera namnet i listan över metoder.
refusal-kind-off = Metoden { $word } är avstängd här. Välj ett annat sätt, eller fråga din administratör.
refusal-already-enrolled = Kontot har redan ett andra steg. Logga in med det och lägg sedan till fler under Säkerhet.
refusal-nothing-to-set-up = Ingen kan uppfylla regeln: alla metoder som användarna kan lägga till är avstängda. Slå på en först.
refusal-out-of-range = Ange ett tal från { $least } till { $most }.
refusal-invalid-limit = ”{ $word }” går inte att använda som gräns. Skriv ett kommande datum som 2027-01-31 och ett nätverk som 192.0.2.0/24.
refusal-reason-missing = Ange ett skäl. Några ord räcker.
refusal-unknown-choice = Välj ett alternativ i listan.
refusal-too-many = Det finns redan { $n }, och fler går inte att lägga till. Ta bort något först.
look-counts-from = Gäller fullt ut från { $moment }
look-counts-seen = Gäller fullt ut när du har loggat in med ett andra steg som du hade sedan tidigare
look-counts-seen-from = Gäller fullt ut när du har loggat in med ett andra steg som du hade sedan tidigare, { $moment } eller senare
look-goes-from = Tas bort { $moment }
look-today = i dag { $minute }
look-tomorrow = i morgon { $minute }
look-suspended = Spärrad
look-password-show = Visa
look-password-few = För kort: minst { $n } tecken.
look-password-same = Samma få tecken om och om igen.
look-password-enough = Tillräckligt långt.
look-rename = Byt namn
look-name = Namn
look-name-hint = Så att du känner igen den senare: ”Min telefon”, ”Nyckelknippan”.
look-save = Spara
look-resume = Häv spärren
look-remove = Ta bort
look-cancel = Avbryt
refusal-group-in-policy = Regeln gäller den här gruppen. Ändra först vem som måste ha ett andra steg.
look-disabled = Låst efter för många felaktiga koder
refusal-secret-unreadable = Hemligheten går inte att läsa. Skriv den i base32 (A–Z, 2–7) eller hexadecimalt (0–9, A–F), eller klistra in hela ”otpauth://”-länken.
refusal-secret-too-short = Hemligheten är för kort. Den måste ha minst 128 bitar: 32 hexadecimala siffror eller 26 tecken i base32.
refusal-secret-too-long = Hemligheten är för lång. Den får ha högst 512 bitar: 128 hexadecimala siffror eller 103 tecken i base32.
refusal-secret-repeated = Hemligheten upprepar en enda byte och är lätt att gissa. Använd en slumpmässig.
refusal-secret-already-here = Hemligheten används redan här. Programmera dosan med en ny.
refusal-secret-link = ”otpauth://”-länken går inte att läsa. Kopiera hela länken och klistra in den igen.
refusal-secret-other-kind = Länken hör till den andra sortens dosa. Gå tillbaka och svara hur koden byts.
refusal-secret-algorithm = Vi stöder SHA-1, SHA-256 och SHA-512. Välj en av dem i dosan.
refusal-secret-digits = Koden måste ha 6 eller 8 siffror. Ändra inställningen i dosan.
refusal-secret-period = Dosan måste visa en ny kod var 15:e till var 120:e sekund. Ställ in den på 30 eller 60 sekunder.
refusal-secret-counter = Räknarvärdet måste vara ett heltal: 0 för en nyprogrammerad dosa.
look-add = Lägg till
look-set-up = Ställ in
look-suspend = Spärra
look-change-named = Ändra ”{ $name }”
look-enrolment-added = Tillagd { $added }
look-enrolment-used = Senast använd { $used }
look-enrolment-unused = Inte använd än
look-print-address = Adress
look-what-is-named = Vad är ”{ $name }”?
