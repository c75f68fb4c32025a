# Inställningar.

settings-title = Allmänt
settings-name = Ditt namn
settings-display-name = Visningsnamn
settings-display-name-hint = Det du kallas på sidorna här och i program som du öppnar. Det du skriver för att logga in ändras inte.
settings-name-saved = Namnet är sparat.
settings-look = Språk, utseende och tid
settings-theme = Utseende
settings-theme-system = Samma som enheten
settings-theme-light = Ljust
settings-theme-dark = Mörkt
settings-zone = Tidszon
settings-zone-hint = Till exempel Europe/Stockholm. Lämna tomt för webbplatsens egen: { $zone }.
settings-look-saved = Dina val är sparade.
settings-emails = E-postadresser
settings-emails-none = Ingen e-postadress än.
settings-email = Lägg till en adress
settings-email-asks = Innan adresser läggs till eller tas bort får du bekräfta att det är du.
settings-email-add = Lägg till
settings-email-confirmed = Bekräftad
settings-email-unconfirmed = Inte bekräftad
settings-email-unconfirmed-what = Den går inte att logga in med, och inga program får se den.
settings-email-added = Adressen är tillagd.
settings-email-removed = Adressen är borttagen.
settings-help = Vem du kan fråga om något inte går att ändra här
