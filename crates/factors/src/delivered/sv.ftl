# Det som är gemensamt för sådant där koden skickas.

delivered-until = Åtta siffror som gäller till { $until }.
delivered-confirm = Slå på
delivered-send-again = Skicka en ny kod
delivered-again-in = Du kan be om en ny kod om
delivered-again-now = Nu kan du be om en ny kod.
delivered-nothing = Har du inte fått någon kod?
delivered-late = Med en ny kod slutar den förra att gälla. Använd den senaste.
