//! Turns the stamps of machines into RFC 3339; stamps that people read stay as received.

use std::time::{Duration, UNIX_EPOCH};

use super::scan;

/// The last second of the year 9999, beyond which RFC 3339 has no name.
const LAST: u64 = 253_402_300_799;

/// Writes seconds since 1970 as RFC 3339.
pub(crate) fn from_seconds(seconds: f64) -> Option<String> {
    if !seconds.is_finite() || seconds < 0.0 || seconds > LAST as f64 {
        return None;
    }
    // whole milliseconds: a double holds no more for a time of today
    let milliseconds = (seconds * 1000.0).round() as u64;
    from_microseconds(milliseconds * 1000)
}

/// Writes microseconds since 1970 as RFC 3339, without a fraction where it is zero.
pub(crate) fn from_microseconds(microseconds: u64) -> Option<String> {
    if microseconds / 1_000_000 > LAST {
        return None;
    }
    let time = UNIX_EPOCH + Duration::from_micros(microseconds);
    Some(if microseconds.is_multiple_of(1_000_000) {
        humantime::format_rfc3339_seconds(time).to_string()
    } else if microseconds.is_multiple_of(1000) {
        humantime::format_rfc3339_millis(time).to_string()
    } else {
        humantime::format_rfc3339_micros(time).to_string()
    })
}

/// Reads a TAI64N label, `@` and 24 hexadecimal digits, as multilog writes it: 2^62 + 10 + seconds since 1970.
pub(super) fn from_tai64n(label: &[u8]) -> Option<String> {
    let digits = label.strip_prefix(b"@").filter(|d| d.len() == 24)?;
    let hex = |part: &[u8]| u64::from_str_radix(std::str::from_utf8(part).ok()?, 16).ok();
    let seconds = hex(&digits[..16])?.checked_sub((1 << 62) + 10)?;
    let nanoseconds = hex(&digits[16..])?;
    from_microseconds(seconds.checked_mul(1_000_000)?.checked_add(nanoseconds / 1000)?)
}

/// Reads seconds since 1970 with a fraction, as splogger writes them.
pub(super) fn from_decimal(stamp: &[u8]) -> Option<String> {
    let (seconds, fraction) = scan::split(stamp, b".").unwrap_or((stamp, b""));
    if stamp.len() < 9 || !fraction.iter().all(u8::is_ascii_digit) {
        return None;
    }
    let mut micro = 0;
    for place in 0..6 {
        micro = micro * 10 + u64::from(fraction.get(place).map_or(0, |b| b - b'0'));
    }
    from_microseconds(scan::number(seconds)?.checked_mul(1_000_000)?.checked_add(micro)?)
}

/// Reads a span such as `1d2h3m4s`, `6m41s`, `00:04:10` or `2+00:04:10`, in seconds.
pub(super) fn span(text: &[u8]) -> Option<f64> {
    if let Some((days, clock)) = scan::split(text, b"+") {
        return Some(scan::number(days)? as f64 * 86_400.0 + span(clock)?);
    }
    if text.contains(&b':') {
        return text
            .split(|b| *b == b':')
            .try_fold(0.0, |total, part| Some(total * 60.0 + scan::number(part)? as f64));
    }
    let mut total = 0.0;
    let mut rest = text;
    while !rest.is_empty() {
        let digits = rest.iter().take_while(|b| b.is_ascii_digit()).count();
        let value = scan::number(&rest[..digits])? as f64;
        total += value
            * match rest.get(digits)? {
                b'w' => 604_800.0,
                b'd' => 86_400.0,
                b'h' => 3_600.0,
                b'm' => 60.0,
                b's' => 1.0,
                _ => return None,
            };
        rest = &rest[digits + 1..];
    }
    (!text.is_empty()).then_some(total)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stamps_of_machines_become_rfc_3339() {
        let is = |s: &str| Some(s.to_owned());
        assert_eq!(from_seconds(1_700_000_000.0), is("2023-11-14T22:13:20Z"));
        assert_eq!(from_seconds(1_700_000_000.25), is("2023-11-14T22:13:20.250Z"));
        assert_eq!(from_seconds(f64::NAN), None);
        assert_eq!(from_seconds(1e18), None);
        assert_eq!(from_microseconds(u64::MAX), None);
        assert_eq!(from_decimal(b"1136042461.862345"), is("2005-12-31T15:21:01.862345Z"));
        assert_eq!(from_decimal(b"new msg 1"), None);
        assert_eq!(from_decimal(b"1136042461.86.345"), None);
        assert_eq!(from_decimal(b"113604246x.862345"), None);
        // 2^62 + 10 + 1_700_000_000
        assert_eq!(from_tai64n(b"@400000006553f10a00000000"), is("2023-11-14T22:13:20Z"));
        assert_eq!(from_tai64n(b"@4000"), None);
    }

    #[test]
    fn spans_are_seconds() {
        assert_eq!(span(b"6m41s"), Some(401.0));
        assert_eq!(span(b"1d2h"), Some(93_600.0));
        assert_eq!(span(b"0s"), Some(0.0));
        assert_eq!(span(b"00:04:10"), Some(250.0));
        assert_eq!(span(b"2+00:04:10"), Some(173_050.0));
        assert_eq!(span(b"soon"), None);
        assert_eq!(span(b""), None);
    }
}
