"""The conformance cases that every language runs."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from vectors import Case, cases, classification, data

from smtpcodes import EnhancedCode, ParseError, ReplyCode, find_codes, parse_reply


def each(kind: str) -> pytest.MarkDecorator:
    """Run a test for each case of a kind; there is at least one."""
    found = list(cases(kind))
    assert found, f"tests/vectors.json has no case of kind {kind}"
    return pytest.mark.parametrize("case", found, ids=[case["name"] for case in found])


def check(case: Case, found: dict[str, Any]) -> None:
    """Compare the keys that the case expects."""
    assert {key: found.get(key) for key in case["expect"]} == case["expect"]


def decode(text: bytes) -> str:
    return text.decode("utf-8", "surrogateescape")


def text_of(code: object) -> str | None:
    return None if code is None else str(code)


@each("reply_code")
def test_reply_code(case: Case) -> None:
    try:
        code = ReplyCode.parse(decode(data(case)))
    except ValueError:
        check(case, {"valid": False})
        return
    found = {
        "valid": True,
        "name": None if code.phrase is None else code.name.lower(),
        "standing": text_of(code.standing),
        "permanence": str(code.permanence),
    }
    check(case, found)


@each("enhanced_code")
def test_enhanced_code(case: Case) -> None:
    try:
        code = EnhancedCode(decode(data(case)))
    except ValueError:
        check(case, {"valid": False})
        return
    found = {
        "valid": True,
        "class": code.class_,
        "subject": code.subject,
        "detail": code.detail,
        "name": code.name,
        "permanence": str(code.permanence),
    }
    check(case, found)


@each("parse_reply")
def test_parse_reply(case: Case) -> None:
    try:
        reply = parse_reply(data(case))
    except ParseError as error:
        check(case, {"error": error.kind})
        return
    lines = [line.encode("utf-8", "surrogateescape") for line in reply.lines]
    found = {
        "code": int(reply.code),
        "enhanced": text_of(reply.enhanced_code),
        "lines": [line.decode("utf-8", "replace") for line in lines],
        "lines_hex": [line.hex().upper() for line in lines],
        "line_count": len(lines),
        "line_lengths": [len(line) for line in lines],
    }
    check(case, found)


@each("find_codes")
def test_find_codes(case: Case) -> None:
    codes = find_codes(data(case))
    check(case, {"code": codes.reply_code, "enhanced": text_of(codes.enhanced_code)})


@each("classify")
def test_classify(case: Case) -> None:
    text = data(case)
    answer = classification(case, text)
    check(case, answer.to_dict())
    assert classification(case, decode(text)) == answer, "str and bytes are the same text"
    assert json.loads(answer.to_json()) == answer.to_dict()


def test_the_lines_for_other_languages() -> None:
    program = Path(__file__).with_name("jsonl.py")
    lines = subprocess.run([sys.executable, program], check=True, capture_output=True).stdout.splitlines()
    wanted = [classification(case, data(case)) for case in cases("classify")]
    assert [json.loads(line) for line in lines] == [answer.to_dict() for answer in wanted]
    assert all(list(json.loads(line))[0] == "code" and b": " not in line[:9] for line in lines)
