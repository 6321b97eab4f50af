"""What an SMTP server's answer means and what to do about it.

>>> import smtpcodes
>>> c = smtpcodes.classify("550 5.1.1 <ann@example.com>: user unknown")
>>> c.reason, c.bounce, c.action
(<Reason.MAILBOX_UNKNOWN: 'mailbox_unknown'>, <Bounce.HARD: 'hard'>, <Action.SUPPRESS: 'suppress'>)
"""

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
from ._errors import ParseError, Problem, RulesError
from ._records import (
    Blocklist,
    Codes,
    EnhancedEntry,
    Provider,
    ReplyEntry,
    Rule,
    VendorEntry,
    blocklists,
    enhanced_codes,
    providers,
    reply_codes,
    rules,
    vendor_codes,
)
from ._replies import classify_recipients, reply_bytes
from ._smtpcodes import (
    Classification,
    Classifier,
    EnhancedCode,
    Reply,
    ReplyParser,
    __version__,
    classify,
    classify_many,
    find_codes,
    parse_reply,
)

__all__ = [
    "Action",
    "Basis",
    "Blocklist",
    "Bounce",
    "Classification",
    "Classifier",
    "Codes",
    "Command",
    "EnhancedCode",
    "EnhancedEntry",
    "Fault",
    "Kind",
    "ParseError",
    "Permanence",
    "Problem",
    "Provider",
    "Reason",
    "Reply",
    "ReplyCode",
    "ReplyEntry",
    "ReplyParser",
    "Retry",
    "Rule",
    "RulesError",
    "Standing",
    "Taxonomy",
    "VendorEntry",
    "__version__",
    "blocklists",
    "classify",
    "classify_many",
    "classify_recipients",
    "enhanced_codes",
    "find_codes",
    "parse_reply",
    "providers",
    "reply_bytes",
    "reply_codes",
    "rules",
    "vendor_codes",
]
