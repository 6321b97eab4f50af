"""What Python's `smtplib` knows about a refusal, as the bytes that the server wrote.

`smtplib` is never imported here: an object can only be one of its exceptions when the program has imported it.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from ._smtpcodes import classify

if TYPE_CHECKING:
    import smtplib
    from collections.abc import Mapping

    from ._smtpcodes import Classification

_ReplyPair = tuple[int, "bytes | str"]

# The command that each exception speaks of; one that comes after several commands is not here.
_COMMANDS = {
    "SMTPSenderRefused": "MAIL",
    "SMTPDataError": "DATA",
    "SMTPConnectError": "CONNECT",
    "SMTPHeloError": "HELO",
    "SMTPAuthenticationError": "AUTH",
}


def reply_bytes(reply: smtplib.SMTPResponseException | _ReplyPair | str | bytes) -> bytes:
    """Give the bytes that `classify` looks at and that `Classification.span` counts in."""
    if isinstance(reply, str):
        return _encode(reply)
    return reply if isinstance(reply, bytes) else wire(reply)[0]


def classify_recipients(
    refused: smtplib.SMTPRecipientsRefused | Mapping[str, _ReplyPair],
    *,
    remote_host: str | bytes | None = None,
) -> dict[str, Classification]:
    """Tell for each refused recipient what the server's reply means.

    Takes an `smtplib.SMTPRecipientsRefused`, or the dictionary that `SMTP.sendmail` and `send_message` return when some
    recipients were refused and others taken.
    """
    recipients = getattr(refused, "recipients", refused)
    if not hasattr(recipients, "items"):
        name = type(refused).__name__
        raise TypeError(f"refused must be smtplib.SMTPRecipientsRefused or a mapping of replies, not {name}")
    return {
        address: classify(reply, remote_host=remote_host, command="RCPT") for address, reply in recipients.items()
    }


def wire(reply: object) -> tuple[bytes, str | None]:
    """Give the bytes of a reply that is neither `str` nor `bytes`, and the command it answers where that is known."""
    if isinstance(reply, (bytearray, memoryview)):
        return bytes(reply), None
    if isinstance(reply, tuple) and len(reply) == 2 and isinstance(reply[0], int):
        return _join(reply[0], reply[1]), None
    smtplib = sys.modules.get("smtplib")
    if smtplib is not None:
        if isinstance(reply, smtplib.SMTPResponseException):
            commands = (_COMMANDS.get(kind.__name__) for kind in type(reply).__mro__)
            return _join(reply.smtp_code, reply.smtp_error), next(filter(None, commands), None)
        if isinstance(reply, smtplib.SMTPRecipientsRefused):
            raise TypeError(
                "SMTPRecipientsRefused carries a reply for each recipient; pass it to smtpcodes.classify_recipients()"
            )
        if isinstance(reply, smtplib.SMTPException):
            raise TypeError(f"{type(reply).__name__} carries no reply of a server; there is nothing to classify")
    if isinstance(reply, int):
        raise TypeError(f"expected the text of a reply, not a number; ReplyCode({int(reply)}) tells what a code means")
    raise TypeError(
        "expected str, bytes, smtplib.SMTPResponseException or a pair of code and message, "
        f"not {type(reply).__name__}"
    )


def _encode(text: str) -> bytes:
    try:
        return text.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        return text.encode("utf-8", "surrogatepass")


def _join(code: int, message: object) -> bytes:
    """Make the lines again from which smtplib took the codes away."""
    if isinstance(message, str):
        message = _encode(message)
    elif isinstance(message, (bytearray, memoryview)):
        message = bytes(message)
    elif not isinstance(message, bytes):
        raise TypeError(f"the message of a reply must be bytes or str, not {type(message).__name__}")
    if not 200 <= code <= 599:
        # smtplib's -1 for a line without a code, and other numbers that are none.
        return message
    lines = message.splitlines() or [b""]
    head = b"%d-" % code
    return b"\r\n".join([head + line for line in lines[:-1]] + [b"%d " % code + lines[-1]])
