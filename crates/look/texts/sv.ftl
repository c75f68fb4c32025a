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
look-request = Ärende { $id }
look-what-is-this = Vad är det här?
look-copy = Kopiera
look-copied = Kopierat
look-print = Skriv ut
look-print-account = Konto
look-print-date = Datum
look-print-site = Webbplats
look-next-code = Nästa kod om
look-seconds-left = { $n } s
look-qr-secret = QR-kod för din autentiseringsapp. Samma hemlighet står som text nedanför.

look-moment = { $day } { $month } { $year } kl. { $hour }.{ $minute }
look-day = { $day } { $month } { $year }
look-clock = { $hour }.{ $minute }.{ $second }
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

refusal-wrong-sign-in = Namnet eller lösenordet stämmer inte. Kontrollera båda och försök igen. Efter flera felaktiga försök prövas inga nya på en stund.
refusal-wrong-password = Lösenordet stämmer inte. Försök igen.
refusal-wrong-code = Koden stämmer inte, eller så är den redan använd. Försök igen med en annan.
refusal-not-a-code = Det där kan inte vara en sådan kod. Kontrollera vad du skrev och försök igen.
refusal-token-unfit = Det som { $word } skickade går inte att ta emot här. Prova något annat.
refusal-token-taken = Den här nyckeln är redan upplagd här. Den kan inte läggas till två gånger, och det som är en andra faktor kan inte vara lösennyckel också.
refusal-not-alone = Det du använde är upplagt här som din andra faktor, så det kan inte ensamt logga in dig. Logga först in med namn och lösenord.
refusal-unknown-alone = Det loggade inte in dig. Kanske är den borttagen här, eller så tog det för lång tid. Försök igen, eller logga in med namn och lösenord.
refusal-alone-not-enough = Här räcker inte en lösennyckel ensam, och du har inget annat upplagt. Logga in med namn och lösenord och använd sedan din lösennyckel.
refusal-asked-again = En annan fråga till nyckeln besvarades först, så det här svaret kom för sent. Använd nyckeln en gång till.
refusal-maybe-copied = Den här nyckeln säger att den har använts färre gånger än vi vet att den har, så det kan finnas en kopia av den. Den är spärrad, och alla har loggats ut från ditt konto. Logga in på ett annat sätt och titta under Senaste aktivitet; byt sedan ut den under Inställningar > Säkerhet, eller fråga en administratör.
refusal-clock-off = Koden hör till en annan tid: klockan i din enhet går { $wait } fel. Ställ in automatisk tid och använd nästa kod.
refusal-wait = För många felaktiga försök. Vänta { $wait } och försök sedan igen.
refusal-locked = För många felaktiga försök: den här vägen är stängd. Använd ett annat sätt, eller be den som sköter webbplatsen att öppna den.
refusal-busy = Många loggar in just nu. Vänta några sekunder och försök igen.
refusal-sign-in-over = Inloggningen tog för lång tid eller är redan avslutad. Börja om med namn och lösenord.
refusal-form-used = Formuläret är redan skickat, och inget gjordes två gånger. Öppna sidan igen för att se hur det ser ut nu.
refusal-changed-meanwhile = Något annat ändrades i samma ögonblick, så inget gjordes. Se efter hur det ser ut nu och försök igen.
refusal-no-such = Här finns ingenting. Det kan ha tagits bort, eller så är adressen felskriven.
refusal-link-gone = Länken är redan använd eller för gammal. Be om en ny.
refusal-step-up = Bekräfta först att det är du och gör det sedan igen.
refusal-not-allowed = Du får inte göra detta. Fråga en administratör om du behöver det.
refusal-only-the-lost = Det här kräver din starkaste andra faktor. Det du bekräftade med räcker bara till att spärra eller ta bort en som du saknar och lägga till en ny.
refusal-invalid-name = Det går inte att logga in med ett sådant namn. Använd 1 till 128 bokstäver från a till z, siffror och . _ - @ + ', med en bokstav eller siffra först och sist.
refusal-name-taken = Namnet är upptaget. Välj ett annat.
refusal-invalid-display-name = Det namnet går inte att visa: det är tomt, för långt eller innehåller tecken som inte kan visas. Välj ett annat.
refusal-invalid-email = Det där är ingen e-postadress. Skriv en adress, till exempel anna@example.org.
refusal-email-taken = Adressen hör till ett annat konto. Använd en annan.
refusal-password-too-short = Lösenordet är för kort. Använd minst { $n } tecken, till exempel flera ord i rad.
refusal-password-too-long = Lösenordet är för långt. Använd högst 256 tecken.
refusal-password-common = Lösenordet är ett av de vanligaste, och sådana prövas först. Välj ett annat.
refusal-password-personal = Lösenordet är inte mycket mer än ”{ $word }”, och det kan andra gissa. Välj ett annat.
refusal-password-same = Det är lösenordet du redan har. Välj ett annat.
refusal-invalid-label = Det namnet går inte att använda: det är tomt, för långt eller innehåller tecken som inte kan visas. Välj ett annat.
refusal-factor-required = Här krävs tvåfaktorsinloggning, så den sista faktorn kan inte tas bort. Lägg till en annan först.
refusal-last-administrator = Det här är den sista administratören som kan göra något. Gör först någon annan till administratör.
refusal-unknown-group = Det finns ingen grupp som heter ”{ $word }”. Kontrollera stavningen, eller lägg till gruppen först.
refusal-group-taken = Gruppen finns redan. Välj ett annat namn.
refusal-unknown-kind = Det finns ingen faktor som heter ”{ $word }”. I listan över faktorer står vilka som finns.
refusal-kind-off = { $word } är avstängt här. Välj ett annat sätt, eller fråga en administratör.
refusal-already-enrolled = Kontot har redan en andra faktor. Logga in med den och lägg sedan till fler under Säkerhet.
refusal-nothing-to-set-up = Ingen skulle kunna uppfylla det: ingen faktor som man själv kan lägga till är påslagen. Slå på en först.
refusal-out-of-range = Talet ligger utanför gränserna. Använd ett från { $least } till { $most }.
refusal-invalid-limit = ”{ $word }” kan inte begränsa ett enhetslösenord. Datum skrivs 2027-01-31 och ligger framåt i tiden; nätverk skrivs 192.0.2.0/24.
refusal-reason-missing = Ett skäl saknas. Skriv med några ord varför detta görs.
refusal-unknown-choice = Det finns inte bland alternativen. Välj ett i listan.
refusal-too-many = Det finns redan { $n } sådana, och fler går inte. Ta bort en först.
look-enrolment-meta = Tillagd { $added } · Senast använd: { $used }
look-never = aldrig
look-suspended = Spärrad
look-rename = Byt namn
look-name = Namn
look-save = Spara
look-resume = Häv spärren
look-remove = Ta bort
look-cancel = Avbryt
refusal-group-in-policy = Regeln nämner den här gruppen; ändra först vilka som måste ha en andra faktor.
look-disabled = Spärrad efter många felaktiga koder
refusal-secret-unreadable = Det där går inte att läsa som en hemlighet. Skriv den i base32 (bokstäverna A till Z och siffrorna 2 till 7) eller hexadecimalt (siffrorna 0 till 9 och bokstäverna A till F), eller klistra in hela ”otpauth://”-länken.
refusal-secret-too-short = Hemligheten är för kort. Den måste ha minst 128 bitar: 32 hexadecimala siffror eller 26 tecken base32.
refusal-secret-too-long = Hemligheten är för lång. Den får ha högst 512 bitar: 128 hexadecimala siffror eller 103 tecken base32.
refusal-secret-repeated = Hemligheten är samma byte om och om igen, så vem som helst kan gissa den. Använd en slumpmässig.
refusal-secret-already-here = Hemligheten används redan här. Varje dosa måste ha en egen; programmera den med en annan.
refusal-secret-link = ”otpauth://”-länken går inte att läsa. Kopiera den en gång till, i sin helhet.
refusal-secret-other-kind = Länken är till den andra sortens dosa: den ena går efter tiden (TOTP), den andra räknar tryckningar (HOTP). Lägg till den under den rubriken.
refusal-secret-algorithm = Här fungerar bara SHA-1, SHA-256 och SHA-512. Välj en av dem i dosan.
refusal-secret-digits = Koden måste ha 6 eller 8 siffror. Ställ in dosan på ett av dem.
refusal-secret-period = Dosan måste visa en ny kod var 15:e till var 120:e sekund. Ställ in den på 30 eller 60 sekunder.
refusal-secret-counter = Det där är inget räknarvärde. Det ska vara ett heltal, 0 för en dosa som just har programmerats.
