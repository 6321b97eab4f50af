"""Postfix as the sender."""

from pathlib import Path

from postfix import Postfix, demand

NAME = "postfix"
HIDES_GREETINGS = False
WARNS_WITHOUT_CAUSE = False


class Sender:
    """Postfix with a transport for each domain."""

    def __init__(self, port, routes, _cache):
        demand()
        transports = ", ".join(f"{{ {domain} = smtp:[{host}]:{to} }}" for domain, (host, to) in routes.items())
        self.server = Postfix({
            "myhostname": "mx.example.com",
            "mydestination": "",
            "mynetworks": "127.0.0.0/8",
            "transport_maps": f"inline:{{ {transports} }}",
            "smtp_tls_security_level": "none",
            "delay_warning_time": "1s",
            "notify_classes": "",
            "minimal_backoff_time": "2s",
            "queue_run_delay": "2s",
        })
        self.server.listen(port, {})

    def __enter__(self):
        self.server.__enter__()
        return self

    def __exit__(self, *_):
        self.server.__exit__()

    def log(self) -> Path:
        return self.server.home / "mail.log"

    def again(self):
        """Tries everything delayed once more."""
        self.server.command("flush")
