# The first page of signing in.

login-title = Sign in
login-name = Name or e-mail address
login-password = Password
login-go = Sign in
login-forgotten = Forgotten password?
login-forgotten-ask = Ask whoever runs this site. An administrator can give you a link with which you choose a new one.
login-over-confirm = You have been signed out, because the answer was wrong several times. Sign in again to go on.
login-help = Help with signing in
