//! JSON on one line, with nothing in it that a terminal obeys or hides.

use std::io::{self, Write};

use serde::Serialize;
use serde_json::Serializer;
use serde_json::ser::Formatter;

use crate::hidden::is_hidden;

/// Compact JSON in which control characters and marks of text direction are `\u` escapes.
struct Plain;

impl Formatter for Plain {
    fn write_string_fragment<W: ?Sized + Write>(
        &mut self,
        out: &mut W,
        fragment: &str,
    ) -> io::Result<()> {
        if fragment.is_ascii() && memchr::memchr(0x7F, fragment.as_bytes()).is_none() {
            return out.write_all(fragment.as_bytes());
        }
        let mut rest = fragment;
        while let Some((at, hidden)) = rest.char_indices().find(|&(_, c)| is_hidden(c)) {
            out.write_all(&rest.as_bytes()[..at])?;
            for unit in hidden.encode_utf16(&mut [0; 2]) {
                write!(out, "\\u{unit:04x}")?;
            }
            rest = &rest[at + hidden.len_utf8()..];
        }
        out.write_all(rest.as_bytes())
    }
}

/// Appends a value and a line end.
///
/// # Errors
/// The value cannot be written as JSON.
///
/// ```
/// let mut out = Vec::new();
/// smtpcodes_extract::json::line(&["red \x1b[31m"], &mut out)?;
/// assert_eq!(out, b"[\"red \\u001b[31m\"]\n");
/// # Ok::<(), std::io::Error>(())
/// ```
pub fn line(value: &impl Serialize, out: &mut Vec<u8>) -> io::Result<()> {
    self::value(value, out)?;
    out.push(b'\n');
    Ok(())
}

/// Appends a value.
///
/// # Errors
/// The value cannot be written as JSON.
pub fn value(value: &impl Serialize, out: &mut Vec<u8>) -> io::Result<()> {
    Ok(value.serialize(&mut Serializer::with_formatter(out, Plain))?)
}

/// Serializes what is shown as text, such as a code.
pub(crate) fn shown<T: std::fmt::Display, S: serde::Serializer>(
    value: &Option<T>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    match value {
        Some(value) => serializer.collect_str(value),
        None => serializer.serialize_none(),
    }
}
