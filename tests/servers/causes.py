"""Why mail that we really send is delayed, refused or taken: each cause is a domain with a server of its own."""

from dataclasses import dataclass

from fakes.script import HANG_UP


@dataclass(frozen=True)
class Cause:
    """One cause: the stage of the session, what the server says there, and the reason that this tells."""

    name: str
    reason: str | None
    stage: str
    says: str

    @property
    def domain(self):
        return f"{self.name}.example.net"

    @property
    def recipient(self):
        return f"anna@{self.domain}"

    @property
    def command(self):
        """The command that the stage answers, as spec/words.yaml spells it."""
        return {"greeting": "CONNECT", ".": "DATA"}.get(self.stage, self.stage)

    @property
    def kind(self):
        """What the sender makes of it."""
        if self.says.startswith("2"):
            return "delivered"
        return "failed" if self.says.startswith("5") else "delayed"


CAUSES = [
    Cause("taken", None, ".", "250 2.0.0 Ok: queued as 4ZkQpm3Wc1z9sR"),
    Cause("taken-plainly", None, ".", "250 OK"),
    Cause("unknown-user", "mailbox_unknown", "RCPT", "550 5.1.1 <anna@unknown-user.example.net>: no such user here"),
    Cause("unknown-no-enhanced", "mailbox_unknown", "RCPT", "550 No such user"),
    Cause("unknown-two-lines", "mailbox_unknown", "RCPT",
          "550-5.1.1 The account that you tried to reach does not exist.\r\n550 5.1.1 Check the address for typos."),
    Cause("disabled", "mailbox_disabled", "RCPT", "550 5.2.1 The account is disabled"),
    Cause("moved", "mailbox_moved", "RCPT", "551 5.1.6 User has moved, please try anna@example.org"),
    Cause("full", "mailbox_full", "RCPT", "552 5.2.2 Mailbox full"),
    Cause("full-for-now", "mailbox_full", "RCPT", "452 4.2.2 The mailbox is over quota"),
    Cause("members-only", "recipient_restricted", "RCPT", "550 5.7.2 Only members may post to this list"),
    Cause("no-relay", "relay_denied", "RCPT", "554 5.7.1 <anna@no-relay.example.net>: Relay access denied"),
    Cause("greylisted", "greylisted", "RCPT", "451 4.7.1 Greylisted, please try again in 300 seconds"),
    Cause("too-fast", "rate_limited", "MAIL", "450 4.7.1 Error: too much mail from 192.0.2.25"),
    Cause("too-fast-hello", "rate_limited", "greeting", "421 4.7.0 Too many connections from your IP, try again later"),
    Cause("shutting-down", "service_unavailable", "greeting", "421 4.3.2 Service shutting down"),
    Cause("shutting-down-late", "service_unavailable", "DATA", "421 4.3.2 Service not available, closing channel"),
    Cause("listed", "ip_blocklisted", "RCPT",
          "554 5.7.1 Service unavailable; Client host [192.0.2.25] blocked using zen.spamhaus.org; "
          "https://www.spamhaus.org/query/ip/192.0.2.25"),
    Cause("listed-domain", "domain_blocklisted", "MAIL",
          "554 5.7.1 Service unavailable; Sender address [carl@home.example.com] blocked using dbl.spamhaus.org"),
    Cause("no-reverse-name", "reverse_dns_invalid", "RCPT",
          "450 4.7.25 Client host rejected: cannot find your hostname, [192.0.2.25]"),
    Cause("sender-unknown", "sender_rejected", "MAIL",
          "550 5.1.8 <carl@home.example.com>: Sender address rejected: Domain not found"),
    Cause("no-login", "credentials_rejected", "MAIL", "530 5.7.0 Authentication required"),
    Cause("no-tls", "tls_failure", "MAIL", "530 5.7.0 Must issue a STARTTLS command first"),
    Cause("spf", "auth_failed", ".", "550 5.7.23 SPF check failed: 192.0.2.25 is not allowed to send for example.com"),
    Cause("dmarc", "auth_failed", ".",
          "550-5.7.26 Unauthenticated email is not accepted due to the domain's DMARC policy.\r\n"
          "550-5.7.26 Please contact the administrator of example.com.\r\n550 5.7.26 The mail was not taken."),
    Cause("spam", "spam_content", ".", "554 5.7.1 Message rejected as spam"),
    Cause("virus", "virus_detected", ".", "554 5.7.1 Virus found: Eicar-Test-Signature"),
    Cause("attachment", "attachment_rejected", ".", "552 5.7.0 Attachments of type .exe are not allowed"),
    Cause("too-large", "message_too_large", ".", "552 5.3.4 Message size exceeds fixed limit"),
    Cause("malformed", "content_malformed", ".", "550 5.6.0 Message has no valid From header"),
    Cause("policy", "policy_rejected", ".", "550 5.7.1 Message refused by local policy"),
    Cause("loop", "routing_error", ".", "554 5.4.6 Too many hops, the message loops"),
    Cause("disk", "system_error", "MAIL", "452 4.3.1 Insufficient system storage"),
    Cause("local-error", "system_error", ".", "451 4.3.0 Error: queue file write error"),
    Cause("syntax", "protocol_error", "RCPT", "501 5.5.4 Syntax error in parameters"),
    Cause("hangs-up", "connection_failed", "greeting", HANG_UP),
    Cause("hangs-up-late", "connection_failed", ".", HANG_UP),
]

# A domain whose server does not listen at all.
REFUSED = Cause("nobody-listens", "connection_failed", "connect", HANG_UP)
SENDER = "carl@home.example.com"
HOME = SENDER.partition("@")[2]
