"""The examples of the documentation are run, and give what they show."""

from __future__ import annotations

import doctest
import re
from pathlib import Path
from typing import Any

import pytest
from vectors import ROOT

import smtpcodes

FENCE = re.compile(r"^```python\n(.*?)^```", re.DOTALL | re.MULTILINE)


@pytest.mark.parametrize("path", ["bindings/python/README.md", "README.md"])
def test_blocks(path: str) -> None:
    blocks = FENCE.findall((ROOT / path).read_text(encoding="utf-8"))
    assert blocks, f"{path} has no Python block"
    run_blocks(path, blocks)


def run_blocks(path: str, blocks: list[str]) -> None:
    """Run the blocks of a page one after the other in one namespace; with prompts they are sessions."""
    names: dict[str, Any] = {"__name__": "readme"}
    runner = doctest.DocTestRunner()
    for block in blocks:
        if ">>>" in block:
            test = doctest.DocTestParser().get_doctest(block, {}, path, path, 0)
            test.globs = names
            runner.run(test, clear_globs=False)
        else:
            exec(compile(block, path, "exec"), names)
    assert runner.summarize().failed == 0


def test_a_wrong_example_is_found() -> None:
    with pytest.raises(AssertionError):
        run_blocks("page", [">>> 1 + 1\n3\n"])


def test_docstrings() -> None:
    assert Path(smtpcodes.__file__).name == "__init__.py"
    result = doctest.testmod(smtpcodes)
    assert result.attempted > 0 and result.failed == 0
