"""Rules of a program's own."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest

import smtpcodes
from smtpcodes import Classifier, Problem, Reason, RulesError

RULES = """
- id: ours-parking
  reason: domain_no_mail
  any: ["this domain is parked"]
  accepts: ["550 This domain is parked"]
  source: "our own parking servers"
"""


def test_own_rules_come_first() -> None:
    classifier = Classifier.from_text("ours.yaml", RULES)
    c = classifier.classify("550 5.1.1 user unknown: this domain is parked")
    assert (c.reason, c.rule, c.rule_source) == (Reason.DOMAIN_NO_MAIL, "ours-parking", "our own parking servers")
    assert c.runner_up in {rule.id for rule in smtpcodes.rules()}
    del classifier
    assert c.rule == "ours-parking" and pickle.loads(pickle.dumps(c)) == c
    assert '"rule":"ours-parking"' in c.to_json()


def test_the_shipped_rules_speak_where_none_of_ours_does() -> None:
    texts = ["550 5.1.1 user unknown", "452 4.2.2 mailbox full", "250 ok", "oops"]
    for classifier in (Classifier(), Classifier.from_text("ours.yaml", RULES)):
        assert classifier.classify_many(texts) == smtpcodes.classify_many(texts)
        assert [classifier.classify(text, command="RCPT") for text in texts] == [
            smtpcodes.classify(text, command="RCPT") for text in texts
        ]


def test_files(tmp_path: Path) -> None:
    path = tmp_path / "ours.yaml"
    path.write_text(RULES, encoding="utf-8")
    for rules in (path, str(path), [path], (str(path),)):
        assert Classifier(rules=rules).classify("550 this domain is parked").rule == "ours-parking"


def test_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    missing = tmp_path / "missing.yaml"
    with pytest.raises(FileNotFoundError, match="No such file") as caught:
        Classifier(rules=missing)
    assert str(caught.value.filename) == str(missing)
    latin = tmp_path / "latin.yaml"
    latin.write_bytes(b"# one\n# caf\xe9\n")
    with pytest.raises(RulesError, match="line 2: is not UTF-8") as refused:
        Classifier(rules=latin)
    assert refused.value.problems[0].file == str(latin)


@pytest.mark.parametrize("rules", [7, [7], {"a": 1}.values()])
def test_bad_types(rules: object) -> None:
    with pytest.raises(TypeError, match="a path or an iterable of paths"):
        Classifier(rules=rules)  # type: ignore[arg-type]


def test_every_problem_is_named() -> None:
    text = RULES + """
- id: ours-second
  reason: no_such_reason
  any: ["x"]
  accepts: ["550 something else"]
  source: "nowhere"
"""
    with pytest.raises(RulesError) as caught:
        Classifier.from_text("ours.yaml", text)
    error = caught.value
    assert isinstance(error, ValueError) and len(error.problems) >= 2
    for problem in error.problems:
        assert isinstance(problem, Problem) and problem.file == "ours.yaml" and "ours-second" in problem.entry
    assert "no_such_reason" in str(error) and len(str(error).splitlines()) == len(error.problems)
    kept = pickle.loads(pickle.dumps(error))
    assert kept.problems == error.problems and str(kept) == str(error)


@pytest.mark.parametrize("text", ["{", "- 1", "a: b", "\x00", "- id: x\n  what: 1"])
def test_broken_texts_are_refused_in_words(text: str) -> None:
    with pytest.raises(RulesError) as caught:
        Classifier.from_text("bad.yaml", text)
    assert caught.value.problems and all(problem.message for problem in caught.value.problems)
