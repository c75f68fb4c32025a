# På väg till ett skyddat program.

entrance-unsent-title = Inte skickat
entrance-unsent = Det du skickade till { $host } kom inte fram, eftersom du först måste bekräfta att det är du. Skicka det sedan igen.
entrance-unsent-on = Fortsätt
entrance-needs-title = Ett steg saknas
entrance-needs-second = { $host } kräver ett andra steg, och ditt konto har inget än.
entrance-needs-resistant = { $host } kräver en lösennyckel eller säkerhetsnyckel, och ditt konto har ingen än.
entrance-later-title = Inte riktigt än
entrance-later = ”{ $name }” fungerar redan. { $host } godtar den från { $moment }; väntetiden skyddar dig om någon annan lade till den.
entrance-later-seen = ”{ $name }” fungerar redan. { $host } godtar den när du har loggat in en gång med ett andra steg som du hade sedan tidigare, { $moment } eller senare. Det skyddar dig om någon annan lade till den.
entrance-why = Varför får jag vänta?
entrance-start = Till startsidan
entrance-set-up = Lägg till nu
entrance-again = Fortsätt sedan dit du var på väg
entrance-differ-title = Två inloggningar på en gång
entrance-differ = Webbläsaren skickar två olika inloggningar till { $host }. En annan webbplats har lagt dit den ena, och vi kan inte ta bort den. Ta bort kakorna för { $host } i webbläsarens inställningar och fortsätt sedan. Du kan behöva logga in igen.
entrance-differ-on = Fortsätt till { $host }
entrance-kept-out-title = Du har inte tillgång
entrance-kept-out = Du är inloggad som { $name }. Kontot har inte tillgång till { $host }. Fråga din administratör om du behöver det.
entrance-unclear-title = Adressen går inte att öppna
entrance-unclear = { $why ->
    [dot-segment] Adressen har ett namn av bara punkter, som ”..”.
    [empty-segment] Adressen har två snedstreck i rad: ”//”.
    [encoded-slash] Adressen har ett kodat snedstreck: ”%2F”.
    [backslash] Adressen har ett omvänt snedstreck: ”\”.
    [parameter] Adressen har ett semikolon: ”;”.
    [encoded-twice] Adressen har ett procenttecken som kan läsas två gånger: ”%25”.
    [control] Adressen har ett styrtecken, till exempel ”%00”.
   *[not-utf-8] Adressen har en bokstav som inte är UTF-8, till exempel ”%FF”.
} Servrar läser sådant olika, och { $host } har regler för enskilda adresser. Be din administratör döpa om filen eller mappen.
entrance-device-made-with-less = { $host } kräver ett andra steg. Det här enhetslösenordet skapades utan. Lägg till ett och skapa sedan ett nytt enhetslösenord: { $public }/settings/devices
entrance-device-never = { $host } tar inte emot enhetslösenord. Öppna adressen i en webbläsare, med en lösennyckel eller säkerhetsnyckel.
