# Senaste aktivitet.

activity-title = Senaste aktivitet
activity-lede = Det som har hänt med ditt konto, det senaste först: inloggningar, ändringar och sådant som nekades.
activity-what = Vad
activity-when = När
activity-where = Varifrån
activity-times = { $n } gånger
activity-password = Lösenord
activity-wrong-answers = Efter för många felaktiga svar
activity-command-line = På servern
activity-forgotten = Sparas inte längre
activity-empty = Inget har hänt än. Inloggningar och ändringar kommer att stå här.
activity-older = Äldre
activity-newest = Senaste
activity-pages = Listans sidor
activity-strange = Var något av detta inte du?
activity-strange-password = Byt lösenord
activity-strange-devices = Koppla bort det du inte känner igen
activity-help = Om falska sidor
