from collections.abc import Callable, Iterable
from email.message import Message
from os import PathLike
from smtplib import SMTPResponseException
from typing import Any, Literal, Protocol, final
from typing_extensions import TypeAlias

from ._codes import (
    Action,
    Basis,
    Bounce,
    Command,
    Fault,
    Kind,
    Permanence,
    Reason,
    ReplyCode,
    Retry,
    Standing,
    Taxonomy,
)
from ._errors import ReadProblem
from ._records import Codes

_Text: TypeAlias = str | bytes | bytearray | memoryview
_Reply: TypeAlias = _Text | SMTPResponseException | tuple[int, bytes | str]
_Path: TypeAlias = str | PathLike[str]
_Format: TypeAlias = Literal["auto", "replies", "jsonl", "maillog", "message"]
_OnProblem: TypeAlias = Literal["collect", "raise"] | Callable[[ReadProblem], object]
_Texts: TypeAlias = tuple[str, ...]
_Pairs: TypeAlias = tuple[tuple[str, str], ...]

__all__ = [
    "Classification",
    "Classifier",
    "EnhancedCode",
    "Event",
    "Events",
    "Reply",
    "ReplyParser",
    "__version__",
    "_restore",
    "_restore_event",
    "blocklist_rows",
    "classify",
    "classify_many",
    "enhanced_rows",
    "find_codes",
    "labels",
    "parse_reply",
    "provider_rows",
    "read_events",
    "read_message",
    "reasons_of",
    "reply_rows",
    "rule_rows",
    "taxonomy_labels",
    "taxonomy_source",
    "vendor_rows",
]

__version__: str

class _BinaryFile(Protocol):
    def read(self, size: int, /) -> bytes: ...

@final
class Classification:
    """What a reply means.

    For a success or an intermediate reply everything but codes, permanence, basis and provider is None.
    """

    @property
    def reply_code(self) -> ReplyCode | None:
        """The reply code of the text."""
    @property
    def enhanced_code(self) -> EnhancedCode | None:
        """The enhanced code of the text, or of the context where the text has none."""
    @property
    def permanence(self) -> Permanence:
        """What the server claimed about trying again."""
    @property
    def reason(self) -> Reason | None:
        """The cause; Reason.UNDETERMINED when neither text nor codes tell one."""
    @property
    def bounce(self) -> Bounce | None:
        """What the failure tells about the address; a transient reply is always soft."""
    @property
    def fault(self) -> Fault | None:
        """Whose fault it is."""
    @property
    def retry(self) -> Retry | None:
        """Whether and how to try again."""
    @property
    def retry_after(self) -> int | None:
        """Seconds to wait before trying again, where the text, the provider or the reason tells them."""
    @property
    def action(self) -> Action | None:
        """What to do, in one machine word."""
    @property
    def advice(self) -> str | None:
        """What to do, in words for people."""
    @property
    def meaning(self) -> str | None:
        """What the reason means, in one sentence."""
    @property
    def basis(self) -> Basis:
        """What decided."""
    @property
    def rule(self) -> str | None:
        """The id of the rule that decided."""
    @property
    def rule_source(self) -> str | None:
        """Where the wording of that rule is documented or was seen."""
    @property
    def runner_up(self) -> str | None:
        """The id of the rule that would have decided without the one that did."""
    @property
    def span(self) -> tuple[int, int] | None:
        """The bytes of the text that decided: start and end. For a str these count bytes of its UTF-8 form."""
    @property
    def provider(self) -> str | None:
        """The name of the provider that answered, by its host or its words; see providers()."""
    @property
    def blocklist(self) -> str | None:
        """The name of the block list that the reply names; see blocklists()."""
    @property
    def overruled(self) -> Reason | None:
        """The reason that the codes alone would have told, where the text tells another one."""
    def to_dict(self) -> dict[str, str | int | list[int] | None]:
        """Gives the plain values, under the keys of the command's JSON and in their order."""
    def to_json(self) -> str:
        """Gives one line of JSON, the same as the command prints from "code" on."""
    def __hash__(self) -> int: ...
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __reduce__(self) -> tuple[Any, ...]: ...

@final
class Classifier:
    """A classifier with rules of the program's own; where none of them speaks, the shipped ones do.

    `rules` is the path of a YAML file, or an iterable of paths. A file with a problem is refused whole, with every
    problem named in RulesError.problems.
    """

    def __new__(cls, rules: _Path | Iterable[_Path] | None = None) -> Classifier: ...
    @staticmethod
    def from_text(name: str, text: str) -> Classifier:
        """Reads the rules of a text; `name` stands for the file in messages."""
    def classify(
        self,
        reply: _Reply,
        /,
        *,
        remote_host: str | bytes | None = None,
        command: Command | str | None = None,
        status: EnhancedCode | str | None = None,
    ) -> Classification:
        """Tells what a reply means; see smtpcodes.classify()."""
    def classify_many(
        self,
        replies: Iterable[_Reply],
        /,
        *,
        remote_host: str | bytes | None = None,
        command: Command | str | None = None,
    ) -> list[Classification]:
        """Tells what each of many replies means, in their order."""

@final
class EnhancedCode:
    """An enhanced mail system status code (RFC 3463), such as EnhancedCode("5.7.515").

    The class is 2, 4 or 5; subject and detail go from 0 to 999. Codes that no document names are still codes; what is
    outside the ranges, or has a leading zero, is a ValueError.
    """

    def __new__(cls, code: EnhancedCode | str, /) -> EnhancedCode: ...
    @staticmethod
    def from_parts(class_: int, subject: int, detail: int) -> EnhancedCode:
        """Makes a code from its three numbers."""
    @property
    def class_(self) -> int:
        """The class: 2, 4 or 5."""
    @property
    def subject(self) -> int:
        """The subject: 0 to 999."""
    @property
    def detail(self) -> int:
        """The detail: 0 to 999."""
    @property
    def permanence(self) -> Permanence:
        """What the class claims about trying again."""
    @property
    def name(self) -> str | None:
        """The registered name, such as "bad_destination_mailbox"; None for a code that is not registered."""
    @property
    def phrase(self) -> str | None:
        """The standard's short text; None for a code that is not registered."""
    @property
    def meaning(self) -> str | None:
        """What happened, and what the client should do; None for a code that is not registered."""
    @property
    def standing(self) -> Standing | None:
        """How official the code is; None for a code that is not registered."""
    @property
    def reason(self) -> Reason | None:
        """The reason when the text tells none."""
    @property
    def class_phrase(self) -> str | None:
        """The standard's short text of the class."""
    @property
    def subject_phrase(self) -> str | None:
        """The standard's short text of the subject; None for a subject that is not registered."""
    def vendor_phrase(self, provider: str) -> str | None:
        """Gives the short text that one provider has for the code, by the provider's name."""
    def vendor_meaning(self, provider: str) -> str | None:
        """Says what one provider means by the code, by the provider's name; None when it has no meaning of its own."""
    def __hash__(self) -> int: ...
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __lt__(self, other: EnhancedCode, /) -> bool: ...
    def __le__(self, other: EnhancedCode, /) -> bool: ...
    def __gt__(self, other: EnhancedCode, /) -> bool: ...
    def __ge__(self, other: EnhancedCode, /) -> bool: ...
    def __reduce__(self) -> tuple[Any, ...]: ...

@final
class Event:
    """What a line of a log, a report or a provider tells of one recipient of one message, with what it means.

    What the source does not tell is None.
    """

    @property
    def source(self) -> str:
        """The file, member of an archive or stream that the event was read from; "-" for bytes."""
    @property
    def line(self) -> int | None:
        """The line of the source that the event begins on, from 1 on."""
    @property
    def kind(self) -> Kind | None:
        """What happened; None for a bare reply."""
    @property
    def time(self) -> str | None:
        """When, as received, or as RFC 3339 where the source can be converted without a guess."""
    @property
    def recipient(self) -> str | None:
        """The address that was written to."""
    @property
    def sender(self) -> str | None:
        """The envelope sender; "" is the null sender."""
    @property
    def id(self) -> str | None:
        """The queue id or message id that the source knows the message by."""
    @property
    def remote_host(self) -> str | None:
        """The name of the server that answered."""
    @property
    def remote_address(self) -> str | None:
        """The network address of the server that answered."""
    @property
    def command(self) -> Command | None:
        """The command, or moment of the session, that was answered."""
    @property
    def delay(self) -> float | None:
        """How long the message had been under way, in seconds."""
    @property
    def text(self) -> str:
        """The reply, with U+FFFD for what is no UTF-8; "" when the source gives none.

        Classification.span counts bytes of its UTF-8 form.
        """
    @property
    def raw(self) -> bytes:
        """The bytes of the reply as received."""
    @property
    def status(self) -> str | None:
        """The status that the source states beside the text, such as the Status field of a delivery report."""
    @property
    def provider_label(self) -> str | None:
        """The provider's own word for the event."""
    @property
    def input_id(self) -> str | None:
        """The input's own name for the event, as JSON, where the input is JSON with an "id"."""
    @property
    def classification(self) -> Classification:
        """What the reply means, in the light of what happened.

        An automatic answer has no reason, and an address that is still being tried is not given up.
        """
    def to_dict(self) -> dict[str, Any]:
        """Gives the plain values, under the keys of the command's JSON and in their order.

        "source" has the line behind it, and "remote_host" is the address where no name is known.
        """
    def to_json(self) -> str:
        """Gives one line of JSON, the same as `smtpcodes classify` prints."""
    def __hash__(self) -> int: ...
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __reduce__(self) -> tuple[Any, ...]: ...

@final
class Events:
    """The events that read_events() reads, as an iterator, and what could not be read."""

    def __iter__(self) -> Events: ...
    def __next__(self) -> Event: ...
    @property
    def problems(self) -> tuple[ReadProblem, ...]:
        """What could not be read so far, unless on_problem says otherwise: the first thousand."""
    @property
    def problem_count(self) -> int:
        """How many problems there have been so far."""
    @property
    def delivered(self) -> int:
        """How many deliveries that succeeded the logs have told of that were read to their end."""

@final
class Reply:
    """A reply of one or many lines (RFC 5321 §4.2)."""

    @property
    def code(self) -> ReplyCode:
        """The reply code."""
    @property
    def enhanced_code(self) -> EnhancedCode | None:
        """The enhanced code that the first line's text begins with."""
    @property
    def lines(self) -> _Texts:
        """The texts of the lines: what follows code and separator, without line end, enhanced code included.

        Bytes that are not UTF-8 become surrogates, as with errors="surrogateescape".
        """
    @property
    def text(self) -> str:
        """The lines, joined by line feeds."""
    @property
    def raw(self) -> bytes:
        """The bytes of the whole reply, codes and line ends included."""
    def __hash__(self) -> int: ...
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __reduce__(self) -> tuple[Any, ...]: ...

@final
class ReplyParser:
    """Collects replies from bytes in any split.

    Give it what the socket gave with feed(), then take replies with next_reply() until it says None. A reply that is
    longer than `limit` bytes is refused. After a ParseError the stream cannot be trusted: close the connection.
    """

    def __new__(cls, *, limit: int = 65536) -> ReplyParser: ...
    def feed(self, data: _Text, /) -> None:
        """Takes bytes that arrived."""
    def next_reply(self) -> Reply | None:
        """Gives the next whole reply, or None while bytes are missing.

        Raises ParseError as soon as a line is no reply; every call after that raises it again.
        """
    def clear(self) -> None:
        """Forgets everything, for a new connection."""

def classify(
    reply: _Reply,
    /,
    *,
    remote_host: str | bytes | None = None,
    command: Command | str | None = None,
    status: EnhancedCode | str | None = None,
) -> Classification:
    """Tells what a reply means.

    Takes text or bytes as a server wrote them or a log quotes them, an smtplib.SMTPResponseException, or smtplib's
    pair of code and message. An unknown code or a text without one gives a result too. Looks at no more than the
    first 32 KiB.
    """

def classify_many(
    replies: Iterable[_Reply],
    /,
    *,
    remote_host: str | bytes | None = None,
    command: Command | str | None = None,
) -> list[Classification]:
    """Tells what each of many replies means, in their order."""

def find_codes(text: _Reply, /) -> Codes:
    """Finds the codes of a text as it stands in logs and reports. Looks at the first 2 KiB."""

def parse_reply(data: _Text, /) -> Reply:
    """Reads a reply that is all of the data; ReplyParser reads one after the other.

    Raises ParseError, which says what is wrong and in which line.
    """

def read_events(
    source: _Path | Iterable[_Path] | bytes | bytearray | memoryview | _BinaryFile,
    /,
    *,
    format: _Format = "auto",
    classifier: Classifier | None = None,
    deliveries: bool = False,
    on_problem: _OnProblem | None = None,
) -> Events:
    """Reads the events of a log, of bounce messages, of provider events or of bare replies, one after the other.

    `source` is a path, an iterable of paths, bytes, or a binary file; folders are walked, mailboxes split, and
    compressed files and archives opened. "-" is standard input. Memory is bounded whatever the size.

    `format` is "auto", "replies", "jsonl", "maillog" or "message"; "auto" looks at the content of each file.
    Deliveries that succeeded, which logs are full of, are events only where `deliveries` is true.

    What cannot be read costs nothing beside it. It is kept in Events.problems; with on_problem="raise" it is a ReadError,
    after which the reading can go on, and a callable gets each ReadProblem instead.
    """

def read_message(
    message: bytes | bytearray | memoryview | Message[Any, Any], /, *, classifier: Classifier | None = None
) -> tuple[Event, ...]:
    """Reads one bounce message, or another automatic mail, and gives an event for each recipient that it reports on.

    Takes bytes or an email.message.Message. A message that reports nothing gives no event.

    Raises ReadError for what is no message.
    """

def reply_rows() -> list[
    tuple[int, str, str, str, Standing, tuple[Command, ...], Reason | None, _Pairs, _Texts]
]: ...
def enhanced_rows() -> list[
    tuple[
        int,
        int,
        str,
        str,
        str,
        Standing,
        _Texts,
        Reason | None,
        Reason | None,
        bool,
        _Pairs,
        _Texts,
    ]
]: ...
def vendor_rows() -> list[
    tuple[
        str | None,
        int | None,
        int,
        int,
        int,
        str,
        str,
        str,
        Reason | None,
        bool,
        _Texts,
    ]
]: ...
def provider_rows() -> list[tuple[str, str, _Texts, _Texts, _Pairs, _Texts]]: ...
def blocklist_rows() -> list[tuple[str, str, str, _Texts, str | None, _Texts]]: ...
def rule_rows() -> list[tuple[str, Reason, str, _Texts]]: ...
def labels(reason: Reason | str, taxonomy: Taxonomy | str) -> _Texts: ...
def reasons_of(taxonomy: Taxonomy | str, label: str) -> tuple[Reason, ...]: ...
def taxonomy_labels(taxonomy: Taxonomy | str) -> _Texts: ...
def taxonomy_source(taxonomy: Taxonomy | str) -> str: ...
def _restore(state: dict[str, Any]) -> Classification: ...
def _restore_event(state: dict[str, Any], classification: Classification) -> Event: ...
