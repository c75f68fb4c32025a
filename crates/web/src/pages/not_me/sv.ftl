# Det som någon inte själv gjorde, och hur det stoppas.

not-me-title = Var det inte du?
not-me-lede = Då loggar vi ut alla, även dig, stoppar enhetslösenorden och spärrar det som nyss lades till. Det du själv loggar in med finns kvar.
not-me-account = Konto
not-me-letters = De fyra bokstäverna i meddelandet
not-me-letters-hint = De står under länken. Ett program som öppnar länkar åt dig kan inte skriva in dem.
not-me-text-lede = Har du fått ett sms om något som du inte själv gjorde? Då kan du stoppa det här.
not-me-characters = Tecknen i sms:et
not-me-characters-hint = Åtta bokstäver och siffror, till exempel 7KQ4-M2XR. Du får se vad de stoppar innan något händer.
not-me-else = Det gäller något annat
not-me-go = Det var inte jag
not-me-was-me = Var det du? Då är det bara att stänga sidan.
not-me-link-gone = Länken fungerar inte längre: den har använts eller är för gammal. Har du nyss använt den själv har det fungerat. Är någon inne i ditt konto är det här som hjälper:
not-me-done = Alla är utloggade, enhetslösenorden är stoppade och det som nyss lades till är spärrat. Välj nu ett nytt lösenord. Frågar vi efter ett andra steg som du inte har, eller har något som är ditt tagits bort, kan din administratör hjälpa dig.
