//! Knows content that no reader can read, so that it is named once and not line by line.

/// Bytes from which on a judgement can be made.
const ENOUGH: usize = 256;

/// What other compressors write first.
const PACKED: [(&[u8], &str); 4] = [
    (b"\xFD7zXZ\0", "xz"),
    (b"BZh", "bzip2"),
    (b"\x04\x22\x4D\x18", "lz4"),
    (b"7z\xBC\xAF\x27\x1C", "7z"),
];

/// Says why content that begins so is no text, and what to do about it.
pub(super) fn why_no_text(start: &[u8]) -> Option<String> {
    let is_control = |&&b: &&u8| b < b' ' && !matches!(b, b'\t' | b'\n' | b'\r' | 0x1B | 0);
    // Zeros do not count: a log that was cut under its writer begins with as many as it had bytes.
    let controls = start.iter().filter(is_control).count();
    if start.len() < ENOUGH || controls < start.len() / 20 {
        return None;
    }
    let packed = PACKED.iter().find(|(magic, _)| start.starts_with(magic));
    Some(match packed {
        Some((_, name)) => {
            format!("is compressed with {name}, which is not read: unpack it first, or into a pipe")
        }
        None => "is no text, no message and no archive that is known; if it is one, say which with `--from`".to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::why_no_text;

    #[test]
    fn binary_is_told_from_text_with_strange_bytes() {
        let binary: Vec<u8> = (0..=255).cycle().take(4096).collect();
        let told = |start: &[u8]| why_no_text(&[start, &binary].concat()).unwrap_or_default();
        assert!(told(b"").starts_with("is no text"));
        assert!(told(b"\xFD7zXZ\0").starts_with("is compressed with xz"));
        assert!(told(b"BZh91AY&SY").contains("bzip2"));
        for text in [
            "550 \u{1}\u{2}\u{3} user unknown\n".to_owned(),
            "550 5.1.1 \u{1b}[31m Pošta \u{1} není doručena \u{7}\n".repeat(100),
            "\0".repeat(4096) + "550 no\n",
        ] {
            assert_eq!(why_no_text(text.as_bytes()), None, "{text:?}");
        }
        assert_eq!(why_no_text(&b"550 \xE4\xF6\xFC\xDF \x83\x86\n".repeat(100)), None);
    }
}
