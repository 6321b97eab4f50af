"""Codes, words and tables."""

from __future__ import annotations

import copy
import json
import pickle
import subprocess
import sys

import pytest

import smtpcodes
from smtpcodes import Action, EnhancedCode, Permanence, Reason, ReplyCode, Standing, Taxonomy

ENUMS = [getattr(smtpcodes, name) for name in "Action Basis Bounce Command Fault Kind Permanence Reason Retry Standing Taxonomy".split()]


@pytest.mark.parametrize("enum", ENUMS)
def test_words(enum: type[Reason]) -> None:
    assert sorted(word.number for word in enum) == list(range(1, len(enum) + 1))
    for word in enum:
        assert str(word) == f"{word}" == word.value == word and f"{word:>30}" == word.value.rjust(30)
        assert enum(word.value) is word and json.loads(json.dumps(word)) == word.value
        assert word.meaning
        for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
            assert pickle.loads(pickle.dumps(word, protocol)) is word
    with pytest.raises(ValueError, match="no_such_word"):
        enum("no_such_word")


def test_reasons_tell_what_to_do() -> None:
    assert str(Reason.MAILBOX_FULL) == "mailbox_full" and Reason.MAILBOX_FULL.group == "recipient"
    for reason in Reason:
        assert isinstance(reason.action, Action) and reason.advice
        assert reason.retry_after is None or reason.retry_after > 0


def test_taxonomies() -> None:
    for taxonomy in Taxonomy:
        assert taxonomy.labels and taxonomy.source
        for reason in Reason:
            assert set(reason.to(taxonomy)) <= set(taxonomy.labels)
    assert Reason.MAILBOX_FULL.to("sisimai") == Reason.MAILBOX_FULL.to(Taxonomy.SISIMAI)
    assert Reason.from_label(Taxonomy.SISIMAI, "mailboxfull") is Reason.MAILBOX_FULL
    assert Reason.MAILBOX_FULL in Reason.all_from_label("sisimai", "mailboxfull")
    assert Reason.from_label("sisimai", "no such label") is None
    with pytest.raises(ValueError, match="no_such_system"):
        Reason.MAILBOX_FULL.to("no_such_system")


def test_reply_codes_are_numbers() -> None:
    code = ReplyCode(550)
    assert code is ReplyCode.MAILBOX_UNAVAILABLE and code == 550 and {550: 1}[code] == 1
    assert f"{code}" == str(code) == "550" and json.dumps(code) == "550"
    assert code.standing is Standing.STANDARD and code.reason is Reason.MAILBOX_UNKNOWN


def test_every_number() -> None:
    known = {entry.code: entry for entry in smtpcodes.reply_codes()}
    for number in range(200, 600):
        code = ReplyCode(number)
        assert code == number and ReplyCode.parse(str(number)) is code
        assert code.permanence is list(Permanence)[number // 100 - 2]
        for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
            assert pickle.loads(pickle.dumps(code, protocol)) is code
        assert copy.deepcopy(code) is code
        if number in known:
            entry = known[number]
            assert (code.name.lower(), code.phrase, code.meaning, code.standing, code.reason) == (
                entry.name, entry.phrase, entry.meaning, entry.standing, entry.reason
            )
        else:
            assert code.name == f"UNNAMED_{number}" and code.value == number
            assert code.phrase is code.meaning is code.standing is code.reason is None
            assert repr(code) == f"<ReplyCode.UNNAMED_{number}: {number}>"
    assert {int(code) for code in ReplyCode} == {number for number in known if number >= 200}


@pytest.mark.parametrize("value", [0, -1, 199, 600, 1000, True, None, "550", 299.0, b"550"])
def test_no_reply_code(value: object) -> None:
    with pytest.raises(ValueError, match="200 to 599"):
        ReplyCode(value)


@pytest.mark.parametrize("text", ["", "55", "5500", " 550", "٥٥٠", "1_0", "199", "600"])
def test_no_text_of_a_reply_code(text: str) -> None:
    with pytest.raises(ValueError, match="200 to 599"):
        ReplyCode.parse(text)


def test_enhanced_codes() -> None:
    code = EnhancedCode("5.7.515")
    assert (code.class_, code.subject, code.detail) == (5, 7, 515)
    assert str(code) == "5.7.515" and repr(code) == "EnhancedCode('5.7.515')" and eval(repr(code)) == code
    assert code == EnhancedCode(code) == EnhancedCode.from_parts(5, 7, 515) and hash(code) == hash(EnhancedCode("5.7.515"))
    assert code.phrase is None and code.subject_phrase and code.class_phrase and code.permanence is Permanence.PERMANENT
    assert code != "5.7.515"
    assert pickle.loads(pickle.dumps(code)) == copy.deepcopy(code) == code
    with pytest.raises(AttributeError):
        code.detail = 1  # type: ignore[misc]


def test_enhanced_codes_have_an_order() -> None:
    texts = ["2.0.0", "4.2.2", "5.1.1", "5.1.10", "5.7.1", "5.7.515"]
    codes = [EnhancedCode(text) for text in texts]
    assert [str(code) for code in sorted(reversed(codes))] == texts
    assert codes[0] < codes[1] <= codes[1] and codes[2] > codes[1] >= codes[1]
    with pytest.raises(TypeError):
        codes[0] < "5.1.1"  # type: ignore[operator]


def test_one_number_and_two_meanings() -> None:
    code = EnhancedCode("5.7.606")
    assert code.meaning is None and code.vendor_meaning("microsoft") and code.vendor_meaning("google") is None
    with pytest.raises(ValueError, match="'gogle' is no provider|\"gogle\" is no provider"):
        code.vendor_meaning("gogle")
    assert EnhancedCode("4.1.1").reason is not EnhancedCode("2.1.1").reason


@pytest.mark.parametrize("text", ["", "5", "5.1", "5.1.1.1", "3.1.1", "5.7.1000", "05.1.1", "5.01.1", "5.1.1 ", "x.1.1", "５.1.1"])
def test_no_enhanced_code(text: str) -> None:
    with pytest.raises(ValueError, match="class 2, 4 or 5"):
        EnhancedCode(text)


@pytest.mark.parametrize("parts", [(3, 1, 1), (5, -1, 0), (5, 1000, 0), (5, 0, 1000), (256 + 5, 0, 0), (5, 65536, 1)])
def test_no_parts_of_an_enhanced_code(parts: tuple[int, int, int]) -> None:
    with pytest.raises(ValueError, match="class 2, 4 or 5"):
        EnhancedCode.from_parts(*parts)


def test_tables() -> None:
    providers = {provider.name: provider for provider in smtpcodes.providers()}
    assert "google.com" in providers["google"].hosts and providers["google"].title
    assert all(entry.provider in providers for entry in smtpcodes.vendor_codes())
    assert all(entry.lists in ("ip", "domain") for entry in smtpcodes.blocklists())
    assert all(entry.sources for entry in (*smtpcodes.reply_codes(), *smtpcodes.enhanced_codes()))
    assert all(isinstance(rule.reason, Reason) and rule.patterns for rule in smtpcodes.rules())
    for entry in smtpcodes.enhanced_codes():
        assert EnhancedCode.from_parts(5, entry.subject, entry.detail).name == entry.name
        assert entry.code == f"X.{entry.subject}.{entry.detail}"
    for table in (smtpcodes.providers, smtpcodes.blocklists, smtpcodes.rules, smtpcodes.vendor_codes, smtpcodes.reply_codes):
        assert pickle.loads(pickle.dumps(table())) == table() and len(set(table())) == len(table())  # type: ignore[operator]
    with pytest.raises(AttributeError):
        providers["google"].name = "other"  # type: ignore[misc]


def test_free_text() -> None:
    text = "host mx.example.com[192.0.2.1] said: 550-5.1.1 no such user"
    codes = smtpcodes.find_codes(text)
    assert codes.reply_code is ReplyCode.MAILBOX_UNAVAILABLE and codes.enhanced_code == EnhancedCode("5.1.1")
    assert codes.reply_span is not None and text[slice(*codes.reply_span)] == "550"
    assert codes.enhanced_span is not None and text[slice(*codes.enhanced_span)] == "5.1.1"
    assert smtpcodes.find_codes("192.0.2.1") == (None, None, None, None)


def test_the_public_names() -> None:
    assert sorted(smtpcodes.__all__) == list(smtpcodes.__all__)
    assert all(hasattr(smtpcodes, name) for name in smtpcodes.__all__)


def test_import_is_light() -> None:
    heavy = "smtplib email asyncio json inspect dataclasses ssl".split()
    program = f"import sys, smtpcodes; print([name for name in {heavy} if name in sys.modules])"
    found = subprocess.run([sys.executable, "-I", "-c", program], check=True, capture_output=True, text=True)
    assert found.stdout.strip() == "[]"
