"""Frozen records: what the tables say about codes, providers, block lists and rules."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from . import _smtpcodes

if TYPE_CHECKING:
    from ._codes import Command, Reason, ReplyCode, Standing
    from ._smtpcodes import EnhancedCode


class Codes(NamedTuple):
    """The codes of a text, and the bytes where they stand."""

    reply_code: ReplyCode | None
    reply_span: tuple[int, int] | None
    enhanced_code: EnhancedCode | None
    enhanced_span: tuple[int, int] | None


class ReplyEntry(NamedTuple):
    """A reply code. Those below 200 are told by clients and never stand on the wire."""

    code: int
    name: str
    phrase: str
    meaning: str
    standing: Standing
    commands: tuple[Command, ...]
    reason: Reason | None
    phrases: tuple[tuple[str, str], ...]
    """Phrases that other sources give, each with its source."""
    sources: tuple[str, ...]


class EnhancedEntry(NamedTuple):
    """A registered enhanced code; it stands for every class."""

    subject: int
    detail: int
    name: str
    phrase: str
    meaning: str
    standing: Standing
    replies: tuple[str, ...]
    """Reply codes that it goes with: "550", "5xx"."""
    reason: Reason | None
    transient_reason: Reason | None
    """The reason of class 4, where it differs."""
    vague: bool
    """True when it says so little that even weak words of the text are stronger."""
    phrases: tuple[tuple[str, str], ...]
    """Phrases that other sources give, each with its source."""
    sources: tuple[str, ...]

    @property
    def code(self) -> str:
        """The code with X for the class, such as "X.1.1"."""
        return f"X.{self.subject}.{self.detail}"


class VendorEntry(NamedTuple):
    """What an enhanced code, or a range of them, means at one provider."""

    provider: str | None
    class_: int | None
    """4 or 5, or None for any class."""
    subject: int
    first: int
    """The first detail of the range."""
    last: int
    """The last detail of the range."""
    name: str
    phrase: str
    meaning: str
    reason: Reason | None
    vague: bool
    """True when it says so little that even weak words of the text are stronger."""
    sources: tuple[str, ...]


class Provider(NamedTuple):
    """A provider of mailboxes or of mail filtering."""

    name: str
    title: str
    hosts: tuple[str, ...]
    """Suffixes of its host names."""
    marks: tuple[str, ...]
    """Words that its replies carry."""
    pages: tuple[tuple[str, str], ...]
    """Its pages about refusals: title and address."""
    sources: tuple[str, ...]


class Blocklist(NamedTuple):
    """A block list of addresses or domains that receivers ask."""

    name: str
    title: str
    lists: str
    """What it lists: "ip" or "domain"."""
    marks: tuple[str, ...]
    """Words by which replies name it."""
    lookup: str | None
    """The page where a listing can be looked up."""
    sources: tuple[str, ...]


class Rule(NamedTuple):
    """A shipped rule."""

    id: str
    reason: Reason
    source: str
    patterns: tuple[str, ...]
    """The ways of saying it."""


def reply_codes() -> tuple[ReplyEntry, ...]:
    """List the reply codes, sorted by code."""
    return tuple(ReplyEntry(*row) for row in _smtpcodes.reply_rows())


def enhanced_codes() -> tuple[EnhancedEntry, ...]:
    """List the registered enhanced codes, sorted by subject and detail."""
    return tuple(EnhancedEntry(*row) for row in _smtpcodes.enhanced_rows())


def vendor_codes() -> tuple[VendorEntry, ...]:
    """List the enhanced codes that mean something of their own at one provider."""
    return tuple(VendorEntry(*row) for row in _smtpcodes.vendor_rows())


def providers() -> tuple[Provider, ...]:
    """List the providers."""
    return tuple(Provider(*row) for row in _smtpcodes.provider_rows())


def blocklists() -> tuple[Blocklist, ...]:
    """List the block lists."""
    return tuple(Blocklist(*row) for row in _smtpcodes.blocklist_rows())


def rules() -> tuple[Rule, ...]:
    """List the shipped rules, sorted by id."""
    return tuple(Rule(*row) for row in _smtpcodes.rule_rows())
