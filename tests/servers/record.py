#!/usr/bin/env python3
"""Provokes replies of Debian's Postfix over real SMTP, and keeps or compares what it says.

    tests/servers/record.py --check     provoke again, compare with spec/vectors/servers.yaml, exit 1 on a difference
    tests/servers/record.py --write     provoke and record

Runs as root (Postfix wants that) with an instance in a scratch directory on loopback;
needs Debian's postfix and openssl.
"""

import argparse
import difflib
import sys
from pathlib import Path

import postfix
import vectors
from dialogue import Unexpected, hear
from fakes import dns, milter, policy, refuser, sasl
from scenarios import clients, commands, content, recipients, senders, table

ROOT = Path(__file__).resolve().parents[2]
RECORD = ROOT / "spec/vectors/servers.yaml"
TABLES = [("commands", commands), ("recipients", recipients), ("senders", senders), ("clients", clients),
          ("content", content)]
DISTINCT_AT_LEAST = 40
RELAYED = ["anna@example.org", "gone@verify.example.com", "busy@verify.example.com", "slow@verify.example.com"]

# The one server that all scenarios change: example domains, no open relay, limits that only scenarios lower.
MAIN = {
    "myhostname": "mx.example.com",
    "mydestination": "local.example.com",
    "mynetworks": "192.0.2.0/24",
    "local_recipient_maps": table(anna="x"),
    "virtual_alias_domains": "alias.example.com",
    "virtual_alias_maps": "",
    "virtual_mailbox_domains": "example.com",
    "virtual_mailbox_maps": "<mailboxes>",
    "smtpd_relay_restrictions": "permit_mynetworks, reject_unauth_destination",
    "relay_domains": "example.org, verify.example.com",
    "relay_recipient_maps": table(**dict.fromkeys(RELAYED, "x")),
    "virtual_transport": "discard",
    "local_transport": "discard",
    "relay_transport": "relay:[127.0.0.1]:<refuser>",
    "default_transport": "discard",
    "smtpd_upstream_proxy_protocol": "haproxy",
    "postscreen_upstream_proxy_protocol": "haproxy",
    "smtpd_sasl_type": "dovecot",
    "smtpd_sasl_path": "private/auth",
    "smtpd_client_connection_count_limit": "0",
    "smtpd_error_sleep_time": "0",
    "smtpd_soft_error_limit": "10",
    "address_verify_poll_count": "5",
    "address_verify_poll_delay": "1s",
    "address_verify_map": "",
    "smtpd_tls_cert_file": "<certificate>",
    "smtpd_tls_key_file": "<key>",
    "smtp_tls_security_level": "none",
}


def filled(conf, values):
    """The settings with each `<placeholder>` replaced."""
    done = {}
    for name, value in conf.items():
        for word, real in values.items():
            value = str(value).replace(f"<{word}>", str(real))
        done[name] = value
    return done


def mailboxes(scenarios):
    """Every recipient in example.com exists except nobody: the filters are asked by the recipient's name."""
    names = {"anna", "ben"}
    for scenario in scenarios:
        for step in scenario.steps:
            if isinstance(step, str) and step.startswith("RCPT TO:<") and step.endswith("@example.com>"):
                names.add(step.removeprefix("RCPT TO:<").partition("@")[0])
    return table(**{f"{name}@example.com": "x" for name in sorted(names - {"nobody", ""}) if name.isascii()})


def provoke_all(scenarios):
    """Starts everything, plays every scenario in order, and returns the replies or what went wrong."""
    ports = postfix.free_ports(len(scenarios) + 1)
    values = {"policy": policy.serve(), "milter": milter.serve(), "refuser": refuser.serve(refuser.VERIFIED),
              "nobody": ports.pop(), "mailboxes": mailboxes(scenarios)}
    server = postfix.Postfix({}, name_server=dns.serve())
    values["certificate"], values["key"] = server.certificate()
    server.main.update(filled(MAIN, values))
    for scenario, port in zip(scenarios, ports, strict=True):
        conf = dict(scenario.conf)
        if scenario.cleanup:
            conf["cleanup_service_name"] = f"cleanup-{scenario.name}"
            server.clean(conf["cleanup_service_name"], filled(scenario.cleanup, values))
        server.listen(port, filled(conf, {**values, "name": scenario.name}), scenario.program)
    replies, problems = [], []
    with server:
        sasl.serve(server.queue / "private/auth")
        for scenario, port in zip(scenarios, ports, strict=True):
            try:
                reply = hear(port, scenario.client, scenario.steps, scenario.early, scenario.crowd)
                replies.append(reply)
                if reply.startswith((b"2", b"3")) != (scenario.reason is None):
                    problems.append(f"{scenario.name}: {reply!r} does not go with the reason {scenario.reason}")
            except (Unexpected, OSError) as error:
                problems.append(f"{scenario.name}: {error}")
        if problems:
            print(server.log(), file=sys.stderr)
    return replies, problems


def compare(text):
    """Prints how the record differs from what was heard; true when it does not."""
    recorded = RECORD.read_text() if RECORD.exists() else ""
    difference = difflib.unified_diff(recorded.splitlines(), text.splitlines(), "recorded", "heard", "", "", 0, "")
    lines = list(difference)
    print("".join(f"{line}\n" for line in lines), end="", file=sys.stderr)
    if lines:
        print(f"The replies differ from {RECORD.relative_to(ROOT)}. When Postfix has really changed: "
              "tests/servers/record.py --write", file=sys.stderr)
    return not lines


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    mode = parser.add_mutually_exclusive_group(required=True)
    mode.add_argument("--check", action="store_true")
    mode.add_argument("--write", action="store_true")
    arguments = parser.parse_args()
    try:
        postfix.demand()
    except postfix.Missing as missing:
        print(missing, file=sys.stderr)
        return 1
    rows = [(name, module.WHY, scenario) for name, module in TABLES for scenario in module.SCENARIOS]
    replies, problems = provoke_all([scenario for _, _, scenario in rows])
    for problem in problems:
        print(problem, file=sys.stderr)
    if problems:
        return 1
    heard = [(*row, vectors.normalised(reply)) for row, reply in zip(rows, replies, strict=True)]
    distinct = len({reply for *_, reply in heard})
    print(f"{len(heard)} replies, {distinct} distinct")
    if distinct < DISTINCT_AT_LEAST:
        print(f"Fewer than {DISTINCT_AT_LEAST} distinct replies were heard.", file=sys.stderr)
        return 1
    text = vectors.document(heard, vectors.bounces(ROOT / "spec/reasons.yaml"))
    if arguments.write:
        RECORD.write_text(text)
        return 0
    return 0 if compare(text) else 1


if __name__ == "__main__":
    sys.exit(main())
