//! Byte-level tools that every log reader uses.

/// Longer needles are not words of a log but texts out of it, which could be made to be slow to find.
const WORDS: usize = 32;

/// Finds the needle.
#[inline]
pub(super) fn find(text: &[u8], needle: &[u8]) -> Option<usize> {
    if needle.len() > WORDS {
        return memchr::memmem::find(text, needle);
    }
    let (at, byte) = rarest(needle)?;
    memchr::memchr_iter(byte, text.get(at..)?).find(|&start| text[start..].starts_with(needle))
}

/// Finds the last occurrence of the needle, a word or a few.
#[inline]
pub(super) fn find_last(text: &[u8], needle: &[u8]) -> Option<usize> {
    let (at, byte) = rarest(needle)?;
    memchr::memrchr_iter(byte, text.get(at..)?).find(|&start| text[start..].starts_with(needle))
}

/// Picks the byte of a needle by which to look for it: lines are full of letters and blanks, and too short for a search
/// that has to be prepared first.
#[inline]
fn rarest(needle: &[u8]) -> Option<(usize, u8)> {
    let common = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b' ';
    let at = needle.iter().position(|byte| !common(byte)).unwrap_or(0);
    Some((at, *needle.get(at)?))
}

/// Says whether the needle occurs.
pub(super) fn has(text: &[u8], needle: &[u8]) -> bool {
    find(text, needle).is_some()
}

/// Splits around the first occurrence of the separator.
pub(super) fn split<'a>(text: &'a [u8], separator: &[u8]) -> Option<(&'a [u8], &'a [u8])> {
    let at = find(text, separator)?;
    Some((&text[..at], &text[at + separator.len()..]))
}

/// Splits around the last occurrence of the separator.
pub(super) fn split_last<'a>(text: &'a [u8], separator: &[u8]) -> Option<(&'a [u8], &'a [u8])> {
    let at = find_last(text, separator)?;
    Some((&text[..at], &text[at + separator.len()..]))
}

/// Returns what stands between the first `open` and the `close` after it.
pub(super) fn between<'a>(text: &'a [u8], open: &[u8], close: &[u8]) -> Option<&'a [u8]> {
    let (_, rest) = split(text, open)?;
    Some(split(rest, close)?.0)
}

/// Returns the bytes up to the first of these, or all.
pub(super) fn until<'a>(text: &'a [u8], stops: &[u8]) -> &'a [u8] {
    let end = text.iter().position(|byte| stops.contains(byte));
    &text[..end.unwrap_or(text.len())]
}

/// Converts to text, replacing what is not UTF-8.
pub(super) fn text(bytes: &[u8]) -> String {
    // twice as fast as the conversion that mends, which looks at each byte
    match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => String::from_utf8_lossy(bytes).into_owned(),
    }
}

/// Converts an address to text, without the angle brackets around it.
pub(super) fn address(bytes: &[u8]) -> String {
    let bytes = bytes.trim_ascii();
    let inner = bytes.strip_prefix(b"<").and_then(|b| b.strip_suffix(b">"));
    text(inner.unwrap_or(bytes))
}

/// Converts to text unless it is empty or stands for "none".
pub(super) fn known(bytes: &[u8]) -> Option<String> {
    let bytes = bytes.trim_ascii();
    let nothing = matches!(bytes, b"" | b"-" | b"none" | b"unknown" | b"<unknown>");
    (!nothing).then(|| text(bytes))
}

/// Splits `name[address]:port`, `name. [address]` or `name [address]` into name and address.
pub(super) fn host(bytes: &[u8]) -> (Option<String>, Option<String>) {
    match split(bytes, b"[") {
        Some((name, rest)) => {
            let name = name.trim_ascii();
            (
                host_or_address(name.strip_suffix(b".").unwrap_or(name)).0,
                known(network(until(rest, b"]"))),
            )
        }
        None => (known(bytes.strip_suffix(b".").unwrap_or(bytes)), None),
    }
}

/// Tells a bare host name from a bare address: one of the two is there.
pub(super) fn host_or_address(bytes: &[u8]) -> (Option<String>, Option<String>) {
    let known = known(bytes);
    match known.as_deref().map(str::parse::<std::net::IpAddr>) {
        Some(Ok(_)) => (None, known),
        _ => (known, None),
    }
}

/// Strips the `IPv6:` that stands before an address literal; a path of a local socket is no address.
fn network(address: &[u8]) -> &[u8] {
    let address = address.strip_prefix(b"IPv6:").unwrap_or(address);
    let local = !address.iter().any(|b| matches!(b, b'.' | b':')) || address.contains(&b'/');
    if local { b"" } else { address }
}

/// Reads a number of seconds, such as `0.31`.
pub(super) fn seconds(bytes: &[u8]) -> Option<f64> {
    std::str::from_utf8(bytes).ok()?.parse().ok().filter(|s: &f64| s.is_finite() && *s >= 0.0)
}

/// Reads an unsigned number that fills the whole text.
pub(super) fn number(bytes: &[u8]) -> Option<u64> {
    std::str::from_utf8(bytes).ok()?.parse().ok()
}

/// Says whether a text begins with three digits that are a reply code of class 4 or 5.
pub(super) fn reply_class(text: &[u8]) -> Option<u8> {
    match text {
        [class @ (b'2' | b'4' | b'5'), a, b, rest @ ..]
            if a.is_ascii_digit()
                && b.is_ascii_digit()
                && !rest.first().is_some_and(u8::is_ascii_digit) =>
        {
            Some(class - b'0')
        }
        [class @ (b'2' | b'4' | b'5'), b'.', digit, ..] if digit.is_ascii_digit() => {
            Some(class - b'0')
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn host_knows_every_way_a_log_writes_one() {
        let pair = |a: &str, b: &str| (Some(a.to_owned()), Some(b.to_owned()));
        assert_eq!(host(b"mx.example.com[192.0.2.1]:25"), pair("mx.example.com", "192.0.2.1"));
        assert_eq!(host(b"mx.example.com. [192.0.2.1]"), pair("mx.example.com", "192.0.2.1"));
        assert_eq!(host(b"mx.example.com[2001:db8::1]:25"), pair("mx.example.com", "2001:db8::1"));
        assert_eq!(
            host(b"mx.example.com. [IPv6:2001:db8::1]"),
            pair("mx.example.com", "2001:db8::1")
        );
        assert_eq!(host(b"unknown[192.0.2.1]"), (None, Some("192.0.2.1".into())));
        assert_eq!(
            host(b"mail.example.com[private/dovecot-lmtp]"),
            (Some("mail.example.com".into()), None)
        );
        assert_eq!(host(b"192.0.2.1[192.0.2.1]:25"), (None, Some("192.0.2.1".into())));
        assert_eq!(host(b"none"), (None, None));
    }

    #[test]
    fn reply_class_takes_a_code_only() {
        assert_eq!(reply_class(b"550 5.1.1 no"), Some(5));
        assert_eq!(reply_class(b"451-later"), Some(4));
        assert_eq!(reply_class(b"4.7.1 later"), Some(4));
        assert_eq!(reply_class(b"5500 cars"), None);
        assert_eq!(reply_class(b"too many"), None);
    }
}
