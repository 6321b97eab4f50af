"""Replies by the grammar, whole and in pieces."""

from __future__ import annotations

import pickle
import threading

import pytest

from smtpcodes import EnhancedCode, ParseError, Reply, ReplyCode, ReplyParser, parse_reply

STREAM = b"220 mx.example.com\r\n250-mx.example.com\r\n250-SIZE 1000\r\n250 HELP\r\n550-5.1.1 No\n550 5.1.1 such user\n"


def read_all(parser: ReplyParser) -> list[Reply]:
    return list(iter(parser.next_reply, None))


def test_a_reply() -> None:
    reply = parse_reply(b"550-5.1.1 No such\r\n550 5.1.1 us\xe9r\r\n")
    assert reply.code is ReplyCode.MAILBOX_UNAVAILABLE and reply.enhanced_code == EnhancedCode("5.1.1")
    assert reply.lines == ("5.1.1 No such", "5.1.1 us\udce9r") and reply.text == "\n".join(reply.lines)
    assert reply.raw == b"550-5.1.1 No such\r\n550 5.1.1 us\xe9r\r\n"
    assert repr(reply) == f"parse_reply({reply.raw!r})" and eval(repr(reply)) == reply
    assert pickle.loads(pickle.dumps(reply)) == reply and hash(parse_reply(reply.raw)) == hash(reply)
    assert reply != parse_reply(b"250 ok")
    with pytest.raises(AttributeError):
        reply.text = ""  # type: ignore[misc]


def test_errors_say_what_and_where() -> None:
    with pytest.raises(ParseError, match="line 2 of the reply has another code") as caught:
        parse_reply(b"250-a\r\n251 b\r\n")
    error = caught.value
    assert isinstance(error, ValueError) and (error.kind, error.line) == ("code_mismatch", 2)
    kept = pickle.loads(pickle.dumps(error))
    assert (str(kept), kept.kind, kept.line) == (str(error), error.kind, error.line)


@pytest.mark.parametrize("size", range(1, len(STREAM) + 1))
def test_any_split(size: int) -> None:
    parser, found = ReplyParser(), []
    for start in range(0, len(STREAM), size):
        parser.feed(STREAM[start : start + size])
        found += read_all(parser)
    assert [(int(reply.code), len(reply.lines)) for reply in found] == [(220, 1), (250, 3), (550, 2)]
    assert b"".join(reply.raw for reply in found) == STREAM


def test_the_good_replies_before_a_bad_one_are_not_lost() -> None:
    parser = ReplyParser()
    parser.feed(b"220 hello\r\n250-a\r\nwhat is this\r\n250 b\r\n")
    first = parser.next_reply()
    assert first is not None and first.code == 220
    for _ in range(2):
        with pytest.raises(ParseError) as caught:
            parser.next_reply()
        assert (caught.value.kind, caught.value.line) == ("bad_code", 2)
    parser.feed(b"250 ok\r\n")
    with pytest.raises(ParseError):
        parser.next_reply()
    parser.clear()
    parser.feed(b"250 ok\r\n")
    assert [reply.text for reply in read_all(parser)] == ["ok"]


@pytest.mark.parametrize("ending", [b"", b"\r\n"])
def test_the_limit(ending: bytes) -> None:
    parser = ReplyParser(limit=100)
    parser.feed(b"250 " + b"x" * 97 + ending)
    with pytest.raises(ParseError) as caught:
        parser.next_reply()
    assert caught.value.kind == "too_long"
    parser.clear()
    parser.feed(b"250 " + b"x" * 94 + b"\r\n")
    assert len(read_all(parser)) == 1, "a hundred bytes fit"


def test_many_lines_and_many_replies_are_linear() -> None:
    parser = ReplyParser(limit=10_000_000)
    for _ in range(200_000):
        parser.feed(b"250-x\r\n")
        assert parser.next_reply() is None
    parser.feed(b"250 x\r\n" * 200_001)
    replies = read_all(parser)
    assert len(replies) == 200_001 and len(replies[0].lines) == 200_001


def test_a_parser_in_many_threads() -> None:
    parser, found, lock = ReplyParser(), [], threading.Lock()

    def work() -> None:
        for _ in range(200):
            parser.feed(b"250 ok\r\n")
            reply = parser.next_reply()
            if reply is not None:
                with lock:
                    found.append(reply.text)

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found + [reply.text for reply in read_all(parser)] == ["ok"] * 1600


@pytest.mark.parametrize("data", [None, 1, ["250 ok"]])
def test_bad_types(data: object) -> None:
    with pytest.raises(TypeError):
        parse_reply(data)  # type: ignore[arg-type]
    with pytest.raises(TypeError):
        ReplyParser().feed(data)  # type: ignore[arg-type]
