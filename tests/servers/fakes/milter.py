"""A mail filter (Sendmail's milter protocol, version 2) that decides by the sender's or recipient's local part."""

import re
import socketserver
import struct

from . import start_tcp

CONTINUE, REJECT, TEMPFAIL = b"c", b"r", b"t"


def reply(text):
    return b"y" + text.encode() + b"\0"


VERDICTS = {
    (b"R", "milter-reject"): REJECT,
    (b"R", "milter-tempfail"): TEMPFAIL,
    (b"M", "milter-reject"): REJECT,
    (b"E", "spam"): reply("550 5.7.1 Blocked by SpamAssassin"),
    (b"E", "spam-score"): reply("554 5.7.1 Spam message rejected"),
    (b"E", "virus"): reply("554 5.7.1 Virus found: Eicar-Test-Signature"),
    (b"E", "virus-amavis"): reply("550 5.7.0 Reject, id=00042-01 - INFECTED: Eicar-Test-Signature"),
    (b"E", "spam-amavis"): reply("554 5.7.0 Reject, id=00042-02 - spam"),
    (b"E", "attachment-amavis"): reply("554 5.7.0 Reject, id=00042-03 - BANNED: .exe,invoice.exe"),
    (b"E", "dmarc"): reply("550 5.7.1 rejected by DMARC policy for example.net"),
    (b"E", "dkim"): reply("550 5.7.20 Bad signature data"),
    (b"E", "greylist"): reply("451 4.7.1 Try again later"),
    (b"E", "ratelimit"): reply("451 4.7.1 Ratelimit \"sender\" exceeded"),
    (b"E", "no-decision"): TEMPFAIL,
    (b"E", "no-words"): REJECT,
}
SILENT = (b"D", b"A", b"K")


class Handler(socketserver.StreamRequestHandler):
    def handle(self):
        recipient = ""
        while head := self.rfile.read(5):
            if len(head) < 5:
                return
            size, command = struct.unpack("!Ic", head)
            data = self.rfile.read(size - 1)
            if command == b"Q":
                return
            if command in SILENT:
                continue
            if command == b"O":
                self.send(b"O" + struct.pack("!III", 2, 0, 0))
                continue
            if command in (b"M", b"R"):
                recipient = self.local_part(data)
            self.send(VERDICTS.get((command, recipient), CONTINUE))

    def local_part(self, data):
        found = re.match(rb"<?([^@>\0]*)", data)
        return found.group(1).decode("ascii", "replace")

    def send(self, body):
        self.wfile.write(struct.pack("!I", len(body)) + body)


def serve():
    """Starts the filter and returns its port."""
    return start_tcp(Handler)
