//! Brings whole messages into the form that mail has on the wire.

use std::borrow::Cow;

/// Turns UTF-16 into UTF-8, and takes off what editors and mailboxes put before the first header.
pub(crate) fn to_utf8(bytes: &[u8]) -> Cow<'_, [u8]> {
    let wide = |bytes: &[u8], read: fn([u8; 2]) -> u16| {
        let units: Vec<u16> = bytes.chunks_exact(2).map(|c| read([c[0], c[1]])).collect();
        String::from_utf16_lossy(&units).into_bytes()
    };
    match bytes {
        [0xFF, 0xFE, rest @ ..] => Cow::Owned(wide(rest, u16::from_le_bytes)),
        [0xFE, 0xFF, rest @ ..] => Cow::Owned(wide(rest, u16::from_be_bytes)),
        [a, 0, b, 0, ..] if *a != 0 && *b != 0 => Cow::Owned(wide(bytes, u16::from_le_bytes)),
        [0, a, 0, b, ..] if *a != 0 && *b != 0 => Cow::Owned(wide(bytes, u16::from_be_bytes)),
        [0xEF, 0xBB, 0xBF, rest @ ..] => Cow::Borrowed(trimmed(rest)),
        _ => Cow::Borrowed(trimmed(bytes)),
    }
}

/// Takes off blank lines and the separator line of a mailbox.
fn trimmed(bytes: &[u8]) -> &[u8] {
    let bytes = bytes.trim_ascii_start();
    let separator = bytes.strip_prefix(b">").unwrap_or(bytes);
    if !separator.starts_with(b"From ") {
        return bytes;
    }
    let end = memchr::memchr(b'\n', bytes).map_or(bytes.len(), |i| i + 1);
    &bytes[end..]
}
