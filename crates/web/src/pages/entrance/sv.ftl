# På väg till ett skyddat program.

entrance-unsent-title = Inte skickat
entrance-unsent = Det du skulle skicka till { $host } kom inte fram: först måste du visa vem du är. Skicka det sedan en gång till.
entrance-unsent-on = Fortsätt
entrance-needs-title = Något fattas
entrance-needs-second = { $host } är bara öppet för konton med en andra faktor, och ditt har ingen än.
entrance-needs-resistant = { $host } är bara öppet för den som loggar in med en lösennyckel eller en säkerhetsnyckel, och ditt konto har ingen än.
entrance-set-up = Skaffa en
entrance-again = Fortsätt sedan dit du var på väg
entrance-kept-out-title = Inte för det här kontot
entrance-kept-out = Du är inloggad som { $name }. Det kontot släpps inte in till { $host }.
