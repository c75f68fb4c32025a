# Reads a message as mail programs do, by Python's own parser: headers decoded, parts decoded, and whatever it
# finds wrong with it. One JSON object on standard output.
import email
import email.policy
import json
import sys

# By text, since headers may have other letters than ASCII's (RFC 6532), and parts are ASCII all the same.
message = email.message_from_string(sys.stdin.buffer.read().decode(), policy=email.policy.SMTPUTF8)


def defects(part):
    found = [str(type(one).__name__) for one in part.defects]
    for header in part.values():
        found += [str(one) for one in getattr(header, "defects", [])]
    # Which it calls a defect, and RFC 6532 doesn't.
    return [one for one in found if not one.startswith("local-part contains non-ASCII")]


parts = []
wrong = defects(message)
for part in message.walk():
    if part.is_multipart():
        continue
    wrong += defects(part)
    parts.append({
        "type": part.get_content_type(),
        "charset": part.get_content_charset(),
        "encoding": part["Content-Transfer-Encoding"],
        # Base64 keeps the ends of lines as they went over the wire.
        "text": part.get_content().replace("\r\n", "\n"),
    })
headers = {}
for name, value in message.items():
    headers.setdefault(name.lower(), []).append(str(value))
json.dump({"type": message.get_content_type(), "headers": headers, "parts": parts, "wrong": wrong}, sys.stdout)
