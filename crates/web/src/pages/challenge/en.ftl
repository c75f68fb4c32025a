# The second proof at sign-in.

challenge-title = How do you want to go on?
challenge-choose = Your password is right. Now show in a second way that it's you.
challenge-devices = Your devices: { $names }
challenge-others = Use another way
challenge-shut = Your account has a second factor, but every way of using it is switched off here. Until an administrator changes that, nobody can sign in to it.
challenge-help = Lost it, or left it at home?
