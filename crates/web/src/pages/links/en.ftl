# The set-up link and invites.

links-set-up-title = Welcome to Countersign
links-set-up-lede = You'll be the first administrator. Choose a name and a password. Then you set up your second factor.
links-invite-title = Welcome
links-invite-lede = This account has been made for you. Choose a password that only you know.
links-name = Name
links-name-hint = Letters from a to z, digits and . _ - @ + '
links-password = Password
links-password-hint = At least { $n } characters. Several words in a row are easy to remember.
links-go = Continue
