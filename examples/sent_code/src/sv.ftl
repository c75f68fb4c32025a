# En kod som skickas till sin ägare.

sent-code-name = Kod i ett meddelande
sent-code-subtitle = Vi skickar en kod till dig varje gång
sent-code-default-name = Mina meddelanden
sent-code-set-up = Skriv in koden
sent-code-on-its-way = En kod är på väg till dig.
sent-code-confirm = Bekräfta
sent-code-ask = Vi skickar en kod till dig som du skriver in här.
sent-code-send = Skicka koden
sent-code-send-again = Skicka en ny kod
sent-code-question = Skriv in koden som vi har skickat till dig. Den gäller till { $until }.
sent-code-code = Kod
sent-code-wrong = Koden stämmer inte eller har redan använts. Försök igen eller be om en ny.
sent-code-not-a-code = En kod har åtta siffror.
sent-code-letter = Din kod för { $site } är { $code }. Den hör till ”{ $name }”.
sent-code-letter-subject = Din kod för { $site }
