# Användarhandboken.

help-title = Hjälp
help-lede = Så loggar du in med två bevis, så ställer du in det, och så gör du när något saknas.
help-contents = Innehåll
help-to-security = Till Säkerhet
help-to-devices = Till Enheter

help-what = Vad tvåfaktorsinloggning är
help-what-two = Du visar på två olika sätt att det är du: med något du vet, lösenordet, och med något du har, till exempel en telefon som visar koder.
help-what-why = Lösenord går att gissa, snegla på och stjäla. Den som bara har ditt lösenord står framför ännu en dörr, och nyckeln till den har du i fickan.
help-what-kinds = Det vanliga andra beviset är en kod från en app. För den dag då den inte är till hands finns reservkoder, och en administratör kan ge dig en kod som fungerar en gång.

help-setting-up = Ställa in en autentiseringsapp
help-setting-up-before = Du behöver en telefon, en surfplatta eller en dator med en autentiseringsapp. Sidan där du ställer in den nämner gratisappar för alla system. Det tar ungefär två minuter.
help-setting-up-open = Logga in, öppna Säkerhet och leta upp ”Autentiseringsapp (TOTP)” under Tvåfaktorsinloggning.
help-setting-up-name = Ge enheten ett namn som du känner igen, till exempel ”Min telefon”, och gå vidare.
help-setting-up-scan = Sidan visar en bild och under den samma hemlighet som bokstäver och siffror. Skanna bilden med appen, eller skriv in hemligheten i den.
help-setting-up-type = Nu visar appen en kod som byts var trettionde sekund. Skriv in den du ser och slå på appen.
help-setting-up-keep = Skapa reservkoder; nästa sida erbjuder det.
help-setting-up-hand = Läser du det här i själva telefonen? Använd då länken under bilden: den öppnar appen med allt ifyllt.
help-setting-up-off = Inget slås på förrän du har skrivit in en kod, så det gör inget om du slutar halvvägs. Med den första appen loggas alla andra webbläsare och enheter ut.

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

help-confirming = Bekräfta att det är du
help-confirming-why = Innan lösenordet, den andra faktorn, reservkoderna eller e-postadresserna ändras får du visa en gång till vem du är. Då kan ingen ändra dem medan du har gått ifrån en dator där du är inloggad.
help-confirming-how = Du svarar som när du loggar in: med en kod från appen, eller med lösenordet om du inte har någon andra faktor än. Det gäller i tio minuter.

help-lost-phone = När telefonen är borta eller trasig
help-lost-phone-code = Logga in med lösenordet. När sidan frågar efter appens kod väljer du ”Andra sätt” och skriver in en reservkod.
help-lost-phone-suspend = Om någon kan ha hittat telefonen: spärra den, så godtas inte dess koder längre.
help-lost-phone-replace = Lägg till den nya telefonen och ta bort den gamla ur listan när den nya fungerar.
help-lost-phone-password = Var lösenordet sparat i telefonen? Byt det också.
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
help-fake-done = Har du skrivit på en sida som verkade fel? Byt lösenord genast och koppla bort alla andra webbläsare och enheter.

help-no-phone = Jag har ingen smartmobil
help-no-phone-computer = En lösenordshanterare i datorn, till exempel KeePassXC, visar samma koder. Den tar emot hemligheten som bokstäver och siffror.
help-no-phone-token = Det finns också små dosor för koderna, till exempel Nitrokey Pro, och sådana som bara visar dem på en skärm. Fråga om din organisation har någon åt dig.

help-ask = Vem du kan fråga
help-ask-whom = Den som sköter webbplatsen kan ge dig en kod som fungerar en gång, ta bort en faktor som är borta eller ge dig ett nytt lösenord.
help-ask-never = De frågar dig aldrig efter ditt lösenord eller en kod.
