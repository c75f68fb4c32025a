# En kod i ett mejl.

email-name = Kod via mejl
email-subtitle = En kod som skickas till din e-postadress
email-about = Varje gång du loggar in skickar vi en kod till din e-postadress. Du skriver in den efter lösenordet.
email-what = Det fungerar överallt där du kan läsa din e-post, utan telefon.
email-weakest = Det är det svagaste andra steg som finns. Den som kan läsa din e-post kan använda det, och e-posten skyddas ofta bara av ett lösenord. Det enda du kan ändra med det är att lägga till ett bättre andra steg. Använd hellre en app eller en nyckel om du kan.
email-counts-for-nothing = På den här webbplatsen räknas en kod via mejl inte som ett andra steg. Sidor som kräver två steg är stängda för dig tills du har lagt till ett annat.
email-to = Vart ska vi skicka koden?
email-no-address = Du har ingen adress som kan få koder. Lägg till en under Allmänt. Den kan få koder ett dygn efter att du har bekräftat den.
email-no-address-yet = Du har ingen adress som kan få koder. Använd ett annat andra steg, eller be din administratör lägga till en adress.
email-add = Skicka en kod till mig
email-set-up = Ställ in koder via mejl
email-send = Skicka koden
email-send-again = Skicka en ny kod
email-sends-to = Vi skickar en kod till
email-sent-to = Vi har skickat en kod till
email-which = Vart ska vi skicka koden?
email-code = Koden i mejlet
email-nothing-came = Den brukar komma inom ett par minuter. Titta i skräpposten också. Kommer den inte kan du be om en ny kod eller välja ett annat sätt.
email-wrong = Koden stämmer inte. Den kan vara använd, för gammal eller gälla en annan inloggning. Använd den senaste eller be om en ny.
email-not-a-code = Koden i mejlet har åtta siffror.
email-code-text = Din kod till { $site }:

    { $code }

    Den gäller i tio minuter, en enda gång, på sidan där du bad om den. Lämna aldrig ut koden till någon.

    Har du inte bett om den är det någon annan som kan ditt lösenord. Välj ett nytt.
email-code-text-subject = { $site }: din kod
