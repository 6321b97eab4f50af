"""Senders: addresses that cannot be, domains that do not resolve, logins that fail."""

from dialogue import StartTls, Whatever
from fakes.sasl import plain

from . import EHLO, MAIL, RCPT, rcpt, said, table

WHY = "Senders that cannot be right, logins that fail and encryption that is missing: the recipient is not at fault."


def sender(name, reason, address, restriction, **conf):
    """The answer to RCPT when a sender restriction spoke."""
    return rcpt(name, reason, sender=address, conf={"smtpd_sender_restrictions": restriction, **conf})


def banned(name, reason, answer, address="carl@example.net"):
    return sender(name, reason, address, f"check_sender_access {table(**{address: answer})}")


ADDRESSES = [
    sender("sender-not-fqdn", "sender_rejected", "carl@host", "reject_non_fqdn_sender"),
    sender("sender-domain-unknown", "sender_rejected", "carl@nowhere.example", "reject_unknown_sender_domain"),
    sender("sender-domain-unknown-550", "sender_rejected", "carl@nowhere.example", "reject_unknown_sender_domain",
           unknown_address_reject_code="550"),
    sender("sender-domain-null-mx", "sender_rejected", "carl@nomail.example.net", "reject_unknown_sender_domain"),
    sender("sender-domain-dns-broken", "sender_rejected", "carl@broken.example.net", "reject_unknown_sender_domain"),
    sender("sender-domain-odd-mx", "sender_rejected", "carl@odd.example.net", "reject_unknown_sender_domain"),
    sender("sender-unlisted", "sender_rejected", "nobody@example.com", "reject_unlisted_sender"),
    sender("sender-unverified", "sender_rejected", "gone@verify.example.com", "reject_unverified_sender"),
    sender("sender-unverified-later", "sender_rejected", "busy@verify.example.com", "reject_unverified_sender"),
    sender("sender-mx-banned", "sender_rejected", "carl@example.net",
           f"check_sender_mx_access {table(**{'203.0.113.25': 'REJECT'})}"),
    sender("sender-ns-banned", "sender_rejected", "carl@example.net",
           f"check_sender_ns_access {table(**{'ns.example.net': 'REJECT We take no mail from this hosting company'})}"),
    banned("sender-access-reject", "sender_rejected", "REJECT"),
    banned("sender-access-banned", "sender_rejected", "550 5.1.8 This sender address is blocked here"),
    banned("sender-access-spammer", "sender_rejected", "554 5.7.1 Rejected by our local policy"),
    banned("sender-access-complaints", "reputation_low", "554 5.7.1 Too many complaints about your domain"),
    banned("sender-access-later", "sender_rejected", "450 4.7.1 Policy violation, try again later"),
    rcpt("null-sender-refused", "sender_rejected", sender="",
         conf={"smtpd_sender_restrictions": f"check_sender_access {table(**{'<>': 'REJECT No bounces here'})}"}),
    rcpt("restriction-class", "sender_rejected",
         conf={"smtpd_restriction_classes": "no_strangers",
               "no_strangers": "reject",
               "smtpd_sender_restrictions": f"check_sender_access {table(**{'example.net': 'no_strangers'})}"}),
]

LOGIN = {"smtpd_sasl_auth_enable": "yes"}
CLOSED = {**LOGIN, "smtpd_client_restrictions": "permit_sasl_authenticated, reject"}
OWNED = {**LOGIN, "smtpd_sender_login_maps": table(**{"carl@example.net": "carl"}),
         "smtpd_sender_restrictions": "reject_sender_login_mismatch"}


def login(name, reason, *steps, conf=LOGIN):
    return said(name, reason, EHLO, *steps, conf=conf)


LOGINS = [
    login("auth-ok", None, f"AUTH PLAIN {plain('anna')}"),
    login("auth-challenge", None, "AUTH LOGIN"),
    login("auth-wrong-password", "credentials_rejected", f"AUTH PLAIN {plain('ben')}"),
    login("auth-disabled-account", "credentials_rejected", f"AUTH PLAIN {plain('locked')}"),
    login("auth-expired-password", "credentials_rejected", f"AUTH PLAIN {plain('expired')}"),
    login("auth-service-down", "credentials_rejected", f"AUTH PLAIN {plain('broken')}"),
    login("auth-service-lost", "credentials_rejected", f"AUTH PLAIN {plain('vanishing')}"),
    login("auth-bad-base64", "credentials_rejected", "AUTH PLAIN ***"),
    login("auth-aborted", "credentials_rejected", "AUTH PLAIN", "*"),
    login("auth-unknown-mechanism", "credentials_rejected", "AUTH GSSAPI"),
    login("auth-syntax", "protocol_error", "AUTH"),
    login("auth-twice", "protocol_error", f"AUTH PLAIN {plain('anna')}", f"AUTH PLAIN {plain('anna')}"),
    login("auth-within-mail", "protocol_error", MAIL, f"AUTH PLAIN {plain('anna')}"),
    login("auth-not-enabled", "credentials_rejected", f"AUTH PLAIN {plain('anna')}", conf={}),
    login("auth-too-often", "rate_limited", Whatever(f"AUTH PLAIN {plain('ben')}", 2),
          conf={**LOGIN, "smtpd_client_auth_rate_limit": "1"}),
    login("auth-needs-tls", "credentials_rejected", f"AUTH PLAIN {plain('anna')}",
          conf={**LOGIN, "smtpd_tls_auth_only": "yes", "smtpd_tls_security_level": "may"}),
    login("login-required", "ip_blocklisted", MAIL, RCPT, conf=CLOSED),
    login("sender-not-logged-in", "credentials_rejected", MAIL, RCPT, conf=OWNED),
    login("sender-not-owned", "sender_rejected", f"AUTH PLAIN {plain('anna')}", MAIL, RCPT, conf=OWNED),
]

TLS = {"smtpd_tls_security_level": "encrypt"}
ENCRYPTION = [
    login("tls-required", "tls_failure", MAIL, conf=TLS),
    login("tls-already-active", "protocol_error", StartTls(), EHLO, "STARTTLS", conf=TLS),
    login("tls-syntax", "protocol_error", "STARTTLS now", conf=TLS),
    login("tls-not-offered", "protocol_error", "STARTTLS", conf={}),
    login("tls-broken-certificate", "tls_failure", "STARTTLS",
          conf={"smtpd_tls_security_level": "may", "smtpd_tls_cert_file": "/nonexistent.pem"}),
    login("tls-plaintext-session", "tls_failure", MAIL, RCPT,
          conf={"smtpd_client_restrictions": "reject_plaintext_session"}),
]

SCENARIOS = ADDRESSES + LOGINS + ENCRYPTION
