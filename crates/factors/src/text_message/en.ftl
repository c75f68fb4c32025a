# A code by text message.

text-message-name = Text message
text-message-subtitle = A code sent to your mobile phone
text-message-about = Each time you sign in, we send a code to your mobile phone. You type it in after your password.
text-message-what = It works with any mobile phone that can get text messages, wherever it has a signal.
text-message-restricted = It's better than a password alone, but weaker than an app or a security key. Someone could talk your phone company into moving your number to them, or trick you into telling them the code. If you can, use an app or a key instead, or as well.
text-message-default-name = Mobile phone
text-message-phone = Mobile number
text-message-phone-another = Another mobile number
text-message-phone-hint = As you dial it, or with + and the country code. Without one, we assume { $code }.
text-message-beside = Here, text messages only work alongside another second step. Set up an app or a key first.
text-message-add = Send me a code
text-message-set-up = Set up text messages
text-message-send = Send the code
text-message-send-again = Send a new code
text-message-sends-to = We'll send a code to
text-message-sent-to = We've sent a code to
text-message-which = Where should we send the code?
text-message-code = Code from the text message
text-message-nothing-came = It usually comes within half a minute. Check that your phone is on and has a signal, and that the number ends as shown above. If nothing comes, ask for a new code or use another way.
text-message-wrong = That code isn't right. It may be too old, already used, or for another sign-in. Use the newest one, or ask for a new one.
text-message-not-a-code = A code from a text message has eight digits.
text-message-code-text = { $code } is your code for { $from }. Never tell anyone this code.

    { $line }
text-message-code-text-subject = Your code for { $site }
