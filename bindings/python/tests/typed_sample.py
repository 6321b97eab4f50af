"""A program as its author's type checker sees it."""

from __future__ import annotations

import smtplib
import sys
from email.message import EmailMessage
from pathlib import Path

from smtpcodes import (
    Action,
    Bounce,
    Classification,
    Classifier,
    EnhancedCode,
    Event,
    Kind,
    ParseError,
    ReadProblem,
    Reason,
    ReplyCode,
    ReplyParser,
    Taxonomy,
    classify,
    classify_many,
    classify_recipients,
    find_codes,
    parse_reply,
    providers,
    read_events,
    read_message,
)

if sys.version_info >= (3, 11):
    from typing import assert_never, assert_type
else:
    from typing_extensions import assert_never, assert_type


def next_step(reply: str | bytes | smtplib.SMTPResponseException) -> str:
    c = classify(reply, remote_host="mx.example.com", command="RCPT")
    assert_type(c.reason, Reason | None)
    if c.bounce is None:
        return "delivered"
    match c.bounce:
        case Bounce.HARD:
            return "remove"
        case Bounce.SOFT:
            return "keep"
        case _:
            assert_never(c.bounce)


def codes() -> None:
    assert_type(ReplyCode(299).phrase, str | None)
    number: int = ReplyCode.MAILBOX_UNAVAILABLE.value
    assert_type(Reason("mailbox_full"), Reason)
    assert_type(Reason.MAILBOX_FULL.action, Action)
    assert_type(Reason.MAILBOX_FULL.to(Taxonomy.SISIMAI), tuple[str, ...])
    assert_type(Reason.from_label("sisimai", "userunknown"), Reason | None)
    assert_type(sorted([EnhancedCode("5.1.1")]), list[EnhancedCode])
    assert_type(find_codes("550 x").reply_span, tuple[int, int] | None)
    assert_type([provider.pages for provider in providers()], list[tuple[tuple[str, str], ...]])
    code: int = ReplyCode(550)
    word: str = Reason.MAILBOX_FULL
    print(code, word, number)


def many(refused: smtplib.SMTPRecipientsRefused) -> dict[str, Classification]:
    assert_type(classify_many(["550 x", b"250 ok"]), list[Classification])
    assert_type(Classifier(rules=["ours.yaml"]).classify("550 x"), Classification)
    return classify_recipients(refused)


def events(message: EmailMessage, folder: Path) -> list[str]:
    def told(problem: ReadProblem) -> None:
        assert_type(problem.line, int | None)

    assert_type(read_message(message), tuple[Event, ...])
    with open(folder / "mail.log", "rb") as file:
        found = list(read_events(file, format="maillog", classifier=Classifier(), on_problem="raise"))
    assert_type(found, list[Event])
    reader = read_events([folder, "mail.log"], deliveries=True, on_problem=told)
    for event in reader:
        assert_type(event.kind, Kind | None)
        assert_type(event.classification, Classification)
        assert_type(event.delay, float | None)
    assert_type(reader.problems, tuple[ReadProblem, ...])
    return [event.to_json() for event in found]


def replies(data: bytes) -> list[str]:
    parser = ReplyParser(limit=4096)
    parser.feed(data)
    texts = []
    while reply := parser.next_reply():
        texts.append(reply.text)
    try:
        parse_reply(data)
    except ParseError as error:
        assert_type(error.line, int | None)
    return texts
