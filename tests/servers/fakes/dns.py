"""A name server with the few names that the scenarios need; every other name does not exist."""

import socketserver
import struct

from . import start

ADDRESS = "127.53.0.1"
TYPES = {"A": 1, "NS": 2, "SOA": 6, "PTR": 12, "MX": 15, "TXT": 16}
SERVFAIL, NXDOMAIN = 2, 3

CLIENT = "7.100.51.198.in-addr.arpa"
LISTED = "9.100.51.198"
NAMES = {
    ("client.example.net", "A"): ["198.51.100.7"],
    ("listed.example.net", "A"): ["198.51.100.9"],
    ("forged.example.net", "A"): ["203.0.113.1"],
    (CLIENT, "PTR"): ["client.example.net"],
    (f"{LISTED}.in-addr.arpa", "PTR"): ["listed.example.net"],
    ("10.100.51.198.in-addr.arpa", "PTR"): ["forged.example.net"],
    ("25.2.0.192.in-addr.arpa", "PTR"): ["mx.example.com"],
    ("mx.example.com", "A"): ["192.0.2.25"],
    ("mx.example.net", "A"): ["203.0.113.25"],
    ("example.com", "MX"): [(10, "mx.example.com")],
    ("example.net", "MX"): [(10, "mx.example.net")],
    ("example.net", "NS"): ["ns.example.net"],
    ("ns.example.net", "A"): ["203.0.113.53"],
    ("nomail.example.net", "MX"): [(0, "")],
    ("listed.example.org", "MX"): [(10, "mx.example.net")],
    ("odd.example.net", "MX"): [(10, "-odd-.example.net")],
    (f"{LISTED}.zen.spamhaus.org", "A"): ["127.0.0.2"],
    (f"{LISTED}.zen.spamhaus.org", "TXT"): ["https://www.spamhaus.org/query/ip/198.51.100.9"],
    (f"{LISTED}.bl.spamcop.net", "A"): ["127.0.0.2"],
    (f"{LISTED}.bl.spamcop.net", "TXT"): ["Blocked - see https://www.spamcop.net/bl.shtml?198.51.100.9"],
    (f"{LISTED}.b.barracudacentral.org", "A"): ["127.0.0.2"],
    (f"{LISTED}.dnsbl.example.org", "A"): ["127.0.0.2"],
    ("listed.example.org.dbl.spamhaus.org", "A"): ["127.0.1.2"],
    ("listed.example.org.multi.surbl.org", "A"): ["127.0.0.64"],
    ("listed.example.net.dbl.spamhaus.org", "A"): ["127.0.1.2"],
}
BROKEN = ("broken.example.net",)


def encode_name(name):
    labels = [label.encode() for label in name.split(".") if label]
    return b"".join(bytes([len(label)]) + label for label in labels) + b"\0"


def encode_value(kind, value):
    if kind == "A":
        return bytes(int(part) for part in value.split("."))
    if kind == "MX":
        return struct.pack("!H", value[0]) + encode_name(value[1])
    if kind == "TXT":
        return bytes([len(value)]) + value.encode()
    return encode_name(value)


def read_question(packet):
    """Returns the name, the type's number and where the question ends."""
    labels, at = [], 12
    while packet[at]:
        labels.append(packet[at + 1 : at + 1 + packet[at]].decode("ascii", "replace").lower())
        at += 1 + packet[at]
    return ".".join(labels), struct.unpack("!H", packet[at + 1 : at + 3])[0], at + 5


def answer(packet):
    """Answers one query."""
    name, number, end = read_question(packet)
    kind = next((kind for kind, known in TYPES.items() if known == number), None)
    values = NAMES.get((name, kind), [])
    known = any(other == name for other, _ in NAMES)
    broken = name.endswith(BROKEN)
    code = SERVFAIL if broken else 0 if known else NXDOMAIN
    head = packet[:2] + struct.pack("!HHHHH", 0x8580 | code, 1, len(values), 0, 0)
    records = b""
    for value in values:
        data = encode_value(kind, value)
        records += b"\xc0\x0c" + struct.pack("!HHIH", number, 1, 60, len(data)) + data
    return head + packet[12:end] + records


class Handler(socketserver.BaseRequestHandler):
    def handle(self):
        packet, connection = self.request
        connection.sendto(answer(packet), self.client_address)


class Server(socketserver.ThreadingUDPServer):
    daemon_threads = True


def serve():
    """Starts the name server on the port that resolvers ask, at a loopback address that nobody else uses."""
    start(Server((ADDRESS, 53), Handler))
    return ADDRESS
