# A code that is sent to its owner.

sent-code-name = Code by message
sent-code-subtitle = We send you a code each time
sent-code-default-name = My messages
sent-code-set-up = Type in the code
sent-code-on-its-way = A code is on its way to you.
sent-code-confirm = Confirm
sent-code-ask = We'll send you a code to type in here.
sent-code-send = Send the code
sent-code-send-again = Send another code
sent-code-question = Type in the code we sent you. It's good until { $until }.
sent-code-code = Code
sent-code-wrong = That code isn't right, or it has been used. Try again, or have another one sent.
sent-code-not-a-code = A code has eight digits.
sent-code-letter = Your code for { $site } is { $code }. It goes with “{ $name }”.
sent-code-letter-subject = Your code for { $site }
