# Användarhandboken.

help-title = Hjälp
help-lede = Så loggar du in med två bevis, så ställer du in det, och så gör du när något saknas.
help-contents = Innehåll
help-to-security = Till Säkerhet
help-to-devices = Till Enheter

help-what = Vad tvåfaktorsinloggning är
help-what-two = Du visar på två olika sätt att det är du: med något du vet, lösenordet, och med något du har, till exempel en telefon som visar koder.
help-what-why = Lösenord går att gissa, snegla på och stjäla. Den som bara har ditt lösenord står framför ännu en dörr, och nyckeln till den har du i fickan.
help-what-kinds = Det vanliga andra beviset är en kod från en app, eller att du rör vid en säkerhetsnyckel. För den dag då det inte är till hands finns reservkoder, och en administratör kan ge dig en kod som fungerar en gång.

help-setting-up = Ställa in en autentiseringsapp
help-setting-up-before = Du behöver en telefon, en surfplatta eller en dator med en autentiseringsapp. Sidan där du ställer in den nämner gratisappar för alla system. Det tar ungefär två minuter.
help-setting-up-open = Logga in, öppna Säkerhet och leta upp ”Autentiseringsapp (TOTP)” under Tvåfaktorsinloggning.
help-setting-up-name = Ge enheten ett namn som du känner igen, till exempel ”Min telefon”, och gå vidare.
help-setting-up-scan = Sidan visar en bild och under den samma hemlighet som bokstäver och siffror. Skanna bilden med appen, eller skriv in hemligheten i den.
help-setting-up-type = Nu visar appen en kod som byts var trettionde sekund. Skriv in den du ser och slå på appen.
help-setting-up-keep = Skapa reservkoder; nästa sida erbjuder det.
help-setting-up-hand = Läser du det här i själva telefonen? Använd då länken under bilden: den öppnar appen med allt ifyllt.
help-setting-up-off = Inget slås på förrän du har skrivit in en kod, så det gör inget om du slutar halvvägs. Med den första appen loggas alla andra webbläsare och enheter ut.

help-tokens = Säkerhetsnycklar och koddosor
help-tokens-two = Det finns två slag. En säkerhetsnyckel (FIDO) rör du vid, och webbläsaren sköter resten. Koddosor visar koder som du skriver in, precis som en app. Några klarar både och.
help-tokens-keys = Säkerhetsnycklar: Nitrokey FIDO U2F, Nitrokey FIDO2, Nitrokey 3, YubiKey
help-tokens-keys-add = Leta upp ”Säkerhetsnyckel” under Säkerhet och välj ”Lägg till en säkerhetsnyckel”. Namnet kan lämnas tomt: då heter nyckeln som sin modell.
help-tokens-keys-touch = Sätt i nyckeln, eller håll den mot telefonen, och rör vid den när den blinkar. Det finns ingen kod och ingen hemlighet att skriva av.
help-tokens-keys-second = Lägg till en nyckel till på samma sätt och ha den hemma. En nyckel går inte att kopiera, så en extra är det bästa du kan ha den dag då din är borta.
help-tokens-keys-use = När du loggar in rör du vid nyckeln efter lösenordet. Den svarar bara på den här webbplatsens adress, så en falsk sida får inget ur den.
help-tokens-keys-which = Nitrokey FIDO U2F, liksom alla nycklar som bara klarar FIDO U2F, blir en andra faktor och kan inte vara en lösennyckel. Nitrokey FIDO2, Nitrokey 3 och YubiKey 5 kan vara det ena eller det andra.
help-tokens-keys-copied = Många nycklar räknar hur många gånger de har skrivit under. Går talet bakåt kan det finnas en kopia av nyckeln: svaret nekas, nyckeln spärras, alla loggas ut från ditt konto och det som kopian kan ha skapat upphör. Du och administratörerna får veta det. Logga in på ett annat sätt, titta under Senaste aktivitet och ta bort nyckeln. Lägg bara till den igen om du vet vad som har hänt; annars tar du en ny.
help-tokens-codes = Koddosor: Nitrokey Pro, Nitrokey Storage, Nitrokey 3, YubiKey
help-tokens-codes-begin = Leta upp ”Autentiseringsapp (TOTP)” under Säkerhet om koderna ska bytas av sig själva, eller ”Koddosa (HOTP)” om dosan ska räkna tryck. Öppna ”Jag har en koddosa”, lämna hemligheten tom och välj ”Lägg till dosan”.
help-tokens-codes-secret = Sidan visar en ny hemlighet på tjugo byte, hexadecimalt och i base32, och vad som ska ställas in i övrigt: SHA-1, sex siffror och trettio sekunder eller räknarvärdet 0. Låt det stå som det gör; din dosa börjar med detsamma.
help-tokens-codes-program = Lägg in hemligheten i dosan så som det står nedan. Stäng sidan efteråt: hemligheten visas inte igen.
help-tokens-codes-confirm = Skriv in koden som dosan visar och slå på den.
help-tokens-pro = Nitrokey Pro och Nitrokey Storage: öppna ”OTP Slot Configuration” i Nitrokey App och välj en ledig TOTP- eller HOTP-plats. Ge den ett namn, välj Base32 eller Hex som format, klistra in hemligheten skriven på det sättet och spara. Appen frågar efter administratörs-PIN. Koderna finns sedan under ”Passwords” i appens meny.
help-tokens-three = Nitrokey 3: lägg till en post under ”Passwords” i Nitrokey App 2, välj TOTP eller HOTP som algoritm och klistra in hemligheten i base32.
help-tokens-yubikey = YubiKey 5: lägg till ett konto i Yubico Authenticator och klistra in hemligheten i base32.
help-tokens-which = TOTP eller HOTP? De här dosorna har ingen egen klocka; det är programmet i datorn som säger vad klockan är. Går datorns klocka rätt tar du TOTP. HOTP behöver ingen klocka, men koder som du tar fram och inte använder räknas med.
help-tokens-own = Har dosan redan en hemlighet? Skriv då in den, i base32 eller hexadecimalt, eller klistra in dess ”otpauth://”-länk. Den måste ha minst 16 byte.
help-tokens-astray = Nekas rätt koder? Skriv två koder som följer på varandra i det enda fältet, den ena efter den andra. Så hittas en dosa som någon har tryckt på upp till hundra gånger i onödan. Om dosans klocka har börjat gå fel loggar du in på ett annat sätt, till exempel med en reservkod, och skriver de två koderna vid dosan under Säkerhet. Där hittas den så länge klockan går högst tjugo koder fel.

help-backup-codes = Reservkoder
help-backup-codes-what = Reservkoderna är dina extranycklar: tio koder som var och en kan ersätta din andra faktor en gång.
help-backup-codes-make = Skapa dem under Säkerhet så snart appen fungerar.
help-backup-codes-once = De visas en enda gång. Skriv ut dem, skriv av dem eller spara filen.
help-backup-codes-paper = Ha dem inte på samma ställe som telefonen, så att du aldrig blir av med båda på en gång. En låda hemma är ett bra ställe.
help-backup-codes-new = När det är få kvar skapar du nya. De gamla fungerar inte längre efter det.
help-backup-codes-typing = Stora eller små bokstäver, mellanslag och streck spelar ingen roll när du skriver, och du kan ta vilken kod du vill; sidan säger vilken som står på tur i din lista.

help-signing-in = Logga in
help-signing-in-code = Först kommer namn och lösenord. Sedan frågar sidan efter koden från appen: öppna den och skriv in siffrorna som den visar.
help-signing-in-choose = Har du flera slags andra faktorer får du välja; den du använde senast står först. ”Andra sätt” under varje fråga leder till de andra och till reservkoderna.
help-signing-in-cancel = Efter rätt kod kommer du dit du var på väg. Du kan avbryta när du vill. Efter tio minuter måste du börja om.
help-signing-in-wrong = En kod fungerar en gång. Om den nekas: vänta på nästa. Efter flera felaktiga svar prövas inga nya på en stund. Vänta lite och försök sedan igen.

help-passkeys = Lösennycklar: logga in utan lösenord
help-passkeys-what = En lösennyckel (passkey) bor i telefonen, datorn, lösenordshanteraren eller en säkerhetsnyckel. Den skriver under bara för den här webbplatsen, när dess PIN, ditt ansikte eller ditt finger har låst upp den. Därför är den två faktorer i en: saken som du har i handen, och det som låser upp den.
help-passkeys-add = Leta upp ”Lösennyckel (passkey)” under Säkerhet och välj ”Lägg till en lösennyckel”.
help-passkeys-where = Webbläsaren frågar var den ska bo. I en säkerhetsnyckel behövs dess PIN; har den ingen än får du välja en nu.
help-passkeys-in = Sedan väljer du ”Logga in med lösennyckel” på inloggningssidan, eller klickar i fältet för namnet och väljer den där. Du skriver varken namn eller lösenord.
help-passkeys-more = Vissa webbplatser frågar efter ett bevis till efter en lösennyckel. Loggar du in med lösenordet får du som alltid visa din lösennyckel eller en annan andra faktor.
help-passkeys-synced = Många telefoner och lösenordshanterare kopierar en lösennyckel till dina andra enheter; under Säkerhet står det då ”På flera enheter”. Det är bekvämt, men den som kommer in på det kontot har också din lösennyckel. Skydda det väl.
help-passkeys-lost = Är enheten borta? Logga in på ett annat sätt, eller på en annan enhet, och ta bort dess lösennyckel under Säkerhet: den slutar fungera genast. I själva enheten ligger den kvar tills du raderar den där, men den öppnar ingenting längre. En lösennyckel som har kopierats fungerar på dina andra enheter tills du tar bort den här.
help-passkeys-spare = Ha en väg till in: en lösennyckel i en annan enhet, en säkerhetsnyckel eller reservkoder.

help-one-token = Aldrig samma säkerhetsnyckel till båda
help-one-token-why = Om en och samma säkerhetsnyckel är både lösennyckeln som loggar in dig och den andra faktorn efter lösenordet har du en enda sak i stället för två. Därför kan ingen vara båda här.
help-one-token-how = Webbplatsen ser inte själva säkerhetsnyckeln, bara nycklarna i den, och två nycklar i samma sak ser ut som två saker. När du lägger till en får webbläsaren därför veta vilka nycklar du redan har här, av båda slagen. Säkerhetsnyckeln tittar själv efter om någon av dem är dess egen och säger i så fall nej, och sidan talar om det.
help-one-token-instead = Du kan ändra dig: ”Använd en nyckel som nu är en lösennyckel” under Säkerhetsnyckel och ”Använd en säkerhetsnyckel som nu är andra faktor” under Lösennyckel gör om den ena till den andra i ett steg. Inget ändras förrän du har rört vid den.
help-one-token-unknown = En del kan ingen veta här:
help-one-token-reset = En säkerhetsnyckel som har återställts har glömt sina gamla nycklar och känner inte igen dem. Den går att lägga till på nytt medan den gamla raden står kvar i din lista. Ta bort den raden.
help-one-token-synced = En lösenordshanterare eller telefon kan hålla både en lösennyckel och en säkerhetsnyckel utan att säga något.
help-one-token-codes = En Nitrokey 3 eller YubiKey kan vara din lösennyckel och dessutom visa dina koder. Hemligheten till koderna har inget med nycklarna att göra, så det märks inte.
help-one-token-others = Två konton kan dela på en säkerhetsnyckel. Bara dina egna nycklar jämförs.
help-one-token-so = Sista ordet är därför ditt: ha två saker till dina två faktorer.

help-confirming = Bekräfta att det är du
help-confirming-why = Innan lösenordet, den andra faktorn, reservkoderna eller e-postadresserna ändras får du visa en gång till vem du är. Då kan ingen ändra dem medan du har gått ifrån en dator där du är inloggad.
help-confirming-how = Du svarar som när du loggar in: med din säkerhetsnyckel eller lösennyckel om du har en, annars med en kod från appen, eller med lösenordet om du inte har någon andra faktor än. Det gäller i tio minuter.

help-lost-phone = När telefonen är borta eller trasig
help-lost-phone-code = Logga in med lösenordet. När sidan frågar efter appens kod väljer du ”Andra sätt” och skriver in en reservkod.
help-lost-phone-suspend = Om någon kan ha hittat telefonen: spärra den, så godtas inte dess koder längre.
help-lost-phone-replace = Lägg till den nya telefonen och ta bort den gamla ur listan när den nya fungerar.
help-lost-phone-password = Var lösenordet sparat i telefonen? Byt det också.
help-lost-phone-token = Detsamma gäller om en säkerhetsnyckel, koddosa eller lösennyckel är borta: logga in på ett annat sätt, spärra den eller ta bort den, och lägg till en ny.
help-lost-phone-without = Är du fortfarande inloggad någonstans? När du ska bekräfta att det är du väljer du ”Jag har den inte med mig”: med lösenordet och en reservkod kan du spärra, ta bort och byta ut den förlorade.
help-lost-phone-no-codes = Har du inga reservkoder heller? Be en administratör om en engångskod. Räkna med att få visa att det verkligen är du.

help-several = Flera enheter, ny telefon
help-several-more = Du kan ställa in flera enheter, till exempel telefonen och datorn på jobbet. Var och en har sitt eget namn, och vilken som helst av dem duger.
help-several-new = När du får en ny telefon: lägg till den först, prova den och ta sedan bort den gamla. I den ordningen står du aldrig utan.
help-several-sessions = Under Enheter står det var du är inloggad. Där ger du webbläsare namn och kopplar bort det du inte använder längre.

help-clients = E-post, kalendrar och andra program
help-clients-why = Program som ett e-postprogram kan inte fråga efter en andra faktor. När du har en kan de inte längre använda ditt eget lösenord; varje program får i stället ett eget, ett enhetslösenord.
help-clients-make = Öppna Enheter, ge det nya enhetslösenordet ett namn som säger vilket program det är till, till exempel ”Thunderbird på datorn”, och skapa det.
help-clients-type = Skriv in det i programmet där det frågar efter ditt lösenord. Användarnamnet är detsamma som förut. I en telefon skannar du bilden med kameran och kopierar båda därifrån.
help-clients-once = Det visas en enda gång. Kommer det bort skapar du ett nytt och kopplar bort det gamla.
help-clients-which = Där skriver du in det:
help-clients-thunderbird = Thunderbird: när det frågar efter lösenordet skriver du enhetslösenordet och låter Thunderbird spara det. Frågar det inte tar du bort det gamla bland sparade lösenord i inställningarna.
help-clients-calendars = Kalendrar och kontakter (CalDAV och CardDAV), till exempel DAVx⁵ på Android eller konton i inställningarna på en iPhone: skriv användarnamnet och enhetslösenordet tillsammans med kalenderns adress.
help-clients-rclone = rclone och andra filprogram (WebDAV): kör ”rclone config”, välj WebDAV och ange användarnamnet och enhetslösenordet.
help-clients-limits = Du kan sätta gränser för ett enhetslösenord: till och med vilken dag det fungerar, hur länge det får ligga oanvänt, från vilka nätverk, på vilka värdar, eller att det bara läser. En kopia som bara hämtas behöver inte mer än att läsa.
help-clients-lost = Blir du av med en enhet kopplar du bort dess enhetslösenord i listan under Enheter: det slutar fungera genast, och alla andra fortsätter. Ett enhetslösenord öppnar aldrig de här sidorna.
help-to-new-password = Skapa ett enhetslösenord

help-clocks = Klockor
help-clocks-few = Koderna beror på tiden. Några sekunder, till och med en halv minut, gör ingen skillnad.
help-clocks-auto = Om rätt koder nekas gång på gång: titta på telefonens klocka och ställ in automatisk tid. Sidan som frågar efter koden visar serverns tid, så att du kan jämföra.

help-fake = Falska sidor
help-fake-relay = Allt som går att skriva in går att skriva in på fel sida: en falsk sida kan skicka ditt lösenord och din kod vidare på några sekunder och logga in som du.
help-fake-address = Titta därför på adressen innan du skriver. Använd ditt eget bokmärke hellre än en länk i ett meddelande, och säg aldrig en kod till någon, inte ens till den som säger sig ringa från supporten.
help-fake-keys = En säkerhetsnyckel eller lösennyckel låter sig inte luras så: den svarar bara på den här webbplatsens adress, och det finns inget att skriva in. Har du en, använd den hellre än en kod.
help-fake-done = Har du skrivit på en sida som verkade fel? Byt lösenord genast och koppla bort alla andra webbläsare och enheter.

help-no-phone = Jag har ingen smartmobil
help-no-phone-computer = En lösenordshanterare i datorn, till exempel KeePassXC, visar samma koder. Den tar emot hemligheten som bokstäver och siffror.
help-no-phone-token = Det finns också små prylar för det: säkerhetsnycklar som du rör vid, och koddosor som visar samma koder. Fråga om din organisation har någon åt dig. Så ställer du in dem:

help-ask = Vem du kan fråga
help-ask-whom = Den som sköter webbplatsen kan ge dig en kod som fungerar en gång, ta bort en faktor som är borta eller ge dig ett nytt lösenord.
help-ask-never = De frågar dig aldrig efter ditt lösenord eller en kod.
