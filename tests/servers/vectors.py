"""Turns heard replies into the text of spec/vectors/servers.yaml."""

import json
import re

HEAD = """\
# What Debian's Postfix really wrote, byte by byte: recorded over SMTP by tests/servers/record.py, not by hand.
#
# Each case is one provoked reply; tests/servers/scenarios says how it is provoked and which reason it tells.
# The servers have example names and addresses of their own (a name server and a PROXY line see to that), so that
# only two things of a run are replaced: a queue id becomes {queue_id}, and the loopback server that
# verifies addresses becomes {next_hop}.
# `tests/servers/record.py --check` provokes every reply again and compares; `--write` records anew.
"""
QUEUE_ID = "4ZkQpm3Wc1z9sR"
NEXT_HOP = "mx.example.org[203.0.113.26]:25"
RUN_DEPENDENT = [
    (re.compile(rb"(?<=queued as )[0-9A-Za-z]+"), QUEUE_ID.encode()),
    (re.compile(rb"(?:localhost|127\.0\.0\.1)\[127\.0\.0\.1\](?::[0-9]+)?"), NEXT_HOP.encode()),
]
REPLY_LINE = re.compile(rb"([2-5][0-9]{2})(?:[- ](.*))?")
ENHANCED = re.compile(rb"([245]\.(?:0|[1-9][0-9]{0,2})\.(?:0|[1-9][0-9]{0,2}))(?: |$)")
PERMANENCE = {"2": "success", "3": "intermediate", "4": "transient", "5": "permanent"}


def normalised(reply):
    """The reply with what differs from run to run replaced by example values."""
    for pattern, value in RUN_DEPENDENT:
        reply = pattern.sub(value, reply)
    return reply


def parsed(reply):
    """Code, enhanced code and lines, read independently of the project's own parser."""
    matches = [REPLY_LINE.fullmatch(line) for line in reply.removesuffix(b"\r\n").split(b"\r\n")]
    if not all(matches):
        raise ValueError(f"{reply!r} is no reply of lines that end in CRLF")
    lines = [match.group(2) or b"" for match in matches]
    enhanced = ENHANCED.match(lines[0])
    return matches[0].group(1).decode(), enhanced and enhanced.group(1).decode(), lines


def bounces(reasons_file):
    """What each reason says about an address, from spec/reasons.yaml."""
    text = reasons_file.read_text()
    return dict(re.findall(r"^- name: (\w+)\n(?:  .*\n)*?  bounce: (\w+)$", text, re.MULTILINE))


def flow(pairs):
    """A mapping on one line; every string is quoted as JSON, which YAML reads the same."""
    return "{" + ", ".join(f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in pairs) + "}"


def case(name, reply, command, expect):
    context = f", command: {command}" if command else ""
    text = json.dumps(reply.decode(), ensure_ascii=False)
    return f"  - {{name: {name}, text: {text}{context}, expect: {flow(expect)}}}\n"


def classify_case(scenario, reply, bounce_of):
    code, enhanced, _ = parsed(reply)
    bounce = bounce_of[scenario.reason] if scenario.reason else None
    if bounce and code.startswith("4"):
        bounce = "soft"
    expect = [("code", int(code)), ("enhanced", enhanced), ("permanence", PERMANENCE[code[0]]),
              ("reason", scenario.reason), ("bounce", bounce)]
    return case(f"postfix-{scenario.name}", reply, scenario.command, expect)


def parse_case(scenario, reply):
    code, enhanced, lines = parsed(reply)
    expect = [("code", int(code)), ("enhanced", enhanced), ("lines", [line.decode() for line in lines])]
    return case(f"postfix-{scenario.name}-parse", reply, None, expect)


def document(heard, bounce_of):
    """The whole file, from (group, why, scenario, reply) in the order of the tables."""
    text = HEAD.format(queue_id=QUEUE_ID, next_hop=NEXT_HOP)
    groups = {}
    for group, why, scenario, reply in heard:
        groups.setdefault((group, why), []).append((scenario, reply))
    for (group, why), members in groups.items():
        text += f"- group: servers-postfix-{group}\n  why: {json.dumps(why)}\n  kind: classify\n  cases:\n"
        text += "".join(classify_case(scenario, reply, bounce_of) for scenario, reply in members)
        text += "\n"
    text += '- group: servers-postfix-parse\n  why: "The same replies, read by the strict parser."\n'
    text += "  kind: parse_reply\n  cases:\n"
    return text + "".join(parse_case(scenario, reply) for _, _, scenario, reply in heard)
