//! How long a text asks to wait.

/// Longer delays than this many seconds (31 days) are not believed.
const LONGEST: u32 = 31 * 86_400;

/// A bare number below this many is more often a count than a number of seconds.
const SHORTEST_WITHOUT_UNIT: u32 = 30;

/// Reads the delay, in seconds, that stands right behind a phrase that announces one.
///
/// `rest` is folded text. A number that is not a delay (`5.7.1`, a date, a size) gives `None`.
pub(crate) fn read(rest: &[u8]) -> Option<u32> {
    let rest = skip_fillers(rest);
    let (number, rest) = digits(rest)?;
    if let Some(seconds) = clock(number, rest) {
        return Some(seconds).filter(|&s| s > 0 && s <= LONGEST);
    }
    let rest = skip_range(rest);
    let unit = rest.strip_prefix(b" ").unwrap_or(rest);
    let word_len = unit.iter().take_while(|b| b.is_ascii_alphabetic()).count();
    let (word, behind) = unit.split_at(word_len);
    let factor = match word {
        b"s" | b"sec" | b"secs" | b"second" | b"seconds" => 1,
        b"m" | b"min" | b"mins" | b"minute" | b"minutes" => 60,
        b"h" | b"hr" | b"hrs" | b"hour" | b"hours" => 3_600,
        b"d" | b"day" | b"days" => 86_400,
        _ if unit.starts_with(b"(s)") => return None,
        _ => {
            let ends = !matches!(rest.first(), Some(b'.' | b'-' | b'/' | b':' | b'%'))
                || matches!(rest, [b'.'] | [b'.', b' ', ..]);
            let bare = ends && (word.is_empty() || rest.starts_with(b" "));
            return (bare && (SHORTEST_WITHOUT_UNIT..=LONGEST).contains(&number)).then_some(number);
        }
    };
    // "5 minutes of activity" counts something else than the time to wait.
    if behind.starts_with(b" of ") {
        return None;
    }
    number.checked_mul(factor).filter(|&s| s > 0 && s <= LONGEST)
}

fn skip_fillers(mut rest: &[u8]) -> &[u8] {
    const FILLERS: [&[u8]; 10] = [
        b" ",
        b":",
        b"=",
        b"in ",
        b"for ",
        b"about ",
        b"after ",
        b"at least ",
        b"another ",
        b"approximately ",
    ];
    for _ in 0..6 {
        match FILLERS.iter().find_map(|f| rest.strip_prefix(*f)) {
            Some(shorter) => rest = shorter,
            None => break,
        }
    }
    rest
}

fn digits(rest: &[u8]) -> Option<(u32, &[u8])> {
    let count = rest.iter().take_while(|b| b.is_ascii_digit()).count();
    if count == 0 || count > 8 {
        return None;
    }
    let (number, rest) = rest.split_at(count);
    let value = number.iter().fold(0, |value, b| value * 10 + u32::from(b - b'0'));
    Some((value, rest))
}

/// Reads the rest of `mm:ss` or `hh:mm:ss`.
fn clock(first: u32, rest: &[u8]) -> Option<u32> {
    let (second, rest) = digits(rest.strip_prefix(b":")?)?;
    if first > 59 || second > 59 {
        return None;
    }
    match rest.strip_prefix(b":").and_then(digits) {
        Some((third, _)) if third < 60 => Some(first * 3_600 + second * 60 + third),
        Some(_) => None,
        None => Some(first * 60 + second),
    }
}

/// Of "5-10 minutes" the shorter delay is enough.
fn skip_range(rest: &[u8]) -> &[u8] {
    match rest.strip_prefix(b"-").or_else(|| rest.strip_prefix(b" - ")).and_then(digits) {
        Some((_, behind)) if behind.starts_with(b" ") => behind,
        _ => rest,
    }
}
