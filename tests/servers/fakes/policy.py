"""A policy service (Postfix's SMTPD_POLICY protocol) that decides by the recipient's local part."""

import socketserver

from . import start_tcp

ACTIONS = {
    "greylisted": "DEFER_IF_PERMIT Greylisted, see http://postgrey.schweikert.ch/help/example.com.html",
    "greylisted-seconds": "450 4.2.0 Greylisted, please try again in 300 seconds",
    "greylisted-milter": "451 4.7.1 Greylisting in action, please come back later",
    "spf": "550 5.7.23 Message rejected due to: SPF fail - not authorized. Please see "
    "http://www.open-spf.org/Why?s=mfrom;id=carl@example.net;ip=198.51.100.7;r=mx.example.com",
    "spf-later": "451 4.7.24 Message rejected due to: SPF Temporary Error: DNS lookup timed out",
    "over-quota": "552 5.2.2 Mailbox is full",
    "over-quota-later": "452 4.2.2 Mailbox is over quota",
    "rate": "DEFER Policy Rejection: message rate limit exceeded, please slow down",
    "no-text": "REJECT",
    "later": "DEFER",
    "prepend": "DUNNO",
}


class Handler(socketserver.StreamRequestHandler):
    def handle(self):
        attributes = {}
        for line in self.rfile:
            name, _, value = line.decode("utf-8", "replace").strip().partition("=")
            if name:
                attributes[name] = value
                continue
            local_part = attributes.get("recipient", "").partition("@")[0]
            self.wfile.write(f"action={ACTIONS.get(local_part, 'DUNNO')}\n\n".encode())
            attributes = {}


def serve():
    """Starts the service and returns its port."""
    return start_tcp(Handler)
