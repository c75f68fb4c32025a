# Användarhandboken.

help-title = Hjälp
help-lede = Så loggar du in i två steg, så ställer du in det och så gör du om något kommer bort.
help-contents = Innehåll
help-to-security = Till Säkerhet
help-to-devices = Till Enheter

help-what = Vad tvåfaktorsinloggning är
help-what-two = Du bekräftar att det är du på två sätt: med något du vet, lösenordet, och med något du har, till exempel en telefon som visar koder.
help-what-why = Lösenord går att gissa, snegla på och stjäla. Den som bara har ditt lösenord står inför en dörr till, och nyckeln till den har du i fickan.
help-what-kinds = Det vanliga andra steget är en kod från en app, att du rör vid en säkerhetsnyckel, eller en kod i ett sms. Har du inget av det till hands använder du en reservkod eller ber din administratör om en hjälpkod som fungerar en gång.

help-setting-up = Ställa in en autentiseringsapp
help-setting-up-before = Du behöver en autentiseringsapp i telefonen, surfplattan eller datorn. På sidan där du ställer in den finns gratisappar för alla system. Det tar ungefär två minuter.
help-setting-up-open = Logga in, öppna Säkerhet, leta upp ”Autentiseringsapp (TOTP)” under Tvåfaktorsinloggning och välj ”Lägg till”.
help-setting-up-name = Den har redan ett namn, till exempel ”Annas telefon”. Byt det om du vill.
help-setting-up-scan = Sidan visar en QR-kod och under den samma hemlighet som bokstäver och siffror. Skanna QR-koden med appen, eller skriv in hemligheten i den.
help-setting-up-type = Nu visar appen en kod som byts var 30:e sekund. Skriv in den du ser och slå på appen.
help-setting-up-keep = Skapa sedan reservkoder.
help-setting-up-hand = Läser du det här i själva telefonen? Använd länken under QR-koden. Den öppnar appen med allt ifyllt.
help-setting-up-off = Inget slås på förrän du har skrivit in en kod, så du kan avbryta halvvägs. När du slår på din första app loggas alla andra webbläsare och enheter ut.

help-tokens = Säkerhetsnycklar och koddosor
help-tokens-two = Det finns två sorter. En säkerhetsnyckel (FIDO) rör du vid, och webbläsaren sköter resten. En koddosa visar koder som du skriver in, precis som en app. Några klarar både och.
help-tokens-keys = Säkerhetsnycklar: Nitrokey FIDO U2F, Nitrokey FIDO2, Nitrokey 3, YubiKey
help-tokens-keys-add = Leta upp ”Säkerhetsnyckel” under Säkerhet och välj ”Lägg till”. Namnet kommer sist: nyckeln heter som sin modell tills du byter det.
help-tokens-keys-touch = Sätt i nyckeln, eller håll den mot telefonen, och rör vid den när den blinkar. Det finns ingen kod och ingen hemlighet att skriva av.
help-tokens-keys-second = Lägg till en nyckel till på samma sätt och ha den hemma. En nyckel går inte att kopiera, så en extra är den bästa hjälpen om du tappar bort den första.
help-tokens-keys-use = När du loggar in rör du vid nyckeln efter lösenordet. Den svarar bara på den här webbplatsens adress, så en falsk sida får inget ur den.
help-tokens-keys-which = Nitrokey FIDO U2F kan, som alla nycklar som bara klarar FIDO U2F, vara ett andra steg men inte en lösennyckel. Nitrokey FIDO2, Nitrokey 3 och YubiKey 5 kan vara antingen eller.
help-tokens-keys-copied = Många nycklar räknar hur många gånger de har använts. Går talet bakåt kan det finnas en kopia. Då nekar och spärrar vi nyckeln, loggar ut alla från ditt konto, tar bort det som kopian kan ha skapat och säger till dig och administratörerna. Logga in på ett annat sätt, titta under Senaste aktivitet och ta bort nyckeln. Lägg bara till den igen om du vet vad som har hänt. Använd annars en ny.
help-tokens-codes = Koddosor: Nitrokey Pro, Nitrokey Storage, Nitrokey 3, YubiKey
help-tokens-codes-begin = Leta upp ”Koddosa” under Säkerhet och välj ”Lägg till”. Svara om koden byts av sig själv eller när du trycker. Lämna hemligheten tom och välj ”Lägg till dosan”.
help-tokens-codes-secret = Sidan visar en ny hemlighet på tjugo byte, hexadecimalt och i base32, och övriga inställningar: SHA-1, sex siffror och 30 sekunder eller räknarvärde 0. Låt dem vara som de är, och använd samma i dosan.
help-tokens-codes-program = Lägg in hemligheten i dosan enligt beskrivningen nedan. Stäng sedan sidan: hemligheten visas inte igen.
help-tokens-codes-confirm = Skriv in koden som dosan visar och slå på den.
help-tokens-pro = Nitrokey Pro och Nitrokey Storage: öppna ”OTP Slot Configuration” i Nitrokey App och välj en ledig TOTP- eller HOTP-plats. Ge den ett namn, välj Base32 eller Hex som format, klistra in hemligheten i det formatet och spara. Appen frågar efter administratörens PIN-kod. Koderna finns sedan under ”Passwords” i appens meny.
help-tokens-three = Nitrokey 3: lägg till en post under ”Passwords” i Nitrokey App 2, välj TOTP eller HOTP som algoritm och klistra in hemligheten i base32.
help-tokens-yubikey = YubiKey 5: lägg till ett konto i Yubico Authenticator och klistra in hemligheten i base32.
help-tokens-which = TOTP eller HOTP? De här dosorna har ingen klocka: datorn talar om vad klockan är. Går datorns klocka rätt väljer du TOTP. HOTP behöver ingen klocka, men koder som du tar fram och inte använder räknas ändå.
help-tokens-own = Har dosan redan en hemlighet? Skriv in den i base32 eller hexadecimalt, eller klistra in dess ”otpauth://”-länk. Den måste ha minst 16 byte.
help-tokens-astray = Godtas inte koden trots att den är rätt? Skriv in två koder i rad i fältet, efter varandra. Då hittar vi en dosa som någon har tryckt på upp till hundra gånger i onödan. Går klockan i dosan fel loggar du in på ett annat sätt, till exempel med en reservkod, och skriver in de två koderna vid dosan under Säkerhet. Vi hittar den om klockan går upp till tjugo koder fel.

help-texts = Sms
help-texts-what = Om webbplatsen skickar sms kan du få en kod till mobilen varje gång du loggar in. Vilken mobil som helst fungerar.
help-texts-add = Leta upp ”Sms” under Säkerhet, välj ”Lägg till” och skriv ditt mobilnummer, som du slår det eller med + och landskod.
help-texts-type = Skriv in koden vi skickar dit. Inget slås på innan dess.
help-texts-in = När du loggar in ber du om en kod efter lösenordet och skriver in den inom tio minuter. Många mobiler föreslår den av sig själva.
help-texts-nothing = Koden brukar komma inom en halv minut. Kommer den inte kan du kontrollera att mobilen har täckning och be om en ny. Bara den senaste gäller, och bara för den inloggning där du bad om den. Det finns en gräns för hur många vi skickar per timme och dygn.
help-texts-weaker = Sms är bättre än bara ett lösenord men svagare än en app eller en säkerhetsnyckel: någon kan lura en mobiloperatör att flytta numret, eller lura dig att lämna ut koden. Lämna aldrig ut en kod. Använd hellre en app eller en nyckel om du kan.
help-texts-number = Nytt nummer? Lägg till det först och ta sedan bort det gamla. Ingen ser mer av ditt nummer här än de fyra sista siffrorna.
help-texts-mail = En del webbplatser skickar också koder via mejl. Det är det svagaste andra steget: använd det bara om du inte har något annat, och lägg till något bättre när du kan.

help-backup-codes = Reservkoder
help-backup-codes-what = Reservkoderna är dina extranycklar: tio koder som var och en ersätter ditt andra steg en gång.
help-backup-codes-make = Skapa dem under Säkerhet så snart appen fungerar.
help-backup-codes-once = De visas en enda gång. Skriv ut dem, skriv av dem eller spara filen.
help-backup-codes-paper = Förvara dem inte ihop med telefonen, så blir du aldrig av med båda på en gång. En låda hemma är ett bra ställe.
help-backup-codes-new = När du bara har några få kvar skapar du nya. Då slutar de gamla att fungera. Fungerar några fortfarande frågar vi först.
help-backup-codes-typing = Stora och små bokstäver, mellanslag och streck spelar ingen roll. Du kan använda vilken kod du vill. Sidan säger vilken som står på tur i din lista.

help-signing-in = Logga in
help-signing-in-code = Först skriver du namn och lösenord. Sedan frågar sidan efter koden från appen. Öppna appen och skriv in siffrorna som den visar.
help-signing-in-choose = Har du flera sätt att bekräfta väljer du ett. Det du använde senast står först. ”Välj ett annat sätt” leder till de andra och till reservkoderna.
help-signing-in-cancel = Efter rätt kod kommer du dit du var på väg. Du kan avbryta när som helst. Efter tio minuter måste du börja om.
help-forgotten = Glömda lösenord
help-forgotten-how = Välj ”Kan du inte logga in?” på inloggningssidan och skriv ditt namn eller din e-postadress. Om e-post skickas härifrån får du en länk där du väljer ett nytt lösenord. Den gäller i en timme.
help-forgotten-still = Länken loggar inte in dig: efteråt loggar du in med det nya lösenordet och ditt andra steg som vanligt. Om någon annan kan känna till det gamla, ange det där, så slutar dina enhetslösenord också att fungera.
help-forgotten-addresses = Ha därför en e-postadress under Inställningar > Allmänt som du kan läsa även utan telefonen. En ny läggs till när du har skrivit koden som vi skickar dit, och får länkar efter ett dygn.
help-signing-in-wrong = En kod fungerar en gång. Godtas den inte väntar du på nästa. Efter flera felaktiga försök får du vänta en stund.

help-passkeys = Lösennycklar: logga in utan lösenord
help-passkeys-what = En lösennyckel (passkey) sparas i telefonen, datorn, lösenordshanteraren eller en säkerhetsnyckel. Den fungerar bara på den här webbplatsen, när en PIN-kod, ditt ansikte eller ditt fingeravtryck har låst upp den. Därför räknas den som båda stegen: saken i din hand, och det som låser upp den.
help-passkeys-add = Leta upp ”Lösennyckel (passkey)” under Säkerhet och välj ”Lägg till”.
help-passkeys-where = Webbläsaren frågar var den ska sparas. En säkerhetsnyckel behöver en PIN-kod. Har den ingen än väljer du en nu.
help-passkeys-in = Sedan väljer du ”Logga in med lösennyckel” på inloggningssidan, eller klickar i namnfältet och väljer den där. Du skriver varken namn eller lösenord.
help-passkeys-more = En del webbplatser kräver ett steg till efter lösennyckeln. Loggar du in med lösenord behöver du fortfarande lösennyckeln eller ett annat andra steg.
help-passkeys-synced = Många telefoner och lösenordshanterare kopierar en lösennyckel till dina andra enheter. Under Säkerhet står det då ”På flera enheter”. Det är bekvämt, men den som kommer in på det kontot har också din lösennyckel. Skydda det väl.
help-passkeys-lost = Är enheten borta? Logga in på ett annat sätt och ta bort dess lösennyckel under Säkerhet. Den slutar fungera direkt. Den finns kvar i enheten tills du raderar den där, men den öppnar ingenting. En kopierad lösennyckel fungerar i dina andra enheter tills du tar bort den här.
help-passkeys-spare = Ha en väg in till: en lösennyckel i en annan enhet, en säkerhetsnyckel eller reservkoder.

help-one-token = Aldrig samma säkerhetsnyckel till båda
help-one-token-why = Är samma säkerhetsnyckel både din lösennyckel och ditt andra steg efter lösenordet har du en enda sak i stället för två. Därför kan en nyckel inte vara båda här.
help-one-token-how = När du lägger till en säkerhetsnyckel får den via webbläsaren en lista över dem du redan har här. Hittar nyckeln sig själv i listan säger den nej, och sidan talar om det. Webbplatsen ser inte själva nyckeln och kan inte kontrollera det på något annat sätt.
help-one-token-instead = Du kan ändra dig: öppna menyn bredvid den under Säkerhet och välj ”Gör till säkerhetsnyckel” eller ”Gör till lösennyckel”. Inget ändras förrän du har rört vid nyckeln.
help-one-token-unknown = En del kan vi inte upptäcka:
help-one-token-reset = En säkerhetsnyckel som har återställts känner inte igen sig själv. Den går att lägga till igen medan den gamla raden står kvar i din lista. Ta bort den gamla raden.
help-one-token-synced = En lösenordshanterare eller telefon kan spara både en lösennyckel och en säkerhetsnyckel utan att vi får veta det.
help-one-token-codes = En Nitrokey 3 eller YubiKey kan vara din lösennyckel och dessutom visa dina koder. Hemligheten till koderna är skild från nycklarna, så det märks inte.
help-one-token-others = Två konton kan dela på en säkerhetsnyckel. Vi jämför bara dina egna.
help-one-token-so = Så det hänger på dig: använd två olika saker till dina två steg.

help-confirming = Bekräfta att det är du
help-confirming-why = Innan lösenordet, det andra steget, reservkoderna eller e-postadresserna ändras får du bekräfta att det är du. Då kan ingen ändra dem medan du har gått ifrån en dator där du är inloggad.
help-confirming-how = Du svarar som när du loggar in: med din säkerhetsnyckel eller lösennyckel om du har en, annars med en kod från appen, eller med lösenordet om du inte har något andra steg än. Det gäller i tio minuter.

help-new-keys = Därför får en ny nyckel vänta
help-new-keys-what = En nyckel eller lösennyckel som du lägger till fungerar direkt när du loggar in. Men lade du till den med något svagare, till exempel en kod från appen eller en reservkod, godtar tjänster som kräver en nyckel den först senare, oftast efter ett dygn. Till dess kan du inte heller använda den för att ändra det du hade sedan tidigare, till exempel appen, reservkoderna eller e-postadresserna.
help-new-keys-why = Väntetiden skyddar dig. Någon som lurar av dig en kod skulle kunna lägga till en egen nyckel. Nu hinner du läsa vårt meddelande och stoppa det innan den nyckeln öppnar något.
help-new-keys-when = Under Säkerhet står det i listan från när den gäller fullt ut. Logga in med den igen efter det. Att du redan är inloggad räcker inte.
help-new-keys-seen = Kan vi inte skicka meddelanden till dig? Logga då också in en gång, efter väntetiden, med ett andra steg som du hade sedan tidigare.
help-new-keys-sooner = Behöver du den tidigare? Lägg till den med en nyckel eller lösennyckel som du har haft ett tag, så slipper du vänta. Eller be din administratör, som kan avsluta väntetiden när det är klart att det är du.

help-lost-phone = Om telefonen är borta eller trasig
help-lost-phone-code = Logga in med lösenordet. När sidan frågar efter appens kod trycker du på ”Välj ett annat sätt” och skriver in en reservkod.
help-lost-phone-suspend = Kan någon ha hittat telefonen? Spärra den, så slutar dess koder att fungera.
help-lost-phone-replace = Lägg till den nya telefonen och ta bort den gamla ur listan när den nya fungerar.
help-lost-phone-password = Var lösenordet sparat i telefonen? Byt det också.
help-lost-phone-token = Gör likadant om en säkerhetsnyckel, koddosa eller lösennyckel är borta: logga in på ett annat sätt, spärra eller ta bort den, och lägg till en ny.
help-lost-phone-without = Är du fortfarande inloggad någonstans? När du ska bekräfta att det är du väljer du ”Jag har den inte med mig”. Med lösenordet och en reservkod kan du spärra och byta ut det du har tappat bort.
help-lost-phone-no-codes = Har du inga reservkoder heller? Be din administratör om en hjälpkod. Räkna med att få visa att det verkligen är du.

help-several = Flera enheter, ny telefon
help-several-more = Du kan lägga till flera enheter, till exempel telefonen och datorn på jobbet. Var och en har sitt eget namn, och du kan använda vilken du vill.
help-several-new = Ny telefon? Lägg till den först, prova den och ta sedan bort den gamla. Då blir du aldrig utelåst.
help-several-sessions = Under Enheter ser du var du är inloggad. Där kan du ge webbläsarna namn och koppla bort dem du inte längre använder.

help-clients = E-post, kalendrar och andra appar
help-clients-why = E-postappar och många andra kan inte fråga efter ett andra steg. När du har ett kan de inte längre använda ditt eget lösenord. Ge i stället varje app ett eget: ett enhetslösenord.
help-clients-make = Öppna Enheter och skapa ett enhetslösenord. Ge det ett namn som säger vilken app det är till, till exempel ”Thunderbird på datorn”.
help-clients-type = Skriv in det där appen frågar efter lösenordet. Användarnamnet är detsamma som förut. I telefonen skannar du QR-koden med kameran och kopierar båda därifrån.
help-clients-once = Det visas en enda gång. Tappar du bort det skapar du ett nytt och kopplar bort det gamla.
help-clients-which = Där skriver du in det:
help-clients-thunderbird = Thunderbird: när det frågar efter lösenordet skriver du enhetslösenordet och låter Thunderbird spara det. Frågar det inte tar du bort det gamla bland sparade lösenord i inställningarna.
help-clients-calendars = Kalendrar och kontakter (CalDAV och CardDAV), till exempel DAVx⁵ på Android eller konton i inställningarna på en iPhone: ange användarnamnet och enhetslösenordet tillsammans med kalenderns adress.
help-clients-rclone = rclone och andra filappar (WebDAV): kör ”rclone config”, välj WebDAV och ange användarnamnet och enhetslösenordet.
help-clients-limits = Du kan begränsa ett enhetslösenord: hur länge det gäller, hur länge det får ligga oanvänt, från vilka nätverk, till vilka adresser, eller att det bara får läsa. En app som bara hämtar kopior behöver inte mer än så.
help-clients-lost = Tappar du bort en enhet kopplar du bort dess enhetslösenord i listan under Enheter. Det slutar fungera direkt, och de andra fortsätter att fungera. Ett enhetslösenord öppnar aldrig de här sidorna.
help-to-new-password = Skapa ett enhetslösenord

help-clocks = Om koderna inte godtas
help-clocks-few = Koderna beror på klockan. Några sekunder, till och med en halv minut, spelar ingen roll.
help-clocks-auto = Om koderna gång på gång inte godtas trots att de är rätt: ställ in automatisk tid i telefonen. Sidan som frågar efter koden visar serverns tid, så att du kan jämföra.

help-fake = Falska inloggningssidor
help-fake-relay = Allt som går att skriva in går att skriva in på fel sida. En falsk sida kan skicka ditt lösenord och din kod vidare på några sekunder och logga in som du.
help-fake-address = Kontrollera därför adressen innan du skriver. Använd ditt eget bokmärke hellre än en länk i ett meddelande. Säg aldrig en kod till någon, inte ens till den som säger sig ringa från supporten.
help-fake-keys = En säkerhetsnyckel eller lösennyckel går inte att lura så. Den svarar bara på den här webbplatsens adress, och det finns inget att skriva in. Har du en, använd den hellre än en kod.
help-fake-done = Har du skrivit något på en sida som verkade fel? Byt lösenord direkt och koppla bort alla andra webbläsare och enheter.

help-messages = Meddelanden om ditt konto
help-messages-what = Om den här webbplatsen skickar e-post berättar vi vad som händer med ditt konto: en inloggning från en ny webbläsare, ett andra steg som läggs till eller tas bort, ett nytt lösenord. I meddelandet står när det var, och från vilken webbläsare.
help-messages-not-me = Var det inte du? Öppna länken i meddelandet och skriv in de fyra bokstäverna under den. Då loggas alla ut, enhetslösenorden stoppas och det som nyss lades till spärras. Det du själv loggar in med finns kvar. Välj sedan ett nytt lösenord.
help-messages-text = Om webbplatsen skickar sms och du har lagt till ditt nummer under Säkerhet kan du få dem som sms också: välj det under Allmänt. Våra innehåller aldrig någon länk. Var det inte du väljer du ”Kan du inte logga in?” på inloggningssidan och skriver in de åtta tecknen ur sms:et.
help-messages-text-go = Skriv in dem här
help-messages-off = De mindre viktiga kan du välja bort under Allmänt.

help-no-phone = Jag har ingen smartmobil
help-no-phone-computer = En lösenordshanterare i datorn, till exempel KeePassXC, visar samma koder. Där skriver du in hemligheten som bokstäver och siffror.
help-no-phone-token = Du kan också använda en liten pryl: en säkerhetsnyckel som du rör vid, eller en koddosa som visar samma koder. Fråga om din organisation har någon till dig. Så ställer du in dem:

help-ask = Vem du kan fråga
help-ask-whom = Din administratör kan ge dig en hjälpkod, ta bort ett andra steg som du har tappat bort eller ge dig ett nytt lösenord.
help-ask-never = De frågar aldrig efter ditt lösenord eller en kod.
