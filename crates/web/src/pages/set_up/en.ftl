# Setting up a factor at sign-in.

set-up-title = Set up two-factor authentication
set-up-why = Here everybody shows in two ways who they are: with the password, and with something that only they have. Set up the second one now. It takes two minutes.
set-up-help = Help with setting it up
