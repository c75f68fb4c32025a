# On the way to a protected host.

entrance-unsent-title = Not sent
entrance-unsent = What you sent to { $host } didn't get through, because you need to confirm it's you first. Then send it again.
entrance-unsent-on = Continue
entrance-needs-title = One step is missing
entrance-needs-second = { $host } needs a second step, and your account doesn't have one yet.
entrance-needs-resistant = { $host } needs a passkey or security key, and your account doesn't have one yet.
entrance-set-up = Add one now
entrance-again = Then continue to where you were going
entrance-differ-title = Two sign-ins at once
entrance-differ = Your browser keeps sending two different sign-ins to { $host }. Another site set one of them, and we can't remove it. Delete the cookies for { $host } in your browser's settings, then continue. You may have to sign in again.
entrance-differ-on = Continue to { $host }
entrance-kept-out-title = You don't have access
entrance-kept-out = You're signed in as { $name }. That account doesn't have access to { $host }. Ask your administrator if you need it.
