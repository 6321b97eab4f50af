"""One SMTP session as a list of steps, played over a real socket with the reply bytes kept as they came."""

import re
import socket
import ssl
from dataclasses import dataclass

TIMEOUT = 15
LONGEST_REPLY = 64 * 1024
LAST_LINE = re.compile(rb"(?:^|\n)[0-9]{3}(?: [^\n]*|\r?)\n\Z")


@dataclass(frozen=True)
class Message:
    """DATA, and then the message with its final dot; the answer to the dot counts."""

    text: str


@dataclass(frozen=True)
class Raw:
    """Bytes as they stand, how many replies they earn, and the command that the last one answers."""

    data: bytes
    command: str | None = None
    replies: int = 1


@dataclass(frozen=True)
class Whatever:
    """A line whose answer does not matter, said so many times."""

    line: str
    times: int = 1


@dataclass(frozen=True)
class StartTls:
    """STARTTLS and the handshake."""


@dataclass(frozen=True)
class Silence:
    """Nothing is said; the server speaks first, or gives up."""


class Unexpected(Exception):
    """A step on the way to the provoked reply was refused, or the server said no reply."""


class Session:
    """A connection that keeps what the server wrote."""

    def __init__(self, port, client=None, early=b""):
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=TIMEOUT)
        self.rest = b""
        if client:
            self.socket.sendall(f"PROXY TCP4 {client} 192.0.2.25 40000 25\r\n".encode())
        if early:
            self.socket.sendall(early)

    def close(self):
        self.socket.close()

    def reply(self):
        """Reads one whole reply, continuation lines included."""
        found = b""
        while not LAST_LINE.search(found):
            line, end, rest = self.rest.partition(b"\n")
            if end:
                found, self.rest = found + line + end, rest
                continue
            chunk = self.socket.recv(4096)
            if not chunk or len(found) > LONGEST_REPLY:
                raise Unexpected(f"the connection ended after {found + self.rest!r}")
            self.rest += chunk
        return found

    def play(self, step):
        """Plays one step and returns the reply that counts."""
        match step:
            case Silence():
                return self.reply()
            case Message(text):
                self.line("DATA", must_succeed=True)
                body = text.replace("\n", "\r\n").encode("utf-8", "surrogateescape")
                self.socket.sendall(body + b"\r\n.\r\n")
                return self.reply()
            case Raw(data, _, replies):
                self.socket.sendall(data)
                return [self.reply() for _ in range(replies)][-1]
            case Whatever(line, times):
                return [self.line(line) for _ in range(times)][-1]
            case StartTls():
                answer = self.line("STARTTLS", must_succeed=True)
                context = ssl.create_default_context()
                context.check_hostname = False
                context.verify_mode = ssl.CERT_NONE
                self.socket = context.wrap_socket(self.socket)
                return answer
            case str():
                return self.line(step)
        raise TypeError(f"{step!r} is no step of a dialogue")

    def line(self, line, must_succeed=False):
        self.socket.sendall(line.encode() + b"\r\n")
        answer = self.reply()
        if must_succeed and not answer.startswith((b"2", b"3")):
            raise Unexpected(f"{line} was answered by {answer!r}")
        return answer


def hear(port, client, steps, early=b"", crowd=0):
    """Plays a whole session, after `crowd` other ones that stay open, and returns the last step's reply."""
    others = []
    try:
        for _ in range(crowd):
            others.append(Session(port, client))
            others[-1].reply()
        session = Session(port, client, early)
        others.append(session)
        answer = session.reply()
        for number, step in enumerate(steps, 1):
            answer = session.play(step)
            on_the_way = number < len(steps) and not isinstance(step, Whatever)
            if on_the_way and not answer.startswith((b"2", b"3")):
                raise Unexpected(f"{step!r} was answered by {answer!r}")
        return answer
    finally:
        for other in others:
            other.close()
