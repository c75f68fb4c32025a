# En kod i ett sms.

text-message-name = Sms
text-message-subtitle = En kod som skickas till din mobil
text-message-about = Varje gång du loggar in skickar vi en kod till din mobil. Du skriver in den efter lösenordet.
text-message-what = Det fungerar med alla mobiler som kan ta emot sms, överallt där det finns täckning.
text-message-restricted = Det är bättre än bara ett lösenord men svagare än en app eller en säkerhetsnyckel. Någon kan lura mobiloperatören att flytta numret till sig, eller lura dig att lämna ut koden. Använd hellre en app eller en nyckel om du kan, eller båda.
text-message-default-name = Mobil
text-message-phone = Mobilnummer
text-message-phone-another = Ett mobilnummer till
text-message-phone-hint = Som du slår det, eller med + och landskod. Utan landskod utgår vi från { $code }.
text-message-beside = Här kan sms bara användas tillsammans med ett annat andra steg. Ställ in en app eller en nyckel först.
text-message-add = Skicka en kod till mig
text-message-set-up = Ställ in sms
text-message-send = Skicka koden
text-message-send-again = Skicka en ny kod
text-message-sends-to = Vi skickar en kod till
text-message-sent-to = Vi har skickat en kod till
text-message-which = Vart ska vi skicka koden?
text-message-code = Koden i sms:et
text-message-nothing-came = Det brukar komma inom en halv minut. Kontrollera att mobilen är på och har täckning, och att slutet på numret stämmer. Kommer det inget kan du be om en ny kod eller välja ett annat sätt.
text-message-wrong = Koden stämmer inte. Den kan vara använd, för gammal eller gälla en annan inloggning. Använd den senaste eller be om en ny.
text-message-not-a-code = Koden i sms:et har åtta siffror.
text-message-code-text = { $code } är din kod till { $from }. Lämna aldrig ut koden till någon.

    { $line }
text-message-code-text-subject = Din kod till { $site }
