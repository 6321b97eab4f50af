"""The conformance cases that every language runs, as `cargo xtask regen` writes them from spec/vectors."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from smtpcodes import Classification, classify

ROOT = Path(__file__).resolve().parents[3]

Case = dict[str, Any]


def cases(kind: str) -> Iterator[Case]:
    """Give the cases of one kind, in the order of the file."""
    for group in json.loads((ROOT / "tests" / "vectors.json").read_text(encoding="utf-8")):
        if group["kind"] == kind:
            yield from group["cases"]


def data(case: Case) -> bytes:
    """Give the bytes of a case."""
    if "text" in case:
        return str(case["text"]).encode()
    if "hex" in case:
        return bytes.fromhex(case["hex"])
    repeat = case["repeat"]
    text = repeat["text"] * repeat["times"]
    return f"{repeat.get('before', '')}{text}{repeat.get('after', '')}".encode()


def classification(case: Case, text: str | bytes) -> Classification:
    """Classify the text with what the case knows around it."""
    return classify(
        text, remote_host=case.get("host"), command=case.get("command"), status=case.get("status")
    )
