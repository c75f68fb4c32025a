# Att bekräfta vem man är före något känsligt.

confirm-title = Bekräfta att det är du
confirm-lede = Bekräfta att det är du innan något ändras. Det gäller i tio minuter.
confirm-lede-choose = Bekräfta att det är du innan något ändras. Välj hur.
confirm-lede-lost-password = Har du den inte med dig går det bra med två andra bevis: först lösenordet, sedan en reservkod eller en annan enhet.
confirm-lede-lost = Nu behövs ett andra bevis. Sedan kan du spärra eller ta bort den du saknar och lägga till en ny. Det antecknas under Aktivitet.
confirm-lede-nothing = Det finns inget annat sätt för det här kontot: inga reservkoder är kvar och ingen annan enhet är tillagd. Be en administratör om en engångskod.
confirm-password = Lösenord
confirm-go = Bekräfta
confirm-without = Jag har den inte med mig
confirm-with = Jag har den med mig
confirm-help = Varför behövs det här?
confirm-help-lost = Det här gör du när telefonen är borta
