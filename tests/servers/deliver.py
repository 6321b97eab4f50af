#!/usr/bin/env python3
"""Sends real mail through real servers that meet refusals, and compares what `smtpcodes classify` reads in their
logs and bounce messages with what was provoked.

    tests/servers/deliver.py --smtpcodes target/debug/smtpcodes [--mta postfix] [--keep FOLDER]

Runs as root; needs Debian's postfix, and apt-get for the packages of the others, which it unpacks and does not install.
"""

import argparse
import json
import shutil
import smtplib
import subprocess
import sys
import tempfile
from email.message import EmailMessage
from pathlib import Path

from causes import CAUSES, HOME, REFUSED, SENDER
from fakes import script
from mtas import exim, opensmtpd, postfix, wait_for
from postfix import Missing, free_ports
from vectors import parsed

MTAS = [postfix, exim, opensmtpd]
LEAST = 25
ALL = [*CAUSES, REFUSED]


def expected(cause):
    """Kind, code, enhanced code and reason of a cause."""
    code = enhanced = None
    if cause.says:
        code, enhanced, _ = parsed(cause.says.encode() + b"\r\n")
    return {"kind": cause.kind, "code": code and int(code), "enhanced": enhanced, "reason": cause.reason}


def send_all(port):
    """Hands one message to each cause's recipient over to the server under test."""
    with smtplib.SMTP("127.0.0.1", port, timeout=30) as session:
        for cause in ALL:
            message = EmailMessage()
            message["From"], message["To"] = SENDER, cause.recipient
            message["Subject"] = f"About {cause.name}"
            message.set_content("At noon?")
            session.send_message(message)


def classified(program, kind, path):
    """The events that the command reads, by recipient."""
    command = [program, "classify", "--from", kind, "--format", "jsonl", path]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120)
    events = {}
    for line in done.stdout.splitlines():
        event = json.loads(line)
        events.setdefault(event["recipient"], []).append(event)
    if done.stderr:
        print(done.stderr, file=sys.stderr)
    return events


def differences(source, events, causes, kinds):
    """What the command read otherwise than it was provoked, as sentences."""
    for cause in causes:
        wanted = expected(cause)
        found = events.get(cause.recipient, [])
        of_kind = [event for event in found if event["kind"] in kinds]
        if not of_kind:
            yield f"{source}: {cause.name}: no event says {'/'.join(kinds)}, but {[e['kind'] for e in found]}"
        for event in of_kind:
            for key, value in wanted.items():
                if event[key] != value:
                    yield f"{source}: {cause.name}: {key} is {event[key]}, not {value}: {event['text']}"


def try_out(mta, program, cache, keep):
    """Plays all causes through one server; returns how many it met, and the differences."""
    taken = []
    routes = {cause.domain: script.serve({cause.stage: cause.says}, []) for cause in CAUSES}
    routes[HOME] = script.serve({}, taken)
    port, routes[REFUSED.domain] = free_ports(2)
    failing = [cause for cause in ALL if cause.kind == "failed"]
    with mta.Sender(port, routes, cache) as sender:
        send_all(port)
        settled = wait_for(lambda: len(taken) >= len(failing))
        sender.again()
        wait_for(lambda: len(taken) >= len(ALL) - 2, 15)
        folder = keep / mta.NAME
        shutil.rmtree(folder, ignore_errors=True)
        (folder / "bounces").mkdir(parents=True)
        shutil.copy(sender.log(), folder / "mail.log")
    for number, message in enumerate(taken):
        (folder / f"bounces/{number:03}.eml").write_bytes(message)
    found = [] if settled else [f"{mta.NAME}: only {len(taken)} of {len(failing)} bounces came within a minute"]
    log = classified(program, "maillog", folder / "mail.log")
    found += [line for cause in ALL for line in differences(f"{mta.NAME} log", log, [cause], [cause.kind])]
    bounces = classified(program, "message", folder / "bounces")
    found += differences(f"{mta.NAME} bounce", bounces, failing, ["failed"])
    return len(ALL), found


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--smtpcodes", required=True, type=Path, help="the command to test")
    parser.add_argument("--mta", choices=[mta.NAME for mta in MTAS], action="append", help="only this server")
    parser.add_argument("--keep", type=Path, help="keep logs and bounce messages here")
    parser.add_argument("--cache", type=Path, default=Path("/var/tmp/smtpcodes-mtas"), help="where packages are unpacked")
    arguments = parser.parse_args()
    assert len(ALL) >= LEAST, "each server meets at least this many causes"
    failed = False
    with tempfile.TemporaryDirectory(prefix="smtpcodes-deliver-") as scratch:
        for mta in MTAS:
            if arguments.mta and mta.NAME not in arguments.mta:
                continue
            try:
                count, found = try_out(mta, arguments.smtpcodes, arguments.cache, arguments.keep or Path(scratch))
            except Missing as missing:
                count, found = 0, [str(missing)]
            print(f"{mta.NAME}: {count} causes, {len(found)} differences")
            print("".join(f"  {line}\n" for line in found), end="", file=sys.stderr)
            failed = failed or bool(found)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
