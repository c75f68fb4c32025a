# Det som alla sidor har gemensamt: ord på knappar, och vad som sägs när det inte går att svara.

web-continue = Fortsätt
web-cancel = Avbryt
web-off = Avstängt här
web-quoted = ”{ $name }”
web-names-more = { $n ->
    [one] { $names } och en till
   *[other] { $names } och { $n } till
}

web-not-found = Här finns ingenting
web-link-gone = Länken gäller inte längre
web-wait = Vänta lite
web-not-done = Det gick inte
web-not-understood = Det gick inte att förstå
web-sign-in-first = Logga in först.
web-method = Adressen går inte att öppna så. Börja på startsidan.
web-garbled = Formuläret går inte att läsa: det innehåller tecken som inte får stå där, eller för många fält. Öppna sidan igen och skriv på nytt.
web-slow = Formuläret tog för lång tid. Kontrollera anslutningen och skicka det igen.
web-large = Formuläret är för stort. Korta det du skrev och skicka det igen.
web-kind = Formuläret kom på ett sätt som inte läses här. Skicka det som application/x-www-form-urlencoded i UTF-8.

web-origin = Inte skickat härifrån
web-origin-text = Formuläret skickades inte från en sida här, så inget ändrades. Öppna sidan här och skicka det igen.
web-origin-ours = Webbplatsen
web-origin-theirs = Skickat från

web-host-garbled = Det framgår inte vilken värd begäran gäller.
web-elsewhere = En annan adress
web-elsewhere-text = Webbplatsen har en enda adress, och det är inte den här.
web-elsewhere-ours = Dess adress
web-elsewhere-theirs = Efterfrågad
web-setting = Om du sköter webbplatsen och den efterfrågade adressen är rätt, ändra den här inställningen:

web-broke = Något gick fel här
web-broke-text = Det är inte ditt fel. Försök igen om en stund; om det inte går, ge numret nedan till den som sköter webbplatsen.
web-broke-unknown = Det är inte ditt fel, men det går inte att säga om ändringen blev gjord. Kontrollera det innan du försöker igen.

web-way-back = Tillbaka
web-way-home = Till startsidan
web-way-there = Till rätt adress
web-way-sign-in = Logga in
web-way-confirm = Bekräfta med den

web-browser-on = { $name } på { $system }
web-browser-system = En webbläsare på { $system }
web-browser-unknown = En okänd webbläsare
