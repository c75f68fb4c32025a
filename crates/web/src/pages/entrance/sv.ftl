# På väg till ett skyddat program.

entrance-unsent-title = Inte skickat
entrance-unsent = Det du skulle skicka till { $host } kom inte fram: först måste du visa vem du är. Skicka det sedan en gång till.
entrance-unsent-on = Fortsätt
entrance-needs-title = Något fattas
entrance-needs-second = { $host } är bara öppet för konton med en andra faktor, och ditt har ingen än.
entrance-needs-resistant = { $host } är bara öppet för den som loggar in med en lösennyckel eller en säkerhetsnyckel, och ditt konto har ingen än.
entrance-set-up = Skaffa en
entrance-again = Fortsätt sedan dit du var på väg
entrance-differ-title = Två inloggningar på en gång
entrance-differ = Din webbläsare skickar två olika inloggningar till { $host }. En annan webbplats har lagt dit den ena, och den kan vi inte ta bort. Gå till webbläsarens inställningar och ta bort kakorna för { $host }. Fortsätt sedan; du kan behöva logga in igen.
entrance-differ-on = Fortsätt till { $host }
entrance-kept-out-title = Inte för det här kontot
entrance-kept-out = Du är inloggad som { $name }. Det kontot släpps inte in till { $host }.
