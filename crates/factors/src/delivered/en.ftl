# What kinds share whose codes are delivered.

delivered-until = Eight digits, good until { $until }.
delivered-confirm = Turn on
delivered-send-again = Send a new code
delivered-again-in = You can ask for a new code in
delivered-again-now = You can ask for a new code now.
delivered-nothing = Haven't received a code?
delivered-late = A new code replaces the old one. Use the newest one.
