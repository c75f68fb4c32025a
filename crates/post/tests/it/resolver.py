# A resolver that knows these names alone, by dnspython: says its port, then answers until it is ended.
import socket
import sys

import dns.flags
import dns.message
import dns.rcode
import dns.rrset

known = dict(line.split(" ", 1) for line in sys.argv[1:])
listener = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
listener.bind(("127.0.0.1", 0))
print(listener.getsockname()[1], flush=True)
while True:
    wire, whom = listener.recvfrom(4096)
    asked = dns.message.from_wire(wire)
    answer = dns.message.make_response(asked)
    answer.flags |= dns.flags.RA
    name = asked.question[0].name
    text = known.get(name.to_text(omit_final_dot=True))
    if text is None:
        answer.set_rcode(dns.rcode.NXDOMAIN)
    elif text == "long":
        answer.flags |= dns.flags.TC
    elif text == "fails":
        answer.set_rcode(dns.rcode.SERVFAIL)
    else:
        pieces = [text[at:at + 200] for at in range(0, len(text), 200)]
        quoted = " ".join('"' + piece + '"' for piece in pieces)
        other = dns.rrset.from_text(name, 60, "IN", "TXT", '"unrelated; p"')
        answer.answer.append(dns.rrset.from_text(name, 60, "IN", "TXT", quoted))
        answer.answer[0].update(other)
    # What belongs to somebody else's question is passed over, also where it has the number of ours.
    for number in (asked.id ^ 1, asked.id):
        other = dns.message.make_query("stray.example.", "TXT")
        other.id = number
        listener.sendto(dns.message.make_response(other).to_wire(), whom)
    listener.sendto(answer.to_wire(), whom)
