"""The errors."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple


class ParseError(ValueError):
    """Bytes that are no reply."""

    kind: str
    """"empty", "incomplete", "bad_code", "bad_separator", "code_mismatch", "trailing_bytes" or "too_long"."""
    line: int | None
    """The line that shows it, from 1 on."""

    def __init__(self, message: str, kind: str, line: int | None) -> None:
        super().__init__(message, kind, line)
        self.kind = kind
        self.line = line

    def __str__(self) -> str:
        return str(self.args[0])


class Problem(NamedTuple):
    """One fault of one entry of a rules file."""

    file: str
    """The file, as the caller named it."""
    entry: str
    """The entry: "rule ours-parking", "entry 7", "line 12"."""
    message: str
    """What was found, what was expected and what to do."""

    def __str__(self) -> str:
        return ": ".join(part for part in self if part)


class ReadProblem(NamedTuple):
    """Something that could not be read: a line, a message, a file."""

    source: str
    """The file, member of an archive or stream; "-" for bytes."""
    line: int | None
    """The line, from 1 on, where one can be named."""
    message: str
    """What was found, what was expected and what to do."""

    def __str__(self) -> str:
        place = self.source if self.line is None else f"{self.source}:{self.line}"
        return f"{place}: {self.message}"


class ReadError(ValueError):
    """A problem of reading, for those who want it raised."""

    problem: ReadProblem

    def __init__(self, problem: ReadProblem) -> None:
        super().__init__(problem)
        self.problem = problem

    def __str__(self) -> str:
        return str(self.problem)


class RulesError(ValueError):
    """Rules that were refused, as a whole, with everything that is wrong with them."""

    problems: tuple[Problem, ...]

    def __init__(self, problems: Iterable[tuple[str, str, str]]) -> None:
        self.problems = tuple(Problem(*problem) for problem in problems)
        super().__init__(self.problems)

    def __str__(self) -> str:
        return "\n".join(map(str, self.problems))
