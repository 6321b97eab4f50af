//! Where the codes stand in a text: at its head, or somewhere in a log line or report.

use core::ops::Range;

use crate::announce::{announces, numbers_a_version};
use crate::find::{find, find_within};
use crate::underscores;

/// How far into a free text codes are looked for.
const SEARCHED: usize = 2048;

/// An enhanced code: class, subject, detail (RFC 3463 §2).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Enhanced {
    /// 2, 4 or 5.
    pub class: u8,
    /// 0 to 999.
    pub subject: u16,
    /// 0 to 999.
    pub detail: u16,
}

/// The codes of a text and where they stand.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Located {
    /// The reply code, 200 to 599.
    pub reply: Option<u16>,
    /// The bytes of the reply code.
    pub reply_at: Range<usize>,
    /// The enhanced code.
    pub enhanced: Option<Enhanced>,
    /// The bytes of the enhanced code.
    pub enhanced_at: Range<usize>,
}

/// Finds the codes of `text`: of a bare reply at its head, else where logs and reports put them.
///
/// An enhanced code stands right behind its reply code, or where punctuation sets it apart; an address, a version, a
/// size or a date is none.
pub fn locate(text: &[u8]) -> Located {
    let located = locate_plain(text);
    if located.reply.is_none() && underscores::are_blanks(text) {
        return underscores::with_blanks(text, locate_plain);
    }
    located
}

/// Finds the codes of a text whose blanks are blanks.
pub(crate) fn locate_plain(text: &[u8]) -> Located {
    let text = &text[..text.len().min(SEARCHED)];
    let start = text.iter().take_while(|b| b.is_ascii_whitespace()).count();
    if let Some(code) = reply_at(text, start) {
        return with_enhanced(text, code, start);
    }
    in_free_text(text)
}

/// Reads `digits.digits.digits` at the start of `text`; tells the code and its length in bytes.
///
/// The numbers have one to three digits without leading zeros, and nothing that goes on a number or name follows.
pub fn parse_enhanced(text: &[u8]) -> Option<(Enhanced, usize)> {
    let class = match text {
        [digit @ (b'2' | b'4' | b'5'), b'.', ..] => digit - b'0',
        _ => return None,
    };
    let (subject, subject_len) = part(&text[2..])?;
    let dot = 2 + subject_len;
    if text.get(dot) != Some(&b'.') {
        return None;
    }
    let (detail, detail_len) = part(&text[dot + 1..])?;
    let end = dot + 1 + detail_len;
    match text.get(end..) {
        Some([b'.', digit, ..]) if digit.is_ascii_alphanumeric() => None,
        Some([next, ..]) if next.is_ascii_alphanumeric() || *next == b'_' => None,
        _ => Some((Enhanced { class, subject, detail }, end)),
    }
}

fn part(text: &[u8]) -> Option<(u16, usize)> {
    let len = text.iter().take(4).take_while(|b| b.is_ascii_digit()).count();
    if len == 0 || len > 3 || (len > 1 && text[0] == b'0') {
        return None;
    }
    Some((text[..len].iter().fold(0, |value, b| value * 10 + u16::from(b - b'0')), len))
}

/// Reads three digits that stand for a reply at `at`: 200 to 599, then white space, `-`, `:` or the end.
fn reply_at(text: &[u8], at: usize) -> Option<u16> {
    let code = digits_at(text, at)?;
    match text.get(at + 3) {
        None | Some(b' ' | b'-' | b':' | b'\r' | b'\n' | b'\t') => Some(code),
        Some(_) => None,
    }
}

fn digits_at(text: &[u8], at: usize) -> Option<u16> {
    match *text.get(at..at + 3)? {
        [a @ b'2'..=b'5', b @ b'0'..=b'9', c @ b'0'..=b'9'] => {
            Some(u16::from(a - b'0') * 100 + u16::from(b - b'0') * 10 + u16::from(c - b'0'))
        }
        _ => None,
    }
}

fn with_enhanced(text: &[u8], code: u16, at: usize) -> Located {
    let reply_at = at..at + 3;
    let mut located = Located { reply: Some(code), reply_at, ..Located::default() };
    if let Some((enhanced, place)) = enhanced_behind(text, at + 3) {
        located.enhanced = Some(enhanced);
        located.enhanced_at = place;
    } else if let Some((enhanced, place)) = loose_enhanced(text, at + 3, Some(code)) {
        located.enhanced = Some(enhanced);
        located.enhanced_at = place;
    }
    located
}

/// The enhanced code that follows a reply code: `550 5.1.1`, `550-5.1.1`, `550 #5.1.1`, `550 (5.1.1)`, `554 554 5.7.1`.
fn enhanced_behind(text: &[u8], mut at: usize) -> Option<(Enhanced, Range<usize>)> {
    for _ in 0..4 {
        match text.get(at) {
            Some(b' ' | b'-' | b'#' | b'(' | b'[' | b'<' | b'\'' | b'"' | b':' | b'\t') => at += 1,
            _ => break,
        }
    }
    // A relay that quotes another server repeats the reply code before the enhanced one.
    if reply_at(text, at).is_some() {
        at += 4;
    }
    let (enhanced, len) = parse_enhanced(text.get(at..)?)?;
    Some((enhanced, at..at + len))
}

fn in_free_text(text: &[u8]) -> Located {
    let mut medium = None;
    let mut from = 0;
    while let Some(at) = find_within::<b'2', b'5'>(&text[from..]).map(|at| from + at) {
        from = at + 1;
        let Some(code) = digits_at(text, at).filter(|_| sets_apart(text, at)) else { continue };
        let follows = text.get(at + 3);
        if matches!(follows, Some(b' ' | b'-' | b':'))
            && let Some((enhanced, _)) = enhanced_behind(text, at + 3)
            && u16::from(enhanced.class) == code / 100
        {
            return with_enhanced(text, code, at);
        }
        let ends = matches!(
            follows,
            None | Some(
                b' ' | b'-'
                    | b':'
                    | b','
                    | b')'
                    | b']'
                    | b'>'
                    | b'"'
                    | b'\''
                    | b'\r'
                    | b'\n'
                    | b';'
            )
        );
        if medium.is_none() && ends && announces(text, at) {
            medium = Some((code, at));
        }
    }
    if let Some((code, at)) = medium {
        let mut located = with_enhanced(text, code, at);
        if located.enhanced.is_none()
            && let Some((enhanced, place)) = loose_enhanced(text, 0, Some(code))
        {
            located.enhanced = Some(enhanced);
            located.enhanced_at = place;
        }
        return located;
    }
    let mut located = Located::default();
    if let Some((enhanced, place)) = loose_enhanced(text, 0, None) {
        located.enhanced = Some(enhanced);
        located.enhanced_at = place;
    }
    located
}

/// Nothing before `at` goes on a number, a word or an address.
fn sets_apart(text: &[u8], at: usize) -> bool {
    match at.checked_sub(1).map(|before| text[before]) {
        None => true,
        Some(b) => {
            !(b.is_ascii_alphanumeric()
                || matches!(b, b'.' | b'-' | b'_' | b'/' | b'@' | b'+')
                || b >= 0x80)
        }
    }
}

pub(crate) fn trim_end(text: &[u8]) -> &[u8] {
    let kept = text.iter().rposition(|b| !matches!(b, b' ' | b'\t' | b'\n' | b'\r'));
    &text[..kept.map_or(0, |at| at + 1)]
}

/// An enhanced code that stands by itself, from `from` on; of the class of `code` where that is known.
fn loose_enhanced(text: &[u8], from: usize, code: Option<u16>) -> Option<(Enhanced, Range<usize>)> {
    // Codes are found by their first dot: it is rarer than digits.
    let mut from = from;
    while let Some(dot) = find::<b'.'>(text.get(from..)?).map(|at| from + at) {
        from = dot + 1;
        let Some(at) = dot.checked_sub(1) else { continue };
        if matches!(text[at], b'2' | b'4' | b'5')
            && sets_apart(text, at)
            && let Some((enhanced, len)) = parse_enhanced(&text[at..])
            // No registered subject is above 7: what is, and stands alone, is a version or a measure.
            && enhanced.subject <= 7
            && code.is_none_or(|code| code / 100 == u16::from(enhanced.class))
            && stands_alone(text, at, at + len, code.is_some())
        {
            return Some((enhanced, at..at + len));
        }
    }
    None
}

/// A loose enhanced code begins the text or is set off by punctuation; behind a word it may be a version.
fn stands_alone(text: &[u8], at: usize, end: usize, has_reply: bool) -> bool {
    let before = trim_end(&text[..at]);
    match before.last() {
        None => true,
        Some(b'(' | b':') if numbers_a_version(before) => false,
        Some(
            b'(' | b'[' | b'<' | b'#' | b':' | b';' | b'=' | b',' | b'\'' | b'"' | b'|' | b'-',
        ) => text.get(end) != Some(&b'/'),
        Some(_) => {
            let word = last_word(before);
            let names_it = [&b"status"[..], b"code", b"dsn", b"smtp", b"error", b"said"]
                .iter()
                .any(|known| word.eq_ignore_ascii_case(known));
            names_it || (has_reply && word.iter().all(u8::is_ascii_digit))
        }
    }
}

fn last_word(text: &[u8]) -> &[u8] {
    let start = text.iter().rposition(|b| !b.is_ascii_alphanumeric()).map_or(0, |at| at + 1);
    &text[start..]
}
