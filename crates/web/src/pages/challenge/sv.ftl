# Det andra beviset när man loggar in.

challenge-title = Hur vill du gå vidare?
challenge-choose = Lösenordet stämde. Visa nu på ett andra sätt att det är du.
challenge-devices = Från { $names }
challenge-others = Andra sätt
challenge-shut = Kontot har en andra faktor, men alla sätt att använda den är avstängda här. Tills en administratör ändrar på det kan ingen logga in på kontot.
challenge-help = Borttappad eller kvar hemma?
