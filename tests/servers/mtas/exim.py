"""Exim as the sender."""

from pathlib import Path

from fakes import dns
from jail import FIRST_ID, Jail

from . import wait_for

NAME = "exim"
HIDES_GREETINGS = False
# Its warning of a delay names no cause where no server answered, only that time passes.
WARNS_WITHOUT_CAUSE = True
USERS = {"Debian-exim": "/var/spool/exim4"}
SETTINGS = """\
primary_hostname = mx.example.com
spool_directory = /var/spool/exim4
log_file_path = /var/log/exim4/%slog
pid_file_path = /run/exim.pid
local_interfaces = 127.0.0.1
daemon_smtp_ports = {port}
tls_advertise_hosts =
keep_environment =
queue_run_in_order = false
remote_max_parallel = 4
smtp_accept_queue_per_connection = 1000
delay_warning = 1s
acl_smtp_rcpt = take
begin acl
take:
  accept
begin routers
scripted:
  driver = manualroute
  route_data = ${{lookup{{$domain}}lsearch{{/etc/routes}}}}
  transport = remote
  self = send
begin transports
remote:
  driver = smtp
  hosts_try_prdr =
begin retry
* * F,1h,1s
"""


class Sender:
    """Exim with a route for each domain."""

    def __init__(self, port, routes, cache):
        self.jail = Jail(["exim4-daemon-light", "exim4-base"], cache, USERS, dns.ADDRESS)
        self.jail.write("etc/exim4/exim4.conf", SETTINGS.format(port=port).splitlines())
        self.jail.write("etc/routes", [f"{domain}: {host}::{to}" for domain, (host, to) in routes.items()])
        for path in ("var/spool/exim4", "var/log/exim4"):
            self.jail.folder(path, FIRST_ID, FIRST_ID, 0o750)

    def __enter__(self):
        self.jail.start("/usr/sbin/exim4", "-bdf", "-q10s")
        if not wait_for(lambda: (self.jail.root / "var/log/exim4/mainlog").exists(), 20):
            text = self.jail.output()
            self.jail.close()
            raise RuntimeError(f"Exim did not start: {text}")
        return self

    def __exit__(self, *_):
        self.jail.close()

    def log(self) -> Path:
        return self.jail.root / "var/log/exim4/mainlog"

    def again(self):
        """Tries everything delayed once more."""
        self.jail.run("/usr/sbin/exim4", "-qf")
