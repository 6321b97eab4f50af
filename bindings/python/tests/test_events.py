"""Events: read from whatever people have, one after the other, and nothing lost beside what is broken."""

from __future__ import annotations

import copy
import email
import email.policy
import gc
import gzip
import io
import json
import os
import pickle
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from vectors import ROOT

import smtpcodes
from smtpcodes import Bounce, Classifier, Command, Event, Kind, Permanence, ReadError, ReadProblem, Reason, read_events, read_message

DATA = ROOT / "crates/smtpcodes-extract/tests/data"
LOG = (
    b"Nov 24 00:16:18 mx1 postfix/qmgr[7]: 4B1C: from=<news@example.org>, size=1, nrcpt=1 (queue active)\n"
    b"Nov 24 00:16:18 mx1 postfix/smtp[77]: 4B1C: to=<ann@example.com>, relay=mx.example.com[192.0.2.1]:25, delay=1.2, "
    b"delays=0/0/1/0.2, dsn=5.1.1, status=bounced (host mx.example.com[192.0.2.1] said: 550 5.1.1 user unknown "
    b"(in reply to RCPT TO command))\n"
    b"Nov 24 00:16:19 mx1 postfix/smtp[77]: 4B1D: to=<bob@example.net>, relay=mx.example.net[192.0.2.2]:25, delay=1.2, "
    b"delays=0/0/1/0.2, dsn=2.0.0, status=sent (250 2.0.0 Ok)\n"
)
BROKEN = b'{"text": "550 a"}\n{"text": 7}\n{"text": "550 b"}\n'
RULES = "- {id: ours-x, reason: domain_no_mail, any: [parked here], accepts: [550 parked here], source: us}"
ATTRIBUTES = (
    "source line kind time recipient sender id remote_host remote_address command delay text raw status provider_label "
    "input_id classification"
).split()


def bounces() -> list[Path]:
    return sorted(DATA.glob("*.eml"))


def test_every_attribute_has_its_type() -> None:
    (event,) = read_events(LOG)
    assert (event.source, event.line, event.kind) == ("-", 2, Kind.FAILED)
    assert event.kind is Kind.FAILED and event.command is Command.RCPT
    assert (event.recipient, event.sender, event.id) == ("ann@example.com", "news@example.org", "4B1C")
    assert (event.remote_host, event.remote_address) == ("mx.example.com", "192.0.2.1")
    assert event.time and event.delay == 1.2 and event.status == "5.1.1"
    assert event.text.encode() == event.raw == b"550 5.1.1 user unknown"
    assert event.provider_label is None and event.input_id is None
    c = event.classification
    assert (c.reason, c.bounce) == (Reason.MAILBOX_UNKNOWN, Bounce.HARD)
    assert c.span is not None and event.raw[slice(*c.span)] == b"user unknown"


def test_the_plain_values_are_the_commands() -> None:
    (event,) = read_events(LOG)
    plain = event.to_dict()
    assert list(plain) == (
        "source kind time recipient remote_host command code enhanced text permanence reason bounce fault retry "
        "retry_after action basis rule span provider blocklist"
    ).split()
    assert plain["source"] == "-:2" and plain["kind"] == "failed"
    assert event.to_json() == json.dumps(plain, separators=(",", ":"))
    (named,) = read_events(b'{"id": 1e999, "text": "550 no"}\n')
    assert named.to_json().startswith('{"id":1e999,"source":"-:1",') and named.input_id == "1e999"
    (hidden,) = read_events(b"550 \x1b[31m \xe2\x80\xae no\n")
    assert "\x1b" in hidden.text and "\\u001b" in hidden.to_json() and "\\u202e" in hidden.to_json()


def test_deliveries_are_counted_and_given_on_request() -> None:
    events = read_events(LOG)
    assert events.delivered == 0
    assert len(list(events)) == 1 and events.delivered == 1
    _, sent = read_events(LOG, deliveries=True)
    assert sent.kind is Kind.DELIVERED and sent.classification.permanence is Permanence.SUCCESS
    assert sent.classification.reason is None


def test_what_is_no_failure_has_no_reason() -> None:
    (away,) = read_message((DATA / "auto-reply.eml").read_bytes())
    assert away.kind is Kind.AUTO_REPLY
    assert away.classification.reason is away.classification.bounce is away.classification.rule is None
    assert json.loads(away.to_json())["reason"] is None
    (later,) = read_events(b'{"text": "user unknown", "kind": "delayed"}\n')
    assert later.classification.bounce is Bounce.SOFT and later.to_dict()["bounce"] == "soft"


@pytest.mark.parametrize("path", bounces(), ids=lambda path: path.name)
def test_a_message_is_read_as_bytes_and_as_a_message(path: Path) -> None:
    data = path.read_bytes()
    events = read_message(data)
    assert list(events) == list(read_events(data, format="message"))
    for policy in (email.policy.compat32, email.policy.default, email.policy.SMTP):
        parsed = read_message(email.message_from_bytes(data, policy=policy))
        assert [event.to_dict() for event in parsed] == [event.to_dict() for event in events], policy


def test_a_message_that_is_none() -> None:
    with pytest.raises(ReadError, match="-: this is no mail message") as caught:
        read_message(b"hello")
    assert isinstance(caught.value, ValueError) and caught.value.problem.source == "-"
    kept = pickle.loads(pickle.dumps(caught.value))
    assert kept.problem == caught.value.problem and str(kept) == str(caught.value)
    assert read_message((DATA / "letter.eml").read_bytes()) == ()
    for wrong in ("From: a", None, 7, Path("x.eml")):
        with pytest.raises(TypeError, match="message must be bytes or email.message.Message, not"):
            read_message(wrong)  # type: ignore[arg-type]


def test_sources(tmp_path: Path) -> None:
    path = tmp_path / "mail.log"
    path.write_bytes(LOG)
    (tmp_path / "old.log.gz").write_bytes(gzip.compress(LOG))
    wanted = list(read_events(LOG))
    nameless = io.BytesIO(LOG)
    for same in (bytearray(LOG), memoryview(LOG), nameless, io.BufferedReader(io.BytesIO(LOG))):
        assert list(read_events(same)) == wanted  # type: ignore[arg-type]
    with path.open("rb") as file:
        named = list(read_events(file))
    assert named == list(read_events(path)) == list(read_events(str(path))) == list(read_events([path]))
    assert [event.source for event in named] == [str(path)]
    with gzip.open(tmp_path / "old.log.gz") as unpacked:
        assert [event.text for event in read_events(unpacked)] == [event.text for event in wanted]
    folder = list(read_events(tmp_path))
    assert folder == list(read_events(sorted(tmp_path.iterdir())))
    assert [event.source for event in folder] == [str(path), str(tmp_path / "old.log.gz")]
    assert list(read_events(gzip.compress(LOG))) == wanted


@pytest.mark.parametrize("source", [None, 7, 5.5, object(), [7], [b"x"], io.StringIO("550 no")])
def test_other_sources_are_type_errors(source: object) -> None:
    with pytest.raises(TypeError, match="must be"):
        read_events(source)  # type: ignore[arg-type]


def test_arguments_that_are_none() -> None:
    with pytest.raises(FileNotFoundError) as caught:
        read_events("no-such-file")
    assert caught.value.filename == "no-such-file"
    with pytest.raises(ValueError, match="expected one of auto, replies, jsonl, maillog, message"):
        read_events(b"", format="mbox")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match='"collect", "raise" or a callable'):
        read_events(b"", on_problem="ignore")  # type: ignore[arg-type]
    with pytest.raises(TypeError, match='"collect", "raise" or a callable, not int'):
        read_events(b"", on_problem=7)  # type: ignore[arg-type]
    with pytest.raises(TypeError):
        read_events(b"", classifier=smtpcodes.classify)  # type: ignore[arg-type]


def test_problems_are_collected() -> None:
    events = read_events(BROKEN)
    assert [event.text for event in events] == ["550 a", "550 b"]
    (problem,) = events.problems
    assert isinstance(problem, ReadProblem) and (problem.source, problem.line) == ("-", 2)
    assert str(problem).startswith("-:2: ") and events.problem_count == 1
    many = read_events(b'{"text": "550 a"}\n' + b"{\n" * 3000, format="jsonl")
    assert len(list(many)) == 1 and (len(many.problems), many.problem_count) == (1000, 3000)


def test_problems_are_raised_and_the_reading_goes_on() -> None:
    events = read_events(BROKEN, on_problem="raise")
    assert next(events).text == "550 a"
    with pytest.raises(ReadError) as caught:
        next(events)
    assert caught.value.problem.line == 2
    assert next(events).text == "550 b" and events.problems == () and events.problem_count == 1


def test_problems_are_handed_to_a_callable() -> None:
    told: list[ReadProblem] = []
    events = read_events(BROKEN, on_problem=told.append)
    assert len(list(events)) == 2 and [problem.line for problem in told] == [2] and events.problems == ()

    def stop(problem: ReadProblem) -> None:
        raise KeyError(problem.line)

    with pytest.raises(KeyError):
        list(read_events(BROKEN, on_problem=stop))


def test_rules_of_ones_own() -> None:
    ours = Classifier.from_text("ours.yaml", RULES)
    (event,) = read_events(b"550 parked here\n", classifier=ours)
    assert event.classification.rule == "ours-x" == event.to_dict()["rule"]
    assert pickle.loads(pickle.dumps(event)).to_json() == event.to_json()
    path = DATA / "qmail.eml"
    assert read_message(path.read_bytes(), classifier=ours) == read_message(path.read_bytes())


def test_frozen_hashable_and_equal() -> None:
    (event,), (same,) = read_events(LOG), read_events(LOG)
    assert event == same and hash(event) == hash(same) and len({event, same}) == 1
    assert event != read_message((DATA / "qmail.eml").read_bytes())[0] and event != "event"
    for name in [*ATTRIBUTES, "something"]:
        with pytest.raises(AttributeError):
            setattr(event, name, None)
    with pytest.raises(TypeError):
        Event()
    assert repr(event).startswith("Event(source='-:2', kind='failed', ") and "mailbox_unknown" in repr(event)


def test_events_travel() -> None:
    events = [event for path in bounces() for event in read_message(path.read_bytes())]
    events += read_events(LOG, deliveries=True)
    events += read_events(b'{"id": {"a": 1}, "text": "550 \\ud83d"}\n')
    assert len(events) > 30
    for event in events:
        for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
            kept = pickle.loads(pickle.dumps(event, protocol))
            assert kept == event and kept.to_json() == event.to_json()
            assert all(getattr(kept, name) == getattr(event, name) for name in ATTRIBUTES)
        assert copy.copy(event) == copy.deepcopy(event) == event


def test_bytes_that_are_no_text() -> None:
    (event,) = read_events(b"550 5.1.1 <andr\xe9@example.com>: user unknown\n")
    assert event.raw == b"550 5.1.1 <andr\xe9@example.com>: user unknown" and "andr\ufffd@" in event.text
    span = event.classification.span
    assert span is not None and event.text.encode()[slice(*span)] == b"user unknown"


class Slow(io.RawIOBase):
    """A file that gives one line at a time, and fails at its end."""

    def __init__(self, lines: Iterator[bytes]) -> None:
        self.lines = lines
        self.asked = 0

    def read(self, size: int = -1) -> bytes:
        self.asked += 1
        return next(self.lines)


def test_a_slow_file_is_answered_at_once_and_its_exception_raised() -> None:
    file = Slow(iter([b"550 5.1.1 user unknown\n", b"452 4.2.2 mailbox full\n"]))
    events = read_events(file)
    assert next(events).text == "550 5.1.1 user unknown" and file.asked == 1
    assert next(events).text == "452 4.2.2 mailbox full" and file.asked == 2
    with pytest.raises(StopIteration):
        events.__next__()
    assert list(events) == []


class Wrong:
    def __init__(self, given: object) -> None:
        self.given = given

    def read(self, size: int) -> object:
        if isinstance(self.given, Exception):
            raise self.given
        return self.given


@pytest.mark.parametrize(
    ("given", "error"),
    [("text", TypeError), (None, BlockingIOError), (b"x" * 10_000_000, OSError), (OSError("gone"), OSError), (ZeroDivisionError(), ZeroDivisionError)],
)
def test_a_file_that_is_none(given: object, error: type[Exception]) -> None:
    with pytest.raises(error):
        list(read_events(Wrong(given)))  # type: ignore[arg-type]


def test_a_file_that_reads_the_events_is_refused_instead_of_waiting_for_ever() -> None:
    class Loop:
        events: Iterator[Event]

        def read(self, size: int) -> bytes:
            next(self.events)
            return b""

    loop = Loop()
    loop.events = read_events(loop)
    with pytest.raises(RuntimeError, match="being read elsewhere"):
        next(loop.events)


def test_other_threads_run_meanwhile() -> None:
    inside, outside = os.pipe()
    with open(inside, "rb", buffering=0) as file:
        found: list[str] = []
        reader = threading.Thread(target=lambda: found.extend(event.text for event in read_events(file)))
        reader.start()
        # with the lock of the interpreter held, nobody could write what the reader waits for
        os.write(outside, b"550 user unknown\n")
        os.close(outside)
        reader.join()
    assert found == ["550 user unknown"]
    data = (DATA / "dsn-several.eml").read_bytes()
    wanted = read_message(data)
    results: list[bool] = []
    work = [threading.Thread(target=lambda: results.append(all(read_message(data) == wanted for _ in range(20)))) for _ in range(8)]
    for thread in work:
        thread.start()
    for thread in work:
        thread.join()
    assert results == [True] * 8


def test_unread_events_are_let_go() -> None:
    file = io.BytesIO(LOG)
    events = read_events(file)
    next(events)
    del events
    gc.collect()
    assert not file.closed
