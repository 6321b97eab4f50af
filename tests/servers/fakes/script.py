"""SMTP servers with a script each: what they say at every stage of a session, and what mail they took."""

import socketserver

from . import start_tcp

# What a server says where its script says nothing else.
POLITE = {
    "greeting": "220 mx.example.org ESMTP",
    "EHLO": "250-mx.example.org\r\n250-ENHANCEDSTATUSCODES\r\n250 8BITMIME",
    "HELO": "250 mx.example.org",
    "MAIL": "250 2.1.0 Ok",
    "RCPT": "250 2.1.5 Ok",
    "DATA": "354 Go ahead",
    ".": "250 2.0.0 Ok: queued as 4ZkQpm3Wc1z9sR",
    "RSET": "250 2.0.0 Ok",
    "QUIT": "221 2.0.0 Bye",
}
HANG_UP = ""


def handler(script, taken):
    """Makes a handler that follows the script and puts every message it takes into the list."""

    class Handler(socketserver.StreamRequestHandler):
        timeout = 60

        def handle(self):
            if not self.say("greeting"):
                return
            for line in self.rfile:
                command = line.split()[0].decode("ascii", "replace").upper() if line.split() else ""
                if not self.say(command) or command == "QUIT":
                    return
                if command == "DATA" and self.text(command).startswith("354"):
                    message = self.message()
                    if not self.say("."):
                        return
                    if self.text(".").startswith("2"):
                        taken.append(message)

        def text(self, stage):
            return script.get(stage, POLITE.get(stage, "500 5.5.2 Unknown command"))

        def say(self, stage):
            """Says what the script has; false when that was the end of the connection."""
            text = self.text(stage)
            if text != HANG_UP:
                self.wfile.write(text.encode() + b"\r\n")
            return text != HANG_UP and not text.startswith("421")

        def message(self):
            lines = []
            for line in self.rfile:
                if line == b".\r\n":
                    break
                lines.append(line.removeprefix(b"."))
            return b"".join(lines)

    return Handler


def serve(script, taken, address):
    """Starts a server and returns its port."""
    return start_tcp(handler(script, taken), address)
