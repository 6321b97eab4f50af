"""A message of Python's `email` as the bytes that were received.

`email` is never imported here: an object can only be one of its messages when the program has imported it.
"""

from __future__ import annotations

import sys


def message_bytes(message: object) -> bytes:
    """Give the bytes of an `email.message.Message`, with its header lines as they stand."""
    module = sys.modules.get("email.message")
    if module is None or not isinstance(message, module.Message):
        raise TypeError(f"message must be bytes or email.message.Message, not {type(message).__name__}")
    policy = message.policy
    if hasattr(policy, "refold_source"):
        # The policies of EmailMessage would fold long lines anew, also inside of what a server wrote.
        policy = policy.clone(refold_source="none")
    data: bytes = message.as_bytes(policy=policy)
    return data
