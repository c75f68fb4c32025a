backup-code-name = Reservkod
backup-code-title = Reservkoder
backup-code-subtitle = En av koderna du har på papper
backup-code-about = Tio koder för dagen då telefonen är borta eller trasig. Varje kod fungerar en gång.
backup-code-what = En reservkod skrivs in i stället för koden från appen eller din säkerhetsnyckel. Varje kod fungerar en gång. När du skapar nya slutar de gamla att fungera.
backup-code-keep = Förvara dem inte tillsammans med telefonen: tappar du bort den behöver du dem. Hemma på papper är ett bra ställe.
backup-code-make = Skapa reservkoder
backup-code-make-new = Skapa nya reservkoder
backup-code-replaces = Nya koder ersätter genast de gamla.
backup-code-left = { $n ->
    [0] Inga reservkoder kvar.
    [one] En reservkod kvar.
   *[other] { $n } reservkoder kvar.
}
backup-code-made = Skapade { $day }.
backup-code-few-left = Det är bara några få kvar. Skapa nya snart.
backup-code-none-left = Du har använt alla dina reservkoder. Skapa nya nu, så att en borttappad telefon inte låser dig ute.
backup-code-shown = Dina reservkoder
backup-code-ready = Dina reservkoder är klara.
backup-code-once = De visas bara nu. Skriv ut dem, skriv av dem eller spara dem där bara du hittar dem.
backup-code-download = Ladda ner
backup-code-file = reservkoder.txt
backup-code-kept = Jag har sparat dem
backup-code-question = Skriv in reservkod nummer { $n }, eller någon annan som du inte har använt.
backup-code-question-any = Skriv in en reservkod som du inte har använt.
backup-code-code = Reservkod
backup-code-wrong = Koden stämmer inte, eller så har den redan använts. Försök med en annan.
backup-code-not-a-code = En reservkod har sexton bokstäver och siffror.
