# Att lägga till en faktor när man loggar in.

set-up-title = Ställ in tvåfaktorsinloggning
set-up-why = Här visar alla på två sätt vem de är: med lösenordet och med något som bara de har. Ställ in det andra nu. Det tar två minuter.
set-up-help = Hjälp med att ställa in
