//! Finds the reply of the server inside the words that a report puts around it.

use smtpcodes::{Basis, Reason};

/// Tells whether the text opens with a reply code of a failure, such as `550 ` or `421-`.
pub(crate) fn starts_with_code(text: &str) -> bool {
    let b = text.as_bytes();
    b.len() >= 3
        && matches!(b[0], b'4' | b'5')
        && matches!(b[1], b'0'..=b'7')
        && b[2].is_ascii_digit()
        && b.get(3).is_none_or(|c| matches!(c, b' ' | b'-' | b':' | b',' | b';' | b'\t'))
}

/// Tells whether the text opens with an enhanced code, such as `5.1.1`.
pub(crate) fn starts_with_status(text: &str) -> bool {
    let mut parts = text.splitn(4, |c: char| !c.is_ascii_digit());
    let mut digits = |most: usize| parts.next().is_some_and(|p| !p.is_empty() && p.len() <= most);
    text.starts_with(['2', '4', '5'])
        && digits(1)
        && digits(3)
        && digits(3)
        && text.bytes().filter(|b| *b == b'.').count() >= 2
        && text.as_bytes()[1] == b'.'
}

/// Returns where the reply begins in a line that tells about it.
pub(crate) fn start(text: &str) -> Option<usize> {
    text.char_indices()
        .filter(|(_, c)| matches!(c, '4' | '5'))
        .map(|(i, _)| i)
        .find(|&i| starts_with_code(&text[i..]) && opens(text, i))
}

/// Tells whether a reply may begin at this offset, seen from what stands before it.
fn opens(text: &str, at: usize) -> bool {
    let before = &text[..at];
    let rest = text[at + 3..].trim_start_matches([' ', '-', ':', '\t']);
    if rest.is_empty() && at != 0 {
        return false;
    }
    let quoted = text[at + 3..].starts_with("-'") && before.ends_with(' ');
    let tight = before.ends_with(':') && !before[..at - 1].ends_with(|c: char| c.is_ascii_digit())
        || before.ends_with(['\n', ';', '#', '\'', '"', '(', '<', '>', '[']);
    let spaced = before.trim_end_matches([' ', '\t']);
    before.is_empty()
        || tight
        || quoted
        || spaced.len() < before.len()
            && (spaced.is_empty()
                || spaced.ends_with([':', ';', '<', '>', '-', '\n', '='])
                || starts_with_status(rest))
}

/// The weight of a text whose status alone tells the reason.
pub(crate) const TELLING: u32 = 4;

/// Says how much the text tells: words that decide before a status, a status before a bare reply code.
///
/// That delivery was given up tells less than why it did not work before.
pub(crate) fn weight(text: &str) -> u32 {
    if text.trim().is_empty() {
        return 0;
    }
    let verdict = smtpcodes::classify(text.as_bytes());
    let decided = match (verdict.reason(), verdict.basis()) {
        (None | Some(Reason::Undetermined), _) => return 0,
        (_, Basis::Rule) if verdict.rule().is_some_and(|rule| rule.is_weak()) => 6,
        (_, Basis::Rule) => 8,
        (_, Basis::Enhanced) => TELLING,
        _ => 2,
    };
    decided - u32::from(verdict.reason() == Some(Reason::DeliveryExpired))
}

/// Tells whether the text says only how long the delivery was or will be tried.
pub(crate) fn tells_of_time(text: &str) -> bool {
    smtpcodes::classify(text.as_bytes()).reason() == Some(Reason::DeliveryExpired)
}

/// Takes the marks off that close a quoted reply: `'`, `"`, `##`, and the brackets around it.
pub(crate) fn closed(text: &str) -> &str {
    let mut text = text.trim().trim_end_matches(['#', ' ']);
    for mark in ['\'', '"'] {
        if text.ends_with(mark) && text.matches(mark).count() % 2 == 1 {
            text = text.trim_end_matches(mark);
        } else if text.len() > 1 && text.starts_with(mark) && text.ends_with(mark) {
            text = &text[1..text.len() - 1];
        }
    }
    for (open, close) in [('[', ']'), ('(', ')'), ('<', '>')] {
        if text.ends_with(close) && !text.contains(open) {
            text = text.trim_end_matches(close);
        } else if text.ends_with(close) && text.matches(close).count() > text.matches(open).count()
        {
            text = &text[..text.len() - 1];
        }
        let inner = text.strip_prefix(open).and_then(|t| t.strip_suffix(close));
        if let Some(inner) = inner.filter(|t| !t.contains([open, close, '@'])) {
            text = inner;
        }
    }
    text.trim_start_matches(['\'', '"'])
}
