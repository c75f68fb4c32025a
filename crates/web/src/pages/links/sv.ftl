# Länken för första kontot, och inbjudningar.

links-set-up-title = Välkommen till Countersign
links-set-up-lede = Du blir den första administratören. Välj ett namn och ett lösenord. Sedan ställer du in din andra faktor.
links-invite-title = Välkommen
links-invite-lede = Kontot har skapats åt dig. Välj ett lösenord som bara du känner till.
links-name = Namn
links-name-hint = Bokstäver från a till z, siffror och . _ - @ + '
links-password = Lösenord
links-password-hint = Minst { $n } tecken. Flera ord i rad är lätta att minnas.
links-go = Fortsätt
