"""What is provoked: a table of sessions, each with the settings, the dialogue and the reason its last reply tells."""

from dataclasses import dataclass, field

from dialogue import Message, Raw, StartTls, Whatever

COMMANDS = set("EHLO HELO STARTTLS AUTH MAIL RCPT DATA BDAT RSET VRFY EXPN HELP NOOP QUIT ETRN".split())
OWN = "192.0.2.9"
STRANGER = "198.51.100.7"
LISTED = "198.51.100.9"
NAMELESS = "198.51.100.8"
FORGED = "198.51.100.10"
SENDER = "carl@example.net"
MAIL = f"MAIL FROM:<{SENDER}>"
RCPT = "RCPT TO:<anna@example.com>"
EHLO = "EHLO client.example.net"


@dataclass(frozen=True)
class Scenario:
    """One provoked reply: the answer to the last step.

    `reason` is None where the reply is no refusal. `conf` overrides main.cf for a server of the scenario's own;
    `<policy>`, `<milter>` and the like in a value stand for the port of that fake server, `<name>` for the scenario's
    name. `cleanup` overrides it for the server that reads the message. `crowd` sessions are opened first; `early`
    bytes are sent before the greeting.
    """

    name: str
    reason: str | None
    steps: tuple
    conf: dict = field(default_factory=dict)
    cleanup: dict = field(default_factory=dict)
    client: str = STRANGER
    program: str = "smtpd"
    early: bytes = b""
    crowd: int = 0

    @property
    def command(self):
        """The command that the last reply answered, as spec/words.yaml spells it, or None."""
        if not self.steps:
            return "CONNECT"
        match self.steps[-1]:
            case Message():
                return "DATA"
            case StartTls():
                return "STARTTLS"
            case Raw(_, command, _):
                return command
            case str(line) | Whatever(line, _):
                verb = line.split()[0]
                return verb if verb in COMMANDS else None
        return None


def said(name, reason, *steps, **more):
    """A scenario from the first command on."""
    return Scenario(name, reason, steps, **more)


def mail(name, reason, sender, **more):
    """The answer to MAIL."""
    return said(name, reason, EHLO, f"MAIL FROM:{sender}", **more)


def rcpt(name, reason, recipient="anna@example.com", sender=SENDER, helo=EHLO, **more):
    """The answer to RCPT."""
    return said(name, reason, helo, f"MAIL FROM:<{sender}>", f"RCPT TO:<{recipient}>", **more)


def send(name, reason, text, recipient="anna@example.com", **more):
    """The answer to the whole message."""
    return said(name, reason, EHLO, MAIL, f"RCPT TO:<{recipient}>", Message(text), **more)


def table(**lookups):
    """A Postfix table in place: table(key="value") with odd keys through table(**{"odd key": "value"})."""
    rows = ", ".join(f"{{ {key} = {value} }}" for key, value in lookups.items())
    return f"inline:{{ {rows} }}"
