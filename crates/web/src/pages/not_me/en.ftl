# What somebody didn't do themselves, and how it is stopped.

not-me-title = Wasn't it you?
not-me-lede = We'll sign everyone out, you included, stop device passwords and suspend what was just added. What you use to sign in stays.
not-me-account = Account
not-me-letters = The four letters in the message
not-me-letters-hint = They're below the link. A program that opens links for you can't enter them.
not-me-text-lede = Did you get a text message about something that wasn't you? Then you can stop it here.
not-me-characters = The characters in the text message
not-me-characters-hint = Eight letters and digits, like 7KQ4-M2XR. You'll see what they stop before anything happens.
not-me-else = Something else is the matter
not-me-go = This wasn't me
not-me-was-me = Was it you? Then just close this page.
not-me-link-gone = This link no longer works: it's been used or is too old. If you've just used it yourself, it has worked. If someone is in your account, this is what helps:
not-me-done = Everyone is signed out, device passwords have stopped, and what was just added is suspended. Now choose a new password. If we ask for a second step that you don't have, or if something of yours was removed, your administrator can help.
