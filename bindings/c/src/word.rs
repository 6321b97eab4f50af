//! What the functions of all vocabularies share.

use std::ffi::{c_char, c_int};
use std::str::FromStr;

use crate::guard::guard;
use crate::{pointer, text};

/// Gives a text of the word with a number, or NULL.
pub(crate) fn text<W>(
    number: c_int,
    from_number: fn(u8) -> Option<W>,
    text_of: fn(W) -> &'static str,
) -> *const c_char {
    text::give(|| find(number, from_number).map(text_of))
}

/// Finds the word with a number.
pub(crate) fn find<W>(number: c_int, from_number: fn(u8) -> Option<W>) -> Option<W> {
    from_number(u8::try_from(number).ok()?)
}

/// Finds the number of a word, or 0.
///
/// # Safety
/// `name` is NULL or points to a NUL-terminated string.
pub(crate) unsafe fn number<W: FromStr>(name: *const c_char, number_of: fn(W) -> u8) -> c_int {
    // SAFETY: the caller's promise is the same.
    let word = || unsafe { pointer::word(name) }?.parse::<W>().ok();
    guard(0, || word().map_or(0, |word| c_int::from(number_of(word))))
}
