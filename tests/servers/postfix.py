"""Debian's Postfix as an instance of its own: every file in a scratch directory, every port on loopback."""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from pathlib import Path

FIRST_PORT, LAST_PORT = 20000, 32000
DAEMONS = Path("/usr/lib/postfix/sbin")

# Every service that Postfix needs beside the SMTP servers under test, in the columns of master.cf.
INTERNAL = """\
pickup     unix       n n n 60    1 pickup
cleanup    unix       n - y -     0 cleanup
qmgr       unix       n - n 300   1 qmgr
tlsmgr     unix       - - y 1000? 1 tlsmgr
rewrite    unix       - - y -     - trivial-rewrite
bounce     unix       - - y -     0 bounce
defer      unix       - - y -     0 bounce
trace      unix       - - y -     0 bounce
verify     unix       - - y -     1 verify
flush      unix       n - y 1000? 0 flush
proxymap   unix       - - n -     - proxymap
proxywrite unix       - - n -     1 proxymap
smtp       unix       - - y -     - smtp
relay      unix       - - y -     - smtp
error      unix       - - y -     - error
retry      unix       - - y -     - error
discard    unix       - - y -     - discard
anvil      unix       - - y -     1 anvil
scache     unix       - - y -     1 scache
postlog    unix-dgram n - n -     1 postlogd
smtpd      pass       - - y -     - smtpd
dnsblog    unix       - - y -     0 dnsblog
tlsproxy   unix       - - y -     0 tlsproxy
"""


class Missing(Exception):
    """The machine lacks something; the text names the command that installs it."""


def demand():
    """Fails with the command to run when Postfix, openssl or the rights are missing."""
    if not (DAEMONS / "master").exists() or not shutil.which("postfix"):
        raise Missing("Postfix is missing: apt-get install -y postfix")
    if not shutil.which("openssl"):
        raise Missing("openssl is missing: apt-get install -y openssl")
    if os.geteuid() != 0:
        raise Missing("Postfix starts as root only: run this as root, for instance with sudo")


def free_ports(count):
    """Returns free ports below those that outgoing connections take, so that they stay free until they are opened."""
    ports = []
    for port in range(FIRST_PORT + os.getpid() % 4096, LAST_PORT):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
        ports.append(port)
        if len(ports) == count:
            return ports
    raise Missing(f"127.0.0.1 has no {count} free ports from {FIRST_PORT} to {LAST_PORT}: end what holds them")


def own_settings(options):
    """The lines of master.cf that override main.cf for one service."""
    return "".join(f"\n    -o {{ {name} = {value} }}" for name, value in options.items())


class Postfix:
    """A running instance; a context manager that always stops what it started."""

    def __init__(self, main, name_server=None):
        self.home = Path(tempfile.mkdtemp(prefix="smtpcodes-postfix-"))
        self.home.chmod(0o755)
        self.config, self.queue, self.data = (self.home / part for part in ("etc", "queue", "data"))
        for folder in (self.config, self.queue, self.data):
            folder.mkdir()
        owner = pwd.getpwnam("postfix")
        os.chown(self.data, owner.pw_uid, owner.pw_gid)
        self.main = {
            "compatibility_level": "3.6",
            "queue_directory": self.queue,
            "data_directory": self.data,
            "daemon_directory": DAEMONS,
            "command_directory": "/usr/sbin",
            "mail_owner": "postfix",
            "setgid_group": "postdrop",
            "maillog_file": self.home / "mail.log",
            "maillog_file_prefixes": self.home,
            "inet_interfaces": "127.0.0.1",
            "inet_protocols": "ipv4",
            "alias_maps": "",
            "alias_database": "",
            "max_idle": "5s",
            **main,
        }
        self.services = []
        self.started = False
        # Chrooted services read the resolver's settings from the queue directory.
        (self.queue / "etc").mkdir()
        if name_server:
            (self.queue / "etc/resolv.conf").write_text(f"nameserver {name_server}\noptions timeout:1 attempts:1\n")
        (self.queue / "etc/hosts").write_text("127.0.0.1 localhost\n")
        shutil.copy("/etc/services", self.queue / "etc/services")

    def certificate(self):
        """Writes a certificate and key that name nobody, and returns their paths."""
        key, certificate = self.home / "key.pem", self.home / "cert.pem"
        command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2",
                   "-subj", "/CN=mx.example.com", "-keyout", key, "-out", certificate]
        subprocess.run(command, check=True, capture_output=True, timeout=60)
        return certificate, key

    def listen(self, port, options, program="smtpd"):
        """Adds an SMTP server on a port, with settings of its own."""
        limit = "1" if program == "postscreen" else "-"
        self.services.append(f"127.0.0.1:{port} inet n - y - {limit} {program}{own_settings(options)}\n")

    def clean(self, name, options):
        """Adds a cleanup server with settings of its own, which an SMTP server names."""
        self.services.append(f"{name} unix n - y - 0 cleanup{own_settings(options)}\n")

    def __enter__(self):
        lines = [f"{name} = {value}\n" for name, value in self.main.items()]
        (self.config / "main.cf").write_text("".join(lines))
        (self.config / "master.cf").write_text(INTERNAL + "".join(self.services))
        try:
            self.command("start")
            self.started = True
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_):
        if self.started:
            self.command("stop")
        shutil.rmtree(self.home, ignore_errors=True)

    def command(self, word):
        done = subprocess.run(["postfix", "-c", self.config, word], capture_output=True, text=True, timeout=60)
        if done.returncode != 0:
            raise RuntimeError(f"postfix {word} failed: {done.stderr.strip()}\n{self.log()}")

    def log(self):
        """What the instance logged so far."""
        path = self.home / "mail.log"
        return path.read_text(errors="replace") if path.exists() else ""
