# On the way to a protected host.

entrance-unsent-title = Not sent
entrance-unsent = What you were sending to { $host } didn't get there: first you have to show who you are. After that, please send it once more.
entrance-unsent-on = Continue
entrance-needs-title = One thing is missing
entrance-needs-second = { $host } is open only to accounts with a second factor, and yours has none yet.
entrance-needs-resistant = { $host } is open only to those who sign in with a passkey or a security key, and your account has none yet.
entrance-set-up = Set one up
entrance-again = Then continue to where you were going
entrance-kept-out-title = Not for this account
entrance-kept-out = You are signed in as { $name }. That account isn't let in to { $host }.
