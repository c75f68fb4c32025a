"""A pretended GSM modem on a terminal of its own: it takes messages in PDU mode (3GPP TS 27.005) and reports of each,
a moment later, what its argument says (TP-Status of 3GPP TS 23.040 section 9.2.3.15)."""

import os
import pty
import sys
import threading
import tty

ours, theirs = pty.openpty()
for end in (ours, theirs):
    tty.setraw(end)
print(os.ttyname(theirs), flush=True)

# To whom: +46701234567; when it was sent and when that happened: the same moment.
TO = "0B916407214365F7"
AT = "62113000000080"


def say(text):
    os.write(ours, f"\r\n{text}\r\n".encode())


def report(reference):
    pdu = f"0006{reference:02X}{TO}{AT}{AT}{int(sys.argv[1]):02X}"
    say(f"+CDS: {len(pdu) // 2 - 1}\r\n{pdu}")


said, takes, messages = b"", False, 0
while True:
    said += os.read(ours, 1024)
    while (end := said.find(b"\x1a" if takes else b"\r")) >= 0:
        line, said = said[:end].strip().upper(), said[end + 1 :]
        if takes:
            takes, messages = False, messages + 1
            say(f"+CMGS: {messages}\r\n\r\nOK")
            threading.Timer(0.3, report, [messages]).start()
        elif line.startswith(b"AT+CMGS="):
            takes = True
            os.write(ours, b"\r\n> ")
        elif line == b"AT+CPIN?":
            say("+CPIN: READY\r\n\r\nOK")
        elif line:
            say("OK")
