"""An SMTP server that takes, refuses or puts off by a table, each recipient by its local part."""

import re
import socketserver

from . import start_tcp

VERIFIED = {
    "gone": "550 5.1.1 <gone@verify.example.com>: no such user here",
    "busy": "450 4.2.1 The mailbox is busy, try again later",
    "bad-sender": "550 5.1.1 unknown",
}


def handler(answers):
    """Makes a handler for a table from a recipient's local part to the answer at RCPT."""

    class Handler(socketserver.StreamRequestHandler):
        def handle(self):
            self.say("220 mx.example.org ESMTP")
            for line in self.rfile:
                command = line.strip().upper()
                if command.startswith((b"EHLO", b"HELO")):
                    self.say("250 mx.example.org")
                elif command.startswith(b"RCPT"):
                    local_part = re.search(rb"<([^@>]*)", line).group(1).decode().lower()
                    self.say(answers.get(local_part, "250 2.1.5 Ok"))
                elif command == b"DATA":
                    self.say("354 Go ahead")
                    while self.rfile.readline() not in (b".\r\n", b""):
                        pass
                    self.say("250 2.0.0 Ok")
                elif command == b"QUIT":
                    self.say("221 2.0.0 Bye")
                    return
                else:
                    self.say("250 2.0.0 Ok")

        def say(self, text):
            self.wfile.write(text.encode() + b"\r\n")

    return Handler


def serve(answers):
    """Starts the server and returns its port."""
    return start_tcp(handler(answers))
