"""Messages: size, form, words, attachments; what filters, milters and policy services say; and own faults."""

from dialogue import Raw

from . import EHLO, MAIL, RCPT, mail, rcpt, said, send

WHY = (
    "What is said of the message by size, form and words, by filters and policy services, "
    "and when the server itself fails."
)

LUNCH = "Subject: Lunch\n\nAt noon?"
MANY_HOPS = "Received: by relay.example.net\n" * 60 + LUNCH
ATTACHED = """\
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary=b

--b
Content-Type: application/octet-stream; name="invoice.exe"
Content-Disposition: attachment; filename="invoice.exe"

MZ
--b--"""

def checked(name, reason, text=LUNCH, **cleanup):
    """A message that the cleanup server refuses, which has settings of its own."""
    return send(name, reason, text, cleanup=cleanup)


def row(pattern, answer):
    """A header_checks or body_checks table of one row."""
    return f"regexp:{{ {{ {pattern} {answer} }} }}"


EXECUTABLE = r"/name=.*\.exe/"


SIZES = [
    mail("size-declared", "message_too_large", "<carl@example.net> SIZE=99999999"),
    send("size-met", "message_too_large", "Subject: Big\n\n" + ("x" * 70 + "\n") * 40,
         conf={"message_size_limit": "2000"}),
    said("size-met-bdat", "message_too_large", EHLO, MAIL, RCPT,
         Raw(b"BDAT 3000 LAST\r\n" + b"A: " + b"x" * 2995 + b"\r\n", "BDAT"), conf={"message_size_limit": "2000"}),
    mail("disk-full", "system_error", "<carl@example.net> SIZE=10", conf={"queue_minfree": "9000000000000000"}),
]

FORM = [
    send("too-many-hops", "routing_error", MANY_HOPS),
    said("bare-line-feed", "content_malformed", EHLO, MAIL, RCPT, "DATA",
         Raw(b"Subject: Lunch\n\nAt noon?\r\n.\r\n", "DATA"), conf={"smtpd_forbid_bare_newline": "reject"}),
    checked("header-8bit", "content_malformed", "Subject: Müller\n\nHello", strict_7bit_headers="yes"),
    checked("body-8bit-undeclared", "content_malformed",
            "Subject: Lunch\nMIME-Version: 1.0\nContent-Type: text/plain\n\nMüller", strict_8bitmime_body="yes"),
    checked("mime-bad-encoding", "content_malformed",
            "MIME-Version: 1.0\nContent-Type: message/rfc822\nContent-Transfer-Encoding: base64\n\nSGVsbG8=",
            strict_mime_encoding_domain="yes"),
]

WORDS = [
    checked("header-refused", "spam_content", header_checks=row("/^Subject: Lunch/", "REJECT")),
    checked("header-refused-spam", "spam_content",
            header_checks=row("/^Subject: Lunch/", "REJECT Spam is not welcome here")),
    checked("header-refused-code", "spam_content",
            header_checks=row("/^Subject: Lunch/", "REJECT 5.7.1 Message rejected as spam")),
    checked("body-refused", "spam_content", body_checks=row("/noon/", "REJECT")),
    checked("body-refused-phishing", "spam_content",
            body_checks=row("/noon/", "REJECT Phishing link found in message")),
    checked("body-refused-url", "domain_blocklisted",
            body_checks=row("/noon/", "REJECT 5.7.1 URL in message is blacklisted")),
    checked("attachment-refused", "attachment_rejected", ATTACHED,
            mime_header_checks=row(EXECUTABLE, "REJECT Attachments of type .exe are not allowed")),
    checked("attachment-virus", "virus_detected", ATTACHED,
            mime_header_checks=row(EXECUTABLE, "REJECT 5.7.0 This attachment contains a virus")),
]

MILTER = {"smtpd_milters": "inet:127.0.0.1:<milter>", "milter_protocol": "2"}
ABSENT = {"smtpd_milters": "inet:127.0.0.1:<nobody>"}


def filtered(name, reason, recipient):
    return send(name, reason, LUNCH, f"{recipient}@example.com", conf=MILTER)


MILTERS = [
    rcpt("milter-reject-recipient", "policy_rejected", "milter-reject@example.com", conf=MILTER),
    rcpt("milter-tempfail-recipient", "service_unavailable", "milter-tempfail@example.com", conf=MILTER),
    said("milter-reject-sender", "policy_rejected", EHLO, "MAIL FROM:<milter-reject@example.net>", conf=MILTER),
    filtered("milter-spamassassin", "spam_content", "spam"),
    filtered("milter-spam", "spam_content", "spam-score"),
    filtered("milter-virus", "virus_detected", "virus"),
    filtered("milter-amavis-virus", "virus_detected", "virus-amavis"),
    filtered("milter-amavis-spam", "spam_content", "spam-amavis"),
    filtered("milter-amavis-banned", "attachment_rejected", "attachment-amavis"),
    filtered("milter-dmarc", "auth_failed", "dmarc"),
    filtered("milter-dkim", "auth_failed", "dkim"),
    filtered("milter-rspamd-greylist", "service_unavailable", "greylist"),
    filtered("milter-rspamd-ratelimit", "rate_limited", "ratelimit"),
    filtered("milter-tempfail-message", "service_unavailable", "no-decision"),
    filtered("milter-reject-message", "policy_rejected", "no-words"),
    mail("milter-absent", "service_unavailable", "<carl@example.net>", conf=ABSENT),
    said("milter-absent-reject", "service_unavailable",
         conf={**ABSENT, "milter_default_action": "reject"}),
]

POLICY = {"smtpd_recipient_restrictions": "check_policy_service inet:127.0.0.1:<policy>, permit"}


def asked(name, reason, recipient):
    return rcpt(name, reason, f"{recipient}@example.com", conf=POLICY)


POLICIES = [
    asked("policy-greylisted", "greylisted", "greylisted"),
    asked("policy-greylisted-seconds", "greylisted", "greylisted-seconds"),
    asked("policy-greylisted-milter", "greylisted", "greylisted-milter"),
    asked("policy-spf", "auth_failed", "spf"),
    asked("policy-spf-later", "auth_failed", "spf-later"),
    asked("policy-over-quota", "mailbox_full", "over-quota"),
    asked("policy-over-quota-later", "mailbox_full", "over-quota-later"),
    asked("policy-rate", "rate_limited", "rate"),
    asked("policy-reject", "policy_rejected", "no-text"),
    asked("policy-defer", "policy_rejected", "later"),
    rcpt("policy-service-absent", "system_error",
         conf={"smtpd_recipient_restrictions": "check_policy_service inet:127.0.0.1:<nobody>, permit",
               "smtpd_policy_service_try_limit": "1"}),
]

FAULTS = [
    rcpt("lookup-fails", "system_error",
         conf={"smtpd_recipient_restrictions": "check_recipient_access tcp:127.0.0.1:<nobody>, permit"}),
    rcpt("table-fails", "system_error",
         conf={"smtpd_recipient_restrictions": "check_recipient_access fail:broken, permit"}),
    rcpt("table-action-unknown", "system_error",
         conf={"smtpd_recipient_restrictions": "check_recipient_access static:{ nonsense words }, permit"}),
    rcpt("unknown-restriction", "system_error", conf={"smtpd_recipient_restrictions": "no_such_restriction, permit"}),
    said("before-queue-filter-absent", "system_error", EHLO, MAIL, RCPT,
         conf={"smtpd_proxy_filter": "127.0.0.1:<nobody>"}),
]

SCENARIOS = SIZES + FORM + WORDS + MILTERS + POLICIES + FAULTS
