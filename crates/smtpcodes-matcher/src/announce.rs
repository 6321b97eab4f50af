//! Whether a number in a free text is a reply code: by the words and marks around it.

use crate::locate::trim_end;

/// How many bytes before a number are looked at.
const LOOKED_BACK: usize = 128;

/// Says whether what stands around the three digits at `at` makes them a reply code.
///
/// A word such as `said` or `error` does; a mark such as `:` does where the words of a reply follow. What has a unit,
/// or a name such as `ticket`, is a number of something else.
pub(crate) fn announces(text: &[u8], at: usize) -> bool {
    let rest = &text[at + 3..];
    let near = &text[at.saturating_sub(LOOKED_BACK)..at];
    let before = trim_end(near);
    let gap = &near[before.len()..];
    let Some(&mark) = before.last() else { return !counts(rest, SIZES) };
    if counts(rest, SIZES) || (mark == b';' && is_exit_status(before, rest)) {
        return false;
    }
    // `smtp[550]` is a process.
    if mark == b'[' && gap.is_empty() && rest.first() == Some(&b']') {
        return false;
    }
    // `host:587:` and `[2001:db8:550::1]` are addresses; `said:550 no` and `{"code":550}` are none.
    if mark == b':' && gap.is_empty() {
        let parted = matches!(rest.first(), Some(b' ' | b'-')) || before.ends_with(b"\":");
        return parted && (before.ends_with(b">:") || named(before) == Named::Reply);
    }
    match named(before) {
        Named::Reply => return true,
        Named::Other => return false,
        Named::Passing | Named::Nothing => {}
    }
    if gap.contains(&b'\n') {
        return true;
    }
    let refuses = matches!(text[at], b'4' | b'5');
    match mark {
        // `mx.example.com [192.0.2.1]:`, `<anna@example.com>:`
        b':' if !before.iter().rev().nth(1).is_some_and(|&b| is_word(b)) => true,
        b':' | b';' => speaks(rest, refuses) && !counts(rest, THINGS),
        b'(' | b'[' | b'<' | b'>' | b'"' | b'\'' => {
            (refuses && closes(rest)) || words_follow(rest) && !counts(rest, THINGS)
        }
        // `#554 refused` at the head of a line; `ticket #554` is a number of something else
        b'#' => refuses && line_is_marks(before),
        _ => named(before) == Named::Passing && speaks(rest, refuses) && !counts(rest, THINGS),
    }
}

/// What the words before a number say that it is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Named {
    /// A reply code.
    Reply,
    /// A reply code, if what follows are the words of a reply.
    Passing,
    /// Something else.
    Other,
    Nothing,
}

/// Words that a reply code stands behind, and no other number.
const REPLY: &[&str] = &[
    "answer",
    "answered",
    "code",
    "diag",
    "diagnostic",
    "err",
    "error",
    "errore",
    "erreur",
    "erro",
    "errorcode",
    "fehler",
    "fejl",
    "fel",
    "fout",
    "lmtp",
    "message",
    "msg",
    "replied",
    "reply",
    "replycode",
    "response",
    "responsecode",
    "result",
    "said",
    "smtp",
    "smtpcode",
    "smtpreply",
    "smtpresponse",
    "stat",
    "status",
    "statuscode",
];

/// Words that both replies and plain numbers stand behind.
const PASSING: &[&str] = &["was", "returned", "with"];

/// What numbers are told of, in the languages of most mail.
const OTHER: &[&str] = &[
    "amount",
    "attempts",
    "bounced",
    "bounces",
    "build",
    "case",
    "chapter",
    "count",
    "delay",
    "fax",
    "gid",
    "id",
    "invoice",
    "issue",
    "limit",
    "line",
    "no",
    "nr",
    "num",
    "number",
    "order",
    "page",
    "phone",
    "pid",
    "port",
    "price",
    "quota",
    "ref",
    "release",
    "rfc",
    "room",
    "section",
    "size",
    "tel",
    "telephone",
    "ticket",
    "time",
    "total",
    "uid",
    "version",
];

/// Words that make a code or status that of something else: `exit code`, `HTTP status`, `area code`.
const FOREIGN: &[&str] =
    &["area", "country", "exit", "http", "https", "order", "postal", "tracking", "zip"];

/// Numbers are named so in front of their noun: `error no. 550`.
const NUMBER: &[&str] = &["no", "nr", "num", "number"];

/// Looks at the last words before a number.
fn named(before: &[u8]) -> Named {
    let mut words = before.rsplit(|&b| !is_word(b)).filter(|word| !word.is_empty());
    let mut last = words.next().unwrap_or(&[]);
    if is_one(last, NUMBER) {
        last = words.next().unwrap_or(&[]);
        if !is_one(last, REPLY) {
            return Named::Other;
        }
    }
    let counted = before.last() == Some(&b'=') || is_one(last, OTHER);
    if is_one(last, REPLY) {
        let foreign = words.take(2).any(|word| is_one(word, FOREIGN));
        return if foreign { Named::Other } else { Named::Reply };
    }
    let ends = |end: &[u8]| {
        last.len() > end.len() && last[last.len() - end.len()..].eq_ignore_ascii_case(end)
    };
    if counted || ends(b"number") || ends(b"nummer") {
        Named::Other
    } else if is_one(last, PASSING) {
        Named::Passing
    } else {
        Named::Nothing
    }
}

/// Says whether an enhanced code behind these words is a version, or a section of a document.
pub(crate) fn numbers_a_version(before: &[u8]) -> bool {
    let word = before.rsplit(|&b| !is_word(b)).find(|word| !word.is_empty());
    word.is_some_and(|word| {
        is_one(word, &["version", "release", "section", "chapter", "rfc", "build"])
    })
}

fn is_one(word: &[u8], known: &[&str]) -> bool {
    known.iter().any(|known| word.eq_ignore_ascii_case(known.as_bytes()))
}

fn is_word(b: u8) -> bool {
    b.is_ascii_alphanumeric() || b >= 0x80
}

fn is_exit_status(before: &[u8], rest: &[u8]) -> bool {
    let kind = before.rsplit(|&b| !is_word(b)).find(|word| !word.is_empty()).unwrap_or(&[]);
    kind.eq_ignore_ascii_case(b"unix") && rest.trim_ascii().is_empty()
}

/// Nothing but marks stands before on the line.
fn line_is_marks(before: &[u8]) -> bool {
    let line = before.rsplit(|&b| b == b'\n').next().unwrap_or(before);
    line.iter().all(|&b| matches!(b, b'#' | b'<' | b'"' | b'\'' | b' ' | b'\t'))
}

/// `)`, or the `,` of a list, ends it; `(555) 0142` is a phone number.
fn closes(rest: &[u8]) -> bool {
    match rest {
        [b',' | b')' | b']' | b'>' | b'"' | b'\'', rest @ ..] => {
            !rest.trim_ascii_start().first().is_some_and(u8::is_ascii_digit)
        }
        _ => false,
    }
}

/// The words of a reply follow, and for a reply that refuses nothing they say so.
fn speaks(rest: &[u8], refuses: bool) -> bool {
    let agrees =
        || rest.trim_ascii_start().get(..2).is_some_and(|ok| ok.eq_ignore_ascii_case(b"ok"));
    words_follow(rest) && (refuses || agrees())
}

/// Something that is no number follows, behind a blank or the hyphen of a reply's line.
fn words_follow(rest: &[u8]) -> bool {
    let [b' ' | b'-' | b':', rest @ ..] = rest else { return false };
    let word = rest.trim_ascii_start();
    word.first().is_some_and(|&b| !b.is_ascii_digit() && !matches!(b, b'/' | b'+' | b'%' | b'='))
}

/// Units behind a number that no reply begins with.
const SIZES: &[&str] = &[
    "b", "bytes", "byte", "kb", "kib", "k", "mb", "mib", "gb", "gib", "kbit", "mbit", "gbit", "km",
    "ms", "s", "sec", "secs", "seconds", "min", "mins", "minutes", "hours", "days", "eur", "euro",
    "euros", "usd", "gbp",
];

/// Things that are counted in mail; a reply begins with them as well, where it is announced.
const THINGS: &[&str] = &[
    "addresses",
    "attempts",
    "connections",
    "domains",
    "emails",
    "items",
    "lines",
    "mails",
    "messages",
    "of",
    "pages",
    "people",
    "recipients",
];

/// `500 MB`, `300 seconds`, `450 recipients`: a number with a unit is not a reply.
fn counts(rest: &[u8], units: &[&str]) -> bool {
    let Some(rest) = rest.strip_prefix(b" ") else { return false };
    let end = rest.iter().position(|&b| !is_word(b)).unwrap_or(rest.len());
    is_one(&rest[..end], units)
}
