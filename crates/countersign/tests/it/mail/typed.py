# Somebody at a terminal: waits for each question, types its answer, and prints all that was shown. The first
# argument is where messages come to; the program and its arguments follow. Questions and answers come as JSON.
import email
import email.policy
import json
import os
import pathlib
import pty
import re
import select
import sys
import time

folder, command = pathlib.Path(sys.argv[1]), sys.argv[2:]
answers = json.load(sys.stdin)
pid, terminal = pty.fork()
if pid == 0:
    os.execv(command[0], command)


def letters():
    for _ in range(600):
        for path in folder.glob("*"):
            message = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
            text = message.get_body(("plain",)).get_content()
            return re.search(r"^([A-Z]{4})\s*$", text, re.M).group(1)
        time.sleep(0.05)
    return "none"


shown, seen, end = "", 0, time.monotonic() + 60
while time.monotonic() < end:
    if select.select([terminal], [], [], 0.1)[0]:
        try:
            piece = os.read(terminal, 4096)
        except OSError:
            break
        if not piece:
            break
        shown += piece.decode(errors="replace")
    if answers and answers[0][0] in shown[seen:]:
        seen = len(shown)
        answer = answers.pop(0)[1]
        os.write(terminal, (letters() if answer == "(letters)" else answer).encode() + b"\n")
status = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
json.dump({"code": status, "shown": shown, "unasked": answers}, sys.stdout)
