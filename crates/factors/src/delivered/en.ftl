# What kinds share whose codes are delivered.

delivered-until = Eight digits, good until { $until }.
delivered-confirm = Turn on
delivered-send-again = Send a new code
delivered-again-in = You can ask for a new code in
delivered-again-now = You can ask for a new code now.
delivered-nothing = Nothing has come?
delivered-late = A new code makes the one before it stop working. Use the newest one.
