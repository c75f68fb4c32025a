# Att bekräfta vem man är före något känsligt.

confirm-title = Bekräfta att det är du
confirm-lede = Bekräfta att det är du innan detta ändras. Det gäller i tio minuter.
confirm-lede-choose = Bekräfta att det är du innan detta ändras. Välj hur.
confirm-lede-lost-password = Utan din vanliga faktor bekräftar du med två andra: först lösenordet, sedan en reservkod eller en annan faktor.
confirm-lede-lost = Nu ett andra bevis. Därefter kan du spärra eller ta bort den du saknar och lägga till en ny. Under Senaste aktivitet står det att detta har gjorts.
confirm-lede-nothing = Kontot har inget annat sätt: inga reservkoder är kvar, och ingen annan faktor finns. Be en administratör om en tillfällig kod.
confirm-password = Lösenord
confirm-go = Bekräfta
confirm-without = Jag har den inte med mig
confirm-with = Jag har den med mig
confirm-help = Varför behövs det här?
confirm-help-lost = Det här gör du när telefonen är borta
