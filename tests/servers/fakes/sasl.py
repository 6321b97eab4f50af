"""Dovecot's authentication protocol, as far as Postfix speaks it, with a table of users."""

import base64
import binascii
import os
import socketserver

from . import ThreadingUnix, start

GREETING = b"VERSION\t1\t1\nMECH\tPLAIN\tplaintext\nMECH\tLOGIN\tplaintext\nSPID\t1\nCUID\t1\nCOOKIE\t00\nDONE\n"

# What the service says about a user: everybody else is unknown to it.
VERDICTS = {
    "anna": "OK\t{id}\tuser=anna",
    "locked": "FAIL\t{id}\tuser=locked\treason=Account is disabled",
    "expired": "FAIL\t{id}\tuser=expired\treason=Password expired",
    "broken": "FAIL\t{id}\tuser=broken\ttemp",
    "vanishing": None,
}


def plain(user, password="secret"):
    """The initial response of AUTH PLAIN."""
    return base64.b64encode(f"\0{user}\0{password}".encode()).decode()


def user_of(fields):
    response = next((field[5:] for field in fields if field.startswith("resp=")), "")
    try:
        return base64.b64decode(response, validate=True).split(b"\0")[1].decode()
    except (binascii.Error, IndexError, UnicodeDecodeError):
        return ""


class Handler(socketserver.StreamRequestHandler):
    def handle(self):
        self.wfile.write(GREETING)
        for line in self.rfile:
            fields = line.decode("utf-8", "replace").rstrip("\n").split("\t")
            if fields[0] != "AUTH":
                continue
            if fields[2] not in ("PLAIN", "LOGIN"):
                verdict = "FAIL\t{id}\treason=Unsupported authentication mechanism"
            else:
                verdict = VERDICTS.get(user_of(fields), "FAIL\t{id}")
            if not any(field.startswith("resp=") for field in fields):
                verdict = "CONT\t{id}\t"
            if verdict is None:
                return
            self.wfile.write(verdict.format(id=fields[1]).encode() + b"\n")


def serve(path):
    """Starts the service on a socket that Postfix may open."""
    server = ThreadingUnix(str(path), Handler)
    os.chmod(path, 0o666)
    start(server)
