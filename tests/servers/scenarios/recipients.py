"""Recipients: unknown, malformed, moved, full, and domains that are not ours."""

from dialogue import Whatever

from . import EHLO, MAIL, OWN, rcpt, said, table

WHY = (
    "Recipients that are unknown, malformed, moved or full, and domains that are not the server's: "
    "the address is judged here."
)

def access(**recipients):
    """A server whose administrator wrote answers for single recipients."""
    rows = {f"{name}@example.com": answer for name, answer in recipients.items()}
    return {"smtpd_recipient_restrictions": f"check_recipient_access {table(**rows)}, permit"}


def refused(name, reason, answer):
    return rcpt(name, reason, conf=access(anna=answer))


VERIFY = {"smtpd_recipient_restrictions": "reject_unverified_recipient, permit"}
UNKNOWN = [
    rcpt("unknown-virtual-mailbox", "mailbox_unknown", "nobody@example.com"),
    rcpt("unknown-virtual-alias", "mailbox_unknown", "nobody@alias.example.com"),
    rcpt("unknown-relay-recipient", "mailbox_unknown", "nobody@example.org"),
    rcpt("unknown-local-recipient", "mailbox_unknown", "nobody@local.example.com"),
    rcpt("unknown-bare", "mailbox_unknown", "nobody@example.com", conf={"show_user_unknown_table_name": "no"}),
    rcpt("unknown-later", "mailbox_unknown", "nobody@local.example.com",
         conf={"unknown_local_recipient_reject_code": "450"}),
    rcpt("unknown-soft-bounce", "mailbox_unknown", "nobody@example.com", conf={"soft_bounce": "yes"}),
    rcpt("unknown-with-footer", "mailbox_unknown", "nobody@example.com",
         conf={"smtpd_reject_footer": r"\c. For help see https://example.com/help\n"
               "Name the client ($client_address) and the server ($server_name)"}),
    said("vrfy-unknown", "mailbox_unknown", EHLO, "VRFY nobody@example.com"),
    rcpt("unverified-unknown", "mailbox_unknown", "gone@verify.example.com", conf=VERIFY),
    rcpt("undeliverable-550", "mailbox_unknown", "gone@verify.example.com",
         conf={**VERIFY, "unverified_recipient_reject_code": "550"}),
    rcpt("undeliverable-own-words", "mailbox_unknown", "gone@verify.example.com",
         conf={**VERIFY, "unverified_recipient_reject_reason": "Address lookup failed"}),
    rcpt("unverified-in-progress", "service_unavailable", "slow@verify.example.com",
         conf={**VERIFY, "address_verify_poll_count": "1"}),
    rcpt("unverified-later", "system_error", "busy@verify.example.com", conf=VERIFY),
]

DOMAINS = [
    rcpt("relay-denied", "relay_denied", "dora@elsewhere.example"),
    rcpt("relay-deferred", "relay_denied", "dora@elsewhere.example",
         conf={"smtpd_relay_restrictions": "permit_mynetworks, defer_unauth_destination"}),
    rcpt("relay-code-550", "relay_denied", "dora@elsewhere.example", conf={"relay_domains_reject_code": "550"}),
    rcpt("sender-specified-routing", "relay_denied", "dora%elsewhere.example@example.com"),
]


def submitted(name, reason, recipient, restriction, **conf):
    """The answer to RCPT when one of our own clients sends to the world."""
    return rcpt(name, reason, recipient, client=OWN, conf={"smtpd_recipient_restrictions": restriction, **conf})


WORLD = [
    submitted("recipient-not-fqdn", "address_invalid", "anna@host", "reject_non_fqdn_recipient"),
    submitted("recipient-domain-unknown", "domain_unknown", "dora@nowhere.example",
              "reject_unknown_recipient_domain"),
    submitted("recipient-domain-unknown-550", "domain_unknown", "dora@nowhere.example",
              "reject_unknown_recipient_domain", unknown_address_reject_code="550"),
    submitted("recipient-domain-null-mx", "domain_no_mail", "dora@nomail.example.net",
              "reject_unknown_recipient_domain"),
    submitted("recipient-domain-dns-broken", "domain_unknown", "dora@broken.example.net",
              "reject_unknown_recipient_domain"),
    submitted("recipient-domain-listed", "domain_blocklisted", "dora@listed.example.org",
              "reject_rhsbl_recipient dbl.spamhaus.org"),
    submitted("recipient-mx-banned", "policy_rejected", "dora@example.net",
              f"check_recipient_mx_access {table(**{'203.0.113.25': 'REJECT'})}"),
]

# The text is the administrator's; Postfix adds what stands before it, and the codes where none were written.
WRITTEN = [
    refused("access-reject", "policy_rejected", "REJECT"),
    refused("access-defer", "policy_rejected", "DEFER"),
    refused("access-text-without-code", "mailbox_disabled", "REJECT This account has been disabled"),
    refused("access-code-without-enhanced", "mailbox_full", "552 Mailbox is over quota"),
    refused("access-code-with-enhanced", "mailbox_full", "552 5.2.2 Over quota"),
    refused("access-full-later", "mailbox_full", "452 4.2.2 Mailbox full"),
    refused("access-disabled", "mailbox_disabled", "550 5.2.1 Mailbox disabled, not accepting messages"),
    refused("access-inactive", "mailbox_disabled", "550 5.2.1 The account is inactive"),
    refused("access-moved", "mailbox_moved", "551 5.1.6 User has moved, please try anna@example.org"),
    refused("access-left-company", "mailbox_moved",
            "550 5.1.6 Address no longer in use, new address is anna@example.org"),
    refused("access-members-only", "recipient_restricted", "550 5.7.2 Only members may post to this list"),
    refused("access-internal-list", "recipient_restricted", "REJECT This list accepts mail from internal senders only"),
    refused("access-no-mail-host", "domain_no_mail", "521 5.3.2 This host does not accept mail"),
    refused("access-retired-host", "domain_no_mail", "556 5.1.10 Recipient domain does not accept mail"),
    refused("access-maintenance", "service_unavailable", "450 4.3.2 System is down for maintenance, try again later"),
    refused("access-disconnect", "service_unavailable", "421 4.3.2 Service shutting down"),
    refused("access-disk", "system_error", "452 4.3.1 Disk is full"),
    refused("access-defer-if-permit", "service_unavailable", "DEFER_IF_PERMIT"),
    refused("access-defer-if-permit-text", "system_error", "DEFER_IF_PERMIT Quota service is not reachable"),
    refused("access-loop", "routing_error", "554 5.4.6 Mail for example.com loops back to myself"),
]

LIMITS = [
    said("too-many-recipients", "too_many_recipients", EHLO, MAIL, Whatever("RCPT TO:<anna@example.com>", 3),
         conf={"smtpd_recipient_limit": "2"}),
    said("multi-recipient-bounce", "too_many_recipients", EHLO, "MAIL FROM:<>",
         Whatever("RCPT TO:<anna@example.com>"), Whatever("RCPT TO:<ben@example.com>"), "DATA",
         conf={"smtpd_data_restrictions": "reject_multi_recipient_bounce"}),
]

SCENARIOS = UNKNOWN + DOMAINS + WORLD + WRITTEN + LIMITS
