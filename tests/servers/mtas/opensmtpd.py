"""OpenSMTPD as the sender."""

import re
import socket
import threading
from pathlib import Path

from fakes import dns
from jail import Jail

from . import wait_for

NAME = "opensmtpd"
# It writes of a refused greeting only that the network failed.
HIDES_GREETINGS = True
WARNS_WITHOUT_CAUSE = False
USERS = {"opensmtpd": "/var/lib/opensmtpd/empty", "opensmtpq": "/nonexistent"}
STAMP = re.compile(r"<[0-9]+>(\w{3} [ 0-9]\d \d\d:\d\d:\d\d) (.*)", re.DOTALL)


class Sender:
    """OpenSMTPD with a relay for each domain, and the syslog socket it writes to."""

    def __init__(self, port, routes, cache):
        self.port = port
        self.jail = Jail(["opensmtpd"], cache, USERS, dns.ADDRESS)
        lines = [f"listen on 127.0.0.1 port {port} hostname mx.example.com", "bounce warn-interval 1s", "queue ttl 1d"]
        for number, (domain, (host, to)) in enumerate(routes.items()):
            lines += [f'action "to{number}" relay host "smtp+notls://{host}:{to}" helo mx.example.com',
                      f'match from any for domain "{domain}" action "to{number}"']
        self.jail.write("etc/smtpd.conf", lines)
        self.jail.write("etc/mailname", ["mx.example.com"])
        self.jail.folder("var/lib/opensmtpd/empty")
        self.jail.folder("var/spool/smtpd", mode=0o711)
        self.syslog = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self.syslog.bind(str(self.jail.root / "dev/log"))
        (self.jail.root / "dev/log").chmod(0o666)
        self.path = self.jail.home / "maillog"
        threading.Thread(target=self.write_log, daemon=True).start()

    def write_log(self):
        """Writes each line as a syslog daemon does, with the host's name behind the time."""
        with self.path.open("w", buffering=1) as out:
            while text := self.syslog.recv(65536).decode("utf-8", "replace"):
                stamped = STAMP.fullmatch(text.rstrip("\n\0"))
                if stamped:
                    out.write(f"{stamped[1]} mx {stamped[2]}\n")

    def __enter__(self):
        self.jail.start("/usr/sbin/smtpd", "-F")
        if not wait_for(self.is_open, 20):
            text = self.jail.output() + self.path.read_text()
            self.jail.close()
            raise RuntimeError(f"OpenSMTPD did not start: {text}")
        return self

    def is_open(self):
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", self.port)) == 0

    def __exit__(self, *_):
        self.jail.close()

    def log(self) -> Path:
        return self.path

    def again(self):
        """Tries everything delayed once more."""
        self.jail.run("/usr/sbin/smtpctl", "schedule", "all")
