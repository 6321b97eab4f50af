"""Commands: what succeeds, what is misspelt, what comes too early, what is not offered."""

from dialogue import Raw, StartTls, Whatever

from . import EHLO, MAIL, RCPT, mail, rcpt, said, send

WHY = (
    "Commands that succeed, are misspelt, come too early or are not offered: "
    "the sending software is at fault, never the address."
)

WELCOME = [
    said("greeting", None),
    said("helo", None, "HELO client.example.net"),
    said("ehlo", None, EHLO),
    said("mail-ok", None, EHLO, MAIL),
    said("rcpt-ok", None, EHLO, MAIL, RCPT),
    said("data-go-ahead", None, EHLO, MAIL, RCPT, "DATA"),
    send("queued", None, "Subject: Lunch\n\nAt noon?"),
    said("bdat-ok", None, EHLO, MAIL, RCPT, Raw(b"BDAT 16\r\nSubject: Lunch\r\n", "BDAT")),
    said("rset", None, EHLO, MAIL, "RSET"),
    said("noop", None, EHLO, "NOOP"),
    said("quit", None, EHLO, "QUIT"),
    said("etrn", None, EHLO, "ETRN example.org"),
    said("vrfy-cannot-say", None, EHLO, "VRFY anna@example.com"),
    said("starttls-ready", None, EHLO, StartTls(), conf={"smtpd_tls_security_level": "may"}),
    said("web-request", None, "GET / HTTP/1.0"),
]

SYNTAX = [
    said("unknown-command", "protocol_error", EHLO, "XYZZY"),
    said("expn", "protocol_error", EHLO, "EXPN staff"),
    said("help", "protocol_error", EHLO, "HELP"),
    said("ehlo-without-name", "protocol_error", "EHLO"),
    said("helo-without-name", "protocol_error", "HELO"),
    said("rset-syntax", "protocol_error", EHLO, "RSET now"),
    said("data-syntax", "protocol_error", EHLO, MAIL, RCPT, "DATA now"),
    said("vrfy-syntax", "protocol_error", EHLO, "VRFY"),
    said("mail-syntax", "protocol_error", EHLO, "MAIL carl@example.net"),
    said("rcpt-syntax", "protocol_error", EHLO, MAIL, "RCPT anna@example.com"),
    mail("mail-unknown-option", "protocol_error", "<carl@example.net> COLOUR=blue"),
    said("rcpt-unknown-option", "protocol_error", EHLO, MAIL, f"{RCPT} COLOUR=blue"),
    mail("mail-bad-size", "protocol_error", "<carl@example.net> SIZE=big"),
    mail("mail-bad-body", "protocol_error", "<carl@example.net> BODY=9BIT"),
    mail("mail-bad-ret", "protocol_error", "<carl@example.net> RET=SOME"),
    said("rcpt-bad-notify", "protocol_error", EHLO, MAIL, f"{RCPT} NOTIFY=SOMETIMES"),
    said("bdat-syntax", "protocol_error", EHLO, MAIL, RCPT, "BDAT many"),
    rcpt("bad-recipient-syntax", "address_invalid", "anna@example.com>junk<"),
    rcpt("empty-recipient", "address_invalid", ""),
    mail("bad-sender-syntax", "sender_rejected", "<carl@example.net>junk"),
    said("unbracketed-strict", "sender_rejected", EHLO, "MAIL FROM:carl@example.net",
         conf={"strict_rfc821_envelopes": "yes"}),
]

SEQUENCE = [
    said("mail-before-helo", "protocol_error", MAIL, conf={"smtpd_helo_required": "yes"}),
    said("rcpt-before-mail", "protocol_error", EHLO, RCPT),
    said("data-before-rcpt", "protocol_error", EHLO, MAIL, "DATA"),
    said("data-before-mail", "protocol_error", EHLO, "DATA"),
    said("bdat-before-mail", "protocol_error", EHLO, Raw(b"BDAT 0 LAST\r\n", "BDAT")),
    said("nested-mail", "protocol_error", EHLO, MAIL, MAIL),
    said("data-without-valid-recipient", "protocol_error", EHLO, MAIL,
         Whatever("RCPT TO:<nobody@example.com>"), "DATA"),
    said("data-within-bdat", "protocol_error", EHLO, MAIL, RCPT, Raw(b"BDAT 4\r\nA: b", "BDAT"), "DATA"),
    said("pipelined-at-once", "protocol_error", Raw(f"{EHLO}\r\n{MAIL}\r\n{RCPT}\r\nDATA\r\n".encode(), "DATA", 4),
         conf={"smtpd_data_restrictions": "reject_unauth_pipelining", "smtpd_discard_ehlo_keywords": "pipelining"}),
]

SWITCHED_OFF = [
    said("vrfy-disabled", "protocol_error", EHLO, "VRFY anna@example.com", conf={"disable_vrfy_command": "yes"}),
    said("etrn-refused", "policy_rejected", EHLO, "ETRN example.org", conf={"smtpd_etrn_restrictions": "reject"}),
    said("etrn-not-ours", "service_unavailable", EHLO, "ETRN example.net"),
    said("etrn-syntax", "protocol_error", EHLO, "ETRN"),
    said("bdat-not-offered", "protocol_error", EHLO, MAIL, RCPT, "BDAT 0 LAST",
         conf={"smtpd_discard_ehlo_keywords": "chunking"}),
    said("xclient-not-allowed", "policy_rejected", EHLO, "XCLIENT ADDR=192.0.2.9"),
    mail("dsn-not-offered", "protocol_error", "<carl@example.net> RET=HDRS",
         conf={"smtpd_discard_ehlo_keywords": "dsn"}),
    mail("smtputf8-not-offered", "content_malformed", "<carl@example.net> SMTPUTF8", conf={"smtputf8_enable": "no"}),
    rcpt("smtputf8-not-declared", "content_malformed", "jürgen@example.com", conf={"strict_smtputf8": "yes"}),
    mail("smtputf8-sender-not-declared", "content_malformed", "<jürgen@example.net>", conf={"strict_smtputf8": "yes"}),
]

SCENARIOS = WELCOME + SYNTAX + SEQUENCE + SWITCHED_OFF
