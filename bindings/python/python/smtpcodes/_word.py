"""What the generated enums of `_codes.py` share: words with a meaning, reasons, taxonomies, reply codes."""

from __future__ import annotations

from enum import Enum, IntEnum
from typing import TYPE_CHECKING, TypeVar

from . import _smtpcodes

if TYPE_CHECKING:
    from ._codes import Action, Bounce, Fault, Permanence, Reason, Retry, Standing, Taxonomy

_W = TypeVar("_W", bound="Word")
_C = TypeVar("_C", bound="ReplyNumber")


class Word(str, Enum):
    """A word of a closed vocabulary. It is a `str`: JSON, comparison and formatting see the word itself."""

    _value_: str
    number: int
    """The published number, which is never reused."""
    meaning: str
    """What the word means, in one sentence."""

    if TYPE_CHECKING:

        def __new__(cls: type[_W], value: object) -> _W:
            """Find the member of a word; an unknown word is a ValueError."""

    else:
        # Only the definition of the members calls this one.
        def __new__(cls, value, number, meaning):
            word = str.__new__(cls, value)
            word._value_ = value
            word.number = number
            word.meaning = meaning
            return word

    def __str__(self) -> str:
        return self._value_

    def __format__(self, format_spec: str) -> str:
        return format(self._value_, format_spec)


class TaxonomyWord(Word):
    """The base of `Taxonomy`."""

    @property
    def labels(self) -> tuple[str, ...]:
        """Its labels."""
        return _smtpcodes.taxonomy_labels(self._value_)

    @property
    def source(self) -> str:
        """Where it is documented."""
        return _smtpcodes.taxonomy_source(self._value_)


class ReasonWord(Word):
    """The base of `Reason`."""

    group: str
    """The family of the reason: "recipient", "network", "reputation", ..."""
    bounce: Bounce
    """What a final failure for this reason tells about the address."""
    fault: Fault
    """Whose fault it is."""
    retry: Retry
    """Whether and how to try again after a final failure."""
    retry_after: int | None
    """The seconds to wait where the reply names none."""
    action: Action
    """What to do after a final failure, in one machine word."""
    advice: str
    """What to do after a final failure, in words for people."""

    if not TYPE_CHECKING:

        def __new__(cls, value, number, meaning, group, bounce, fault, retry, retry_after, action, advice):
            reason = str.__new__(cls, value)
            reason._value_ = value
            reason.number = number
            reason.meaning = meaning
            reason.group = group
            reason.bounce = bounce
            reason.fault = fault
            reason.retry = retry
            reason.retry_after = retry_after
            reason.action = action
            reason.advice = advice
            return reason

    def to(self, taxonomy: Taxonomy | str) -> tuple[str, ...]:
        """Give the labels that another taxonomy has for this reason: the primary one first, then compatible ones."""
        return _smtpcodes.labels(self._value_, taxonomy)

    @classmethod
    def from_label(cls, taxonomy: Taxonomy | str, label: str) -> Reason | None:
        """Find the best reason for a label of another taxonomy; None when the label is unknown or names no failure."""
        reasons = _smtpcodes.reasons_of(taxonomy, label)
        return reasons[0] if reasons else None

    @classmethod
    def all_from_label(cls, taxonomy: Taxonomy | str, label: str) -> tuple[Reason, ...]:
        """List every reason that a label of another taxonomy can mean, the best first."""
        return _smtpcodes.reasons_of(taxonomy, label)


class ReplyNumber(IntEnum):
    """The base of `ReplyCode`."""

    _value_: int
    phrase: str | None
    """The standard's short text; None for a code without a name."""
    meaning: str | None
    """What happened, and what the client should do; None for a code without a name."""
    standing: Standing | None
    """How official the code is; None for a code without a name."""
    reason: Reason | None
    """The reason when nothing else is known."""

    if not TYPE_CHECKING:

        def __new__(cls, value, phrase, meaning, standing, reason):
            code = int.__new__(cls, value)
            code._value_ = value
            code.phrase = phrase
            code.meaning = meaning
            code.standing = standing
            code.reason = reason
            return code

    @classmethod
    def _missing_(cls: type[_C], value: object) -> _C:
        if not isinstance(value, int) or not 200 <= value <= 599:
            raise ValueError(f"{value!r} is not a reply code: a number from 200 to 599 (RFC 5321 §4.2.1)")
        known = _UNNAMED.get(value)
        if known is None:
            # Made like enum.Flag makes its composites: cls(...) only looks members up.
            code = int.__new__(cls, value)
            code._name_ = f"UNNAMED_{value}"
            code._value_ = int(value)
            code.phrase = code.meaning = code.standing = code.reason = None
            known = _UNNAMED.setdefault(value, code)
        assert isinstance(known, cls)
        return known

    @classmethod
    def parse(cls: type[_C], text: str) -> _C:
        """Read exactly three digits; anything else is a ValueError."""
        if len(text) != 3 or not text.isascii() or not text.isdigit():
            raise ValueError(f"{text!r} is not a reply code: three digits from 200 to 599 (RFC 5321 §4.2.1)")
        return cls(int(text))

    @property
    def permanence(self) -> Permanence:
        """What the first digit claims about trying again."""
        from ._codes import Permanence

        first = self._value_ // 100
        if first == 2:
            return Permanence.SUCCESS
        if first == 3:
            return Permanence.INTERMEDIATE
        return Permanence.TRANSIENT if first == 4 else Permanence.PERMANENT

    def __str__(self) -> str:
        return str(self._value_)

    def __format__(self, format_spec: str) -> str:
        return format(self._value_, format_spec)


_UNNAMED: dict[int, ReplyNumber] = {}
"""The members that were made for codes without a name."""
