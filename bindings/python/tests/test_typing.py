"""Type checkers see what is there: no less, no more."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

SAMPLE = Path(__file__).with_name("typed_sample.py")


def run(*command: object, cwd: Path) -> subprocess.CompletedProcess[str]:
    """Run a tool of this environment, away from the sources so that it sees the installed package."""
    folder = str(Path(sys.executable).parent)
    path = os.pathsep.join([folder, os.environ["PATH"]])
    words = [str(word) for word in command]
    return subprocess.run(words, cwd=cwd, env={**os.environ, "PATH": path}, capture_output=True, text=True)


def test_the_sample_is_strictly_typed(tmp_path: Path) -> None:
    done = run(sys.executable, "-m", "mypy", "--strict", "--python-executable", sys.executable, SAMPLE, cwd=tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_wrong_use_is_found(tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.py"
    wrong.write_text("import smtpcodes\nsmtpcodes.classify(550)\nsmtpcodes.classify('x').reason = None\n")
    done = run(sys.executable, "-m", "mypy", "--strict", "--python-executable", sys.executable, wrong, cwd=tmp_path)
    assert done.returncode == 1 and "Found 2 errors" in done.stdout, done.stdout + done.stderr


def test_the_stubs_are_the_module(tmp_path: Path) -> None:
    done = run(sys.executable, "-m", "mypy.stubtest", "smtpcodes", cwd=tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_public_name_is_typed(tmp_path: Path) -> None:
    done = run("pyright", "--verifytypes", "smtpcodes", "--ignoreexternal", cwd=tmp_path)
    assert done.returncode == 0 and "completeness score: 100%" in done.stdout, done.stdout + done.stderr
