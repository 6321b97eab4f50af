"""Clients: names, lists, limits, patience; and postscreen, which tests a client before it meets a mail server."""

from dialogue import Raw, Silence, Whatever

from . import EHLO, FORGED, LISTED, MAIL, NAMELESS, RCPT, STRANGER, rcpt, said, table

WHY = "What is said of the client's address, name, lists and pace, by smtpd and by postscreen."

RECIPIENT = "smtpd_recipient_restrictions"


def client(name, reason, restriction, address=STRANGER, helo=EHLO, **conf):
    """The answer to RCPT when a restriction about the client spoke."""
    return rcpt(name, reason, client=address, helo=helo, conf={"smtpd_client_restrictions": restriction, **conf})


def greeted(name, reason, helo, restriction, **conf):
    return rcpt(name, reason, helo=helo, conf={"smtpd_helo_restrictions": restriction, **conf})


def banned(name, reason, answer):
    return client(name, reason, f"check_client_access {table(**{STRANGER: answer})}")


NAMES = [
    client("no-reverse-name", "reverse_dns_invalid", "reject_unknown_reverse_client_hostname", NAMELESS),
    client("no-matching-name", "reverse_dns_invalid", "reject_unknown_client_hostname", FORGED),
    client("no-name-550", "reverse_dns_invalid", "reject_unknown_client_hostname", NAMELESS,
           unknown_client_reject_code="550"),
    greeted("helo-invalid", "reverse_dns_invalid", "HELO bad_name!", "reject_invalid_helo_hostname"),
    greeted("helo-not-fqdn", "reverse_dns_invalid", "HELO host", "reject_non_fqdn_helo_hostname"),
    greeted("helo-unknown", "reverse_dns_invalid", "HELO host.nowhere.example", "reject_unknown_helo_hostname"),
    greeted("helo-access", "reverse_dns_invalid", "HELO mx.example.com",
            f"check_helo_access {table(**{'mx.example.com': 'REJECT'})}"),
    greeted("helo-access-our-name", "reverse_dns_invalid", "HELO mx.example.com",
            f"check_helo_access {table(**{'mx.example.com': '550 5.7.1 You are not me, use your own HELO name'})}"),
    client("reverse-name-banned", "reverse_dns_invalid",
           "check_reverse_client_hostname_access "
           + table(**{"client.example.net": "REJECT Generic reverse DNS, use your provider's server"})),
]

LISTS = [
    client("rbl-zen", "ip_blocklisted", "reject_rbl_client zen.spamhaus.org", LISTED),
    client("rbl-spamcop", "ip_blocklisted", "reject_rbl_client bl.spamcop.net", LISTED),
    client("rbl-barracuda", "ip_blocklisted", "reject_rbl_client b.barracudacentral.org", LISTED),
    client("rbl-no-text", "ip_blocklisted", "reject_rbl_client dnsbl.example.org", LISTED),
    client("rbl-later", "ip_blocklisted", "reject_rbl_client zen.spamhaus.org", LISTED, maps_rbl_reject_code="450"),
    client("rbl-own-words", "ip_blocklisted", "reject_rbl_client zen.spamhaus.org", LISTED,
           default_rbl_reply="$rbl_code Your address $client_address is listed at $rbl_domain, see https://check.spamhaus.org/"),
    rcpt("rhsbl-sender", "domain_blocklisted", sender="carl@listed.example.org",
         conf={"smtpd_sender_restrictions": "reject_rhsbl_sender dbl.spamhaus.org"}),
    rcpt("rhsbl-surbl", "domain_blocklisted", sender="carl@listed.example.org",
         conf={"smtpd_sender_restrictions": "reject_rhsbl_sender multi.surbl.org"}),
    rcpt("rhsbl-helo", "domain_blocklisted", helo="EHLO listed.example.org",
         conf={"smtpd_helo_restrictions": "reject_rhsbl_helo dbl.spamhaus.org"}),
    client("rhsbl-client", "domain_blocklisted", "reject_rhsbl_client dbl.spamhaus.org", LISTED),
    banned("client-access-reject", "ip_blocklisted", "REJECT"),
    banned("client-access-local-list", "ip_blocklisted", "REJECT Your IP address is on our local blacklist"),
    banned("client-access-spam-source", "ip_blocklisted", "550 5.7.1 IP address blocked because of spam"),
    banned("client-access-dynamic", "ip_blocklisted", "554 5.7.1 Dynamic IP address, use your provider's server"),
    banned("client-access-reputation", "reputation_low", "554 5.7.1 Poor reputation of the sending address"),
    banned("client-access-disconnect", "ip_blocklisted", "521 5.7.1 Access denied"),
    said("client-refused-at-greeting", "ip_blocklisted",
         conf={"smtpd_client_restrictions": "reject", "smtpd_delay_reject": "no"}),
    said("client-refused-at-ehlo", "policy_rejected", Whatever(EHLO),
         conf={"smtpd_client_restrictions": "reject", "smtpd_delay_reject": "no"}),
]

LIMITS = [
    said("too-many-connections", "rate_limited", conf={"smtpd_client_connection_count_limit": "1"}, crowd=1),
    said("connection-rate", "rate_limited", conf={"smtpd_client_connection_rate_limit": "1"}, crowd=1),
    said("message-rate", "rate_limited", EHLO, MAIL, "RSET", MAIL, conf={"smtpd_client_message_rate_limit": "1"}),
    said("recipient-rate", "rate_limited", EHLO, MAIL, RCPT, RCPT, conf={"smtpd_client_recipient_rate_limit": "1"}),
    said("too-many-errors", "protocol_error", EHLO, Whatever("XYZZY", 2), conf={"smtpd_hard_error_limit": "1"}),
    said("too-many-unknown-users", "protocol_error", EHLO, MAIL, Whatever("RCPT TO:<nobody@example.com>", 3),
         conf={"smtpd_hard_error_limit": "2", "smtpd_soft_error_limit": "10"}),
    said("timeout", "connection_failed", EHLO, Silence(), conf={"smtpd_timeout": "1s"}),
]

TOLD = [
    banned("client-access-too-fast", "rate_limited", "450 4.7.1 You are sending too fast, slow down"),
    rcpt("defer-all", "service_unavailable", conf={RECIPIENT: "defer"}),
    rcpt("defer-if-permit", "policy_rejected", conf={RECIPIENT: "defer_if_permit, permit"}),
    rcpt("reject-all", "policy_rejected", conf={RECIPIENT: "reject"}),
]



SCREEN = {"postscreen_greet_wait": "1s", "postscreen_cache_map": "btree:$data_directory/<name>",
          "postscreen_greet_banner": ""}


def screened(name, reason, *steps, **more):
    """A session that postscreen answers."""
    conf = {**SCREEN, **more.pop("conf", {})}
    return said(f"postscreen-{name}", reason, *steps, conf=conf, program="postscreen", **more)


# postscreen lets in whom it has not looked up when the wait is over: a busy machine needs longer
DNSBL = {"postscreen_dnsbl_sites": "zen.spamhaus.org", "postscreen_dnsbl_action": "enforce",
         "postscreen_greet_wait": "4s"}
SCREENED = [
    screened("talks-first", "protocol_error", Whatever(MAIL), RCPT, early=f"{EHLO}\r\n".encode(),
             conf={"postscreen_greet_action": "enforce", "postscreen_greet_banner": "mx.example.com please wait"}),
    screened("dnsbl", "ip_blocklisted", EHLO, MAIL, RCPT, client=LISTED, conf=DNSBL),
    screened("dnsbl-dropped", "ip_blocklisted", client=LISTED, conf={**DNSBL, "postscreen_dnsbl_action": "drop"}),
    screened("dnsbl-renamed", "ip_blocklisted", EHLO, MAIL, RCPT, client=LISTED,
             conf={**DNSBL, "postscreen_dnsbl_reply_map": table(**{"zen.spamhaus.org": "zen.example.org"})}),
    screened("denied", "service_unavailable", EHLO, MAIL, RCPT,
             conf={"postscreen_access_list": f"cidr:{{ {{ {STRANGER}/32 reject }} }}",
                   "postscreen_denylist_action": "enforce"}),
    screened("denied-dropped", "service_unavailable",
             conf={"postscreen_access_list": f"cidr:{{ {{ {STRANGER}/32 reject }} }}",
                   "postscreen_denylist_action": "drop"}),
    screened("come-back", "service_unavailable", EHLO, MAIL, RCPT, conf={"postscreen_pipelining_enable": "yes"}),
    screened("web-request", "protocol_error", Raw(b"GET / HTTP/1.0\r\n"),
             conf={"postscreen_non_smtp_command_enable": "yes", "postscreen_non_smtp_command_action": "drop"}),
    screened("pipelining", "protocol_error", EHLO, Raw(f"{MAIL}\r\n{RCPT}\r\n".encode(), "RCPT", 2),
             conf={"postscreen_pipelining_enable": "yes", "postscreen_pipelining_action": "enforce",
                   "postscreen_discard_ehlo_keywords": "pipelining"}),
    screened("too-many-connections", "rate_limited", crowd=1,
             conf={"postscreen_pipelining_enable": "yes", "postscreen_client_connection_count_limit": "1"}),
    screened("tls-required", "tls_failure", EHLO, MAIL,
             conf={"postscreen_pipelining_enable": "yes", "postscreen_tls_security_level": "encrypt"}),
]

SCENARIOS = NAMES + LISTS + LIMITS + TOLD + SCREENED
