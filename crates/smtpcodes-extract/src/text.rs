//! Bytes as text.

use std::borrow::Cow;

/// Replaces what is no UTF-8, as `String::from_utf8_lossy` does, but checks fast whether there is anything to replace.
pub(crate) fn lossy(bytes: &[u8]) -> Cow<'_, str> {
    match str::from_utf8(bytes) {
        Ok(text) => Cow::Borrowed(text),
        Err(_) => String::from_utf8_lossy(bytes),
    }
}
