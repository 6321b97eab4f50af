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


def expected(cause, mta, place):
    """Kind, code, enhanced code, reason and command of a cause, as far as this sender passes them on."""
    if not cause.says or (cause.stage == "greeting" and mta.HIDES_GREETINGS):
        hidden = place == "bounce" and mta.WARNS_WITHOUT_CAUSE
        return {"kind": cause.kind, "code": None, "reason": "delivery_expired" if hidden else "connection_failed"}
    code, enhanced, _ = parsed(cause.says.encode() + b"\r\n")
    return {"kind": cause.kind, "code": int(code), "enhanced": enhanced, "reason": cause.reason,
            "command": cause.command}


def send_all(port):
    """Hands one message to each cause's recipient over to the server under test."""
    with smtplib.SMTP("127.0.0.1", port, timeout=30) as session:
        for cause in ALL:
            message = EmailMessage()
            message["From"], message["To"] = SENDER, cause.recipient
            message["Subject"] = f"About {cause.name}"
            message.set_content("At noon?")
            session.send_message(message)


def classified(program, kind, path, *options):
    """The events that the command reads, by recipient."""
    command = [program, "classify", "--from", kind, "--format", "jsonl", *options, path]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120)
    events = {}
    for line in done.stdout.splitlines():
        event = json.loads(line)
        events.setdefault(event["recipient"], []).append(event)
    if done.stderr:
        print(done.stderr, file=sys.stderr)
    return events


def differences(place, events, causes, mta):
    """What the command read otherwise than it was provoked, as sentences."""
    for cause in causes:
        found, source = events.get(cause.recipient, []), f"{mta.NAME} {place}"
        if not found:
            yield f"{source}: {cause.name}: there is no event, but it was {cause.kind}"
        for event in found:
            for key, value in expected(cause, mta, place).items():
                # Where the server gave no enhanced code the sender may write its own; not every source names a command.
                bare = (key == "enhanced" and value is None) or (key == "command" and event[key] is None)
                if event[key] != value and not bare:
                    yield f"{source}: {cause.name}: {key} is {event[key]}, not {value}: {event['text']}"


def strangers(place, events, mta):
    """Events about somebody whom no cause mailed; the sender gets the bounces, and a refused greeting names nobody."""
    for recipient in sorted(events.keys() - {SENDER, None} - {cause.recipient for cause in ALL}):
        yield f"{mta.NAME} {place}: nobody mailed {recipient}: {events[recipient][0]['text']}"


def said_of(cause, taken):
    """Whether a bounce or a warning about the cause came back."""
    return any(cause.recipient.encode() in message for message in taken)


def try_out(mta, program, cache, keep):
    """Plays all causes through one server; returns how many it met, and the differences."""
    taken = []
    port, nobody = free_ports(2)
    # An address each, because a sender holds the faults of one server against every port of its address.
    routes = {HOME: ("127.9.0.1", script.serve({}, taken, "127.9.0.1")), REFUSED.domain: ("127.9.0.2", nobody)}
    for number, cause in enumerate(CAUSES, 3):
        address = f"127.9.0.{number}"
        routes[cause.domain] = (address, script.serve({cause.stage: cause.says}, [], address))
    returned = [cause for cause in ALL if cause.kind != "delivered"]
    with mta.Sender(port, routes, cache) as sender:
        send_all(port)
        failing = [cause for cause in returned if cause.kind == "failed"]
        wait_for(lambda: len(taken) >= len(failing))
        sender.again()
        settled = wait_for(lambda: all(said_of(cause, taken) for cause in returned))
        folder = keep / mta.NAME
        shutil.rmtree(folder, ignore_errors=True)
        (folder / "bounces").mkdir(parents=True)
        shutil.copy(sender.log(), folder / "mail.log")
    for number, message in enumerate(taken):
        (folder / f"bounces/{number:03}.eml").write_bytes(message)
    silent = [] if settled else [cause.name for cause in returned if not said_of(cause, taken)]
    found = [f"{mta.NAME}: no bounce or warning came about {', '.join(silent)}"] if silent else []
    log = classified(program, "maillog", folder / "mail.log", "--deliveries")
    found += [*differences("log", log, ALL, mta), *strangers("log", log, mta)]
    bounces = classified(program, "message", folder / "bounces")
    found += [*differences("bounce", bounces, returned, mta), *strangers("bounce", bounces, mta)]
    return len(ALL), found


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--smtpcodes", required=True, type=Path, help="the command to test")
    parser.add_argument("--mta", choices=[mta.NAME for mta in MTAS], action="append", help="only this server")
    parser.add_argument("--keep", type=Path, help="keep logs and bounce messages here")
    parser.add_argument("--cache", type=Path, default=Path("/var/tmp/smtpcodes-mtas"), help="where to unpack packages")
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
