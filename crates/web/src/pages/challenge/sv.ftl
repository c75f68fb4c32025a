# Det andra beviset när man loggar in.

challenge-title = Hur vill du gå vidare?
challenge-choose = Lösenordet stämmer. Visa nu på ett andra sätt att det är du.
challenge-devices = Dina enheter: { $names }
challenge-others = Andra sätt
challenge-shut = Kontot har en andra faktor, men alla sätt att använda den är avstängda här. Ingen kan logga in på kontot förrän en administratör ändrar på det.
challenge-help = Borttappad eller kvar hemma?
