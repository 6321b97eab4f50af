//! What comes in and goes out by pointer: the only place that reads or writes a caller's memory.

use std::ffi::{CStr, c_char, c_int};
use std::slice;

use crate::guard::guard;
use crate::status::smtpcodes_status::{self, *};

/// The value of an output when there is nothing to tell.
pub(crate) trait Empty {
    const EMPTY: Self;
}

/// Reads `len` bytes.
///
/// # Safety
/// `data` is NULL or points to `len` bytes that nobody changes while `'a` lasts.
pub(crate) unsafe fn bytes<'a>(
    data: *const c_char,
    len: usize,
) -> Result<&'a [u8], smtpcodes_status> {
    if data.is_null() {
        return Err(SMTPCODES_ERROR_NULL);
    }
    if isize::try_from(len).is_err() {
        return Err(SMTPCODES_ERROR_ARGUMENT);
    }
    // SAFETY: not NULL, no longer than an object can be, and the caller vouches for the bytes.
    Ok(unsafe { slice::from_raw_parts(data.cast(), len) })
}

/// Reads a C string; `None` for NULL.
///
/// # Safety
/// `text` is NULL or points to a NUL-terminated string that nobody changes while `'a` lasts.
pub(crate) unsafe fn string<'a>(text: *const c_char) -> Option<&'a [u8]> {
    if text.is_null() {
        return None;
    }
    // SAFETY: not NULL, and the caller vouches for the NUL.
    Some(unsafe { CStr::from_ptr(text) }.to_bytes())
}

/// Reads a C string that is a word of ours; `None` for NULL and for what is not UTF-8, because no word is.
///
/// # Safety
/// As for [`string`].
pub(crate) unsafe fn word<'a>(text: *const c_char) -> Option<&'a str> {
    // SAFETY: the caller's promise is the same.
    std::str::from_utf8(unsafe { string(text) }?).ok()
}

/// Reads a structure; `None` for NULL.
///
/// # Safety
/// `value` is NULL or points to an initialised `T` that nobody changes while `'a` lasts.
pub(crate) unsafe fn structure<'a, T>(value: *const T) -> Option<&'a T> {
    // SAFETY: the caller vouches for what is not NULL.
    unsafe { value.as_ref() }
}

/// Writes what `body` gives, or the empty value and the error's status.
///
/// # Safety
/// `out` is NULL or points to memory for a `T`.
pub(crate) unsafe fn fill<T: Empty>(
    out: *mut T,
    body: impl FnOnce() -> Result<T, smtpcodes_status>,
) -> c_int {
    if out.is_null() {
        return SMTPCODES_ERROR_NULL as c_int;
    }
    let (value, status) = match guard(Err(SMTPCODES_ERROR_INTERNAL), body) {
        Ok(value) => (value, SMTPCODES_OK),
        Err(status) => (T::EMPTY, status),
    };
    // SAFETY: not NULL, and the caller vouches for the room; what was there is plain data and needs no drop.
    unsafe { out.write(value) };
    status as c_int
}

impl Empty for u16 {
    const EMPTY: Self = 0;
}
