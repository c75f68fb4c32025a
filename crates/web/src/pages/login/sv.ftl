# Första sidan när man loggar in.

login-title = Logga in
login-name = Namn eller e-postadress
login-password = Lösenord
login-go = Logga in
login-forgotten = Glömt lösenordet?
login-forgotten-ask = Fråga den som sköter webbplatsen. En administratör kan ge dig en länk där du väljer ett nytt.
login-over-confirm = Du har loggats ut eftersom svaret blev fel flera gånger. Logga in igen för att fortsätta.
login-help = Hjälp med att logga in
