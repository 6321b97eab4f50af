"""Classifications: frozen values that travel anywhere."""

from __future__ import annotations

import copy
import json
import pickle
import threading

import pytest

import smtpcodes
from smtpcodes import Action, Basis, Bounce, Classification, Command, EnhancedCode, Permanence, Reason, Retry, classify

UNKNOWN_USER = "550 5.1.1 <ann@example.com>: user unknown"
KEYS = (
    "code enhanced permanence reason bounce fault retry retry_after action basis rule span provider blocklist"
).split()
ATTRIBUTES = (
    "reply_code enhanced_code permanence reason bounce fault retry retry_after action advice meaning basis rule "
    "rule_source runner_up span provider blocklist overruled"
).split()


def test_every_attribute_has_its_type() -> None:
    c = classify(UNKNOWN_USER)
    assert c.reply_code is smtpcodes.ReplyCode.MAILBOX_UNAVAILABLE
    assert c.enhanced_code == EnhancedCode("5.1.1")
    assert c.permanence is Permanence.PERMANENT
    assert c.reason is Reason.MAILBOX_UNKNOWN
    assert c.bounce is Bounce.HARD
    assert c.fault is Reason.MAILBOX_UNKNOWN.fault
    assert c.retry is Retry.NO
    assert c.retry_after is None
    assert c.action is Action.SUPPRESS
    assert c.advice == Reason.MAILBOX_UNKNOWN.advice
    assert c.meaning == Reason.MAILBOX_UNKNOWN.meaning
    assert c.basis is Basis.RULE
    assert c.rule in {rule.id for rule in smtpcodes.rules()}
    assert c.rule_source
    assert c.span is not None and UNKNOWN_USER[slice(*c.span)] == "user unknown"
    assert c.provider is None and c.blocklist is None and c.overruled is None


def test_text_that_overrules_its_code() -> None:
    c = classify("550 5.1.1 <ann@example.com>: mailbox is full")
    assert (c.reason, c.overruled) == (Reason.MAILBOX_FULL, Reason.MAILBOX_UNKNOWN)


def test_success_has_no_reason() -> None:
    c = classify("250 2.1.5 Recipient ok")
    assert c.permanence is Permanence.SUCCESS
    assert c.reason is c.bounce is c.fault is c.retry is c.action is c.advice is None


def test_words_around_the_text() -> None:
    by_host = classify("550 no", remote_host=b"gmail-smtp-in.l.google.com")
    assert by_host.provider == classify("550 no", remote_host="GMAIL-smtp-in.l.google.com [192.0.2.1]").provider == "google"
    assert classify("no", status=EnhancedCode("5.1.1")) == classify("no", status="5.1.1")
    assert classify("550 no", command=Command.RCPT) == classify("550 no", command="rcpt to")


@pytest.mark.parametrize("text", ["", "x", "999 no", "299 what", "550 9.9.9 no", "\x00\x00", b"\xff\xfe 550", "\udce9", "\ud800"])
def test_unknown_codes_and_odd_texts_give_a_result(text: str | bytes) -> None:
    assert isinstance(classify(text), Classification)


def test_a_surrogate_is_the_byte_it_stands_for() -> None:
    wire = b"550 5.1.1 <andr\xe9@example.com>: user unknown"
    assert classify(wire.decode("utf-8", "surrogateescape")) == classify(wire)
    assert classify(bytearray(wire)) == classify(memoryview(wire)) == classify(wire)


def test_a_long_text_is_taken() -> None:
    assert classify(b"550 " + b"x" * 10_000_000).reply_code == 550


@pytest.mark.parametrize("name", [*ATTRIBUTES, "something"])
def test_frozen(name: str) -> None:
    c = classify(UNKNOWN_USER)
    with pytest.raises(AttributeError):
        setattr(c, name, None)
    with pytest.raises(TypeError):
        Classification()


def test_equality_and_hash() -> None:
    same, other = classify(UNKNOWN_USER.encode()), classify("452 4.2.2 mailbox full")
    assert classify(UNKNOWN_USER) == same and hash(classify(UNKNOWN_USER)) == hash(same)
    assert same != other and same != UNKNOWN_USER
    assert len({classify(UNKNOWN_USER), same, other}) == 2


@pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
def test_pickle(protocol: int) -> None:
    texts = [UNKNOWN_USER, "250 ok", "oops", "450 4.7.1 Greylisted, try again in 5 minutes", "550 blocked by zen.spamhaus.org"]
    for c in smtpcodes.classify_many(texts):
        kept = pickle.loads(pickle.dumps(c, protocol))
        assert kept == c and repr(kept) == repr(c)
        assert all(getattr(kept, name) == getattr(c, name) for name in ATTRIBUTES)
    assert copy.copy(c) == copy.deepcopy(c) == c


def test_a_pickle_with_unknown_words_is_refused() -> None:
    restore, (state,) = classify(UNKNOWN_USER).__reduce__()
    for key in ("reason", "provider", "blocklist", "permanence", "enhanced"):
        with pytest.raises(ValueError):
            restore({**state, key: "no such word"})


def test_repr_shows_what_is_known() -> None:
    assert repr(classify("250 ok")) == "Classification(code=250, permanence='success', basis='none')"
    assert "reason='mailbox_unknown', bounce='hard'" in repr(classify(UNKNOWN_USER))


def test_plain_values() -> None:
    c = classify(UNKNOWN_USER)
    plain = c.to_dict()
    assert list(plain) == KEYS == list(json.loads(c.to_json()))
    assert json.loads(c.to_json()) == plain
    assert c.to_json() == json.dumps(plain, separators=(",", ":"), ensure_ascii=False)
    assert type(plain["reason"]) is str and type(plain["code"]) is int


def test_many() -> None:
    texts = [UNKNOWN_USER, b"250 ok", (452, b"4.2.2 mailbox full")]
    assert smtpcodes.classify_many(iter(texts)) == [classify(text) for text in texts]
    assert smtpcodes.classify_many([]) == []
    for one in (UNKNOWN_USER, UNKNOWN_USER.encode()):
        with pytest.raises(TypeError, match="an iterable of replies, not"):
            smtpcodes.classify_many(one)  # type: ignore[arg-type]
    with pytest.raises(TypeError):
        smtpcodes.classify_many([UNKNOWN_USER, None])  # type: ignore[list-item]


@pytest.mark.parametrize(
    ("reply", "message"),
    [(None, "not NoneType"), (550, r"ReplyCode\(550\)"), (5.5, "not float"), (["550 x"], "not list"), ((550,), "not tuple"), ((550, None), "bytes or str")],
)
def test_bad_types(reply: object, message: str) -> None:
    with pytest.raises(TypeError, match=message):
        classify(reply)  # type: ignore[arg-type]


def test_bad_arguments_are_named() -> None:
    with pytest.raises(ValueError, match="names no SMTP command"):
        classify("550 x", command="hello")
    with pytest.raises(ValueError, match="'5.7.1000' is not an enhanced code|\"5.7.1000\" is not an enhanced code"):
        classify("550 x", status="5.7.1000")
    with pytest.raises(TypeError, match="remote_host must be str or bytes, not int"):
        classify("550 x", remote_host=7)  # type: ignore[arg-type]
    with pytest.raises(TypeError):
        classify("550 x", "mx.example.com")  # type: ignore[call-arg]


def test_threads() -> None:
    texts = [UNKNOWN_USER, "452 4.2.2 mailbox full", "250 ok", "554 5.7.1 spam"] * 50
    wanted = [classify(text) for text in texts]
    found: list[list[Classification]] = []
    work = [threading.Thread(target=lambda: found.append([classify(text) for text in texts])) for _ in range(8)]
    for thread in work:
        thread.start()
    for thread in work:
        thread.join()
    assert found == [wanted] * 8
