# Preferences.

settings-title = Preferences
settings-name = Your name
settings-display-name = Display name
settings-display-name-hint = What you're called on these pages and in the programs you open. It doesn't change what you type to sign in.
settings-name-saved = Your name is saved.
settings-look = Language, look and time
settings-theme = Look
settings-theme-system = Same as the device
settings-theme-light = Light
settings-theme-dark = Dark
settings-zone = Time zone
settings-zone-hint = Such as Europe/Stockholm. Leave it empty for this site's own: { $zone }.
settings-look-saved = Your choices are saved.
settings-emails = E-mail addresses
settings-emails-none = No e-mail address yet.
settings-email = Add an address
settings-email-asks = Before addresses are added or removed, we'll ask you to confirm that it's you.
settings-email-add = Add
settings-email-confirmed = Confirmed
settings-email-unconfirmed = Not confirmed
settings-email-unconfirmed-what = You can't sign in with it, and no program gets to see it.
settings-email-added = The address is added.
settings-email-removed = The address is removed.
settings-help = Whom to ask if something can't be changed here
