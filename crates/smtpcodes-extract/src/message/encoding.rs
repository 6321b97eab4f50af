//! Brings whole messages into the form that mail has on the wire, and words of no declared charset into Unicode.

use std::borrow::Cow;

use mail_parser::{Encoding, Message, MessagePart};

/// Words are looked at up to this many bytes: far more than is read of them.
const WORDS_LOOKED_AT: usize = 1 << 20;

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

/// Returns the text of a part; in the charset of Western Europe where it tells none that fits and is no UTF-8.
pub(crate) fn undeclared<'a>(
    message: &Message<'_>,
    part: &MessagePart<'_>,
    text: &'a str,
) -> Cow<'a, str> {
    // one letter that was read means that only some others are broken
    let unread = !text.is_ascii() && text.chars().all(|c| c.is_ascii() || c == '\u{FFFD}');
    if part.encoding != Encoding::None || !unread {
        return Cow::Borrowed(text);
    }
    let (from, to) = (part.offset_body as usize, part.offset_end as usize);
    match message.raw_message.get(from..to.min(from + WORDS_LOOKED_AT)) {
        Some(raw) if str::from_utf8(raw).is_err() => {
            encoding_rs::WINDOWS_1252.decode_without_bom_handling(raw).0.into_owned().into()
        }
        _ => Cow::Borrowed(text),
    }
}
