# On the way to a protected host.

entrance-unsent-title = Not sent
entrance-unsent = What you were sending to { $host } didn't get there: first you have to show who you are. After that, please send it once more.
entrance-unsent-on = Continue
entrance-needs-title = One thing is missing
entrance-needs-second = { $host } is open only to accounts with a second factor, and yours has none yet.
entrance-needs-resistant = { $host } is open only to those who sign in with a passkey or a security key, and your account has none yet.
entrance-set-up = Set one up
entrance-again = Then continue to where you were going
entrance-differ-title = Two sign-ins at once
entrance-differ = Your browser keeps sending { $host } two different sign-ins. Another site has put one of them there, and we can't remove it. In your browser's settings, please delete the cookies of { $host }. Then go on; you may have to sign in again.
entrance-differ-on = Continue to { $host }
entrance-kept-out-title = Not for this account
entrance-kept-out = You are signed in as { $name }. That account isn't let in to { $host }.
