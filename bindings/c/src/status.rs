//! What functions answer.

use std::ffi::{CStr, c_char, c_int};

use core_lib::ParseError;

use crate::text;

/// What a function answers. 0 is success; everything else is an error, and the output then holds zeros and NULLs.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum smtpcodes_status {
    /// Done.
    SMTPCODES_OK = 0,
    /// A pointer is NULL that must not be.
    SMTPCODES_ERROR_NULL = 1,
    /// An argument means nothing: a command that is none, a status out of range, a length that no object has.
    SMTPCODES_ERROR_ARGUMENT = 2,
    /// The library failed within; please report the input.
    SMTPCODES_ERROR_INTERNAL = 3,
    /// The text is no code: something else, or a number out of range.
    SMTPCODES_ERROR_NOT_A_CODE = 4,
    /// There is no reply in the bytes: none at all, or nothing but a line end.
    SMTPCODES_ERROR_EMPTY = 5,
    /// The last line says that another one follows: read more, and call again.
    SMTPCODES_ERROR_INCOMPLETE = 6,
    /// A line does not begin with three digits from 200 to 599.
    SMTPCODES_ERROR_BAD_CODE = 7,
    /// Behind the digits of a line stands neither a space nor a hyphen.
    SMTPCODES_ERROR_BAD_SEPARATOR = 8,
    /// A line has another code than the first.
    SMTPCODES_ERROR_CODE_MISMATCH = 9,
    /// Bytes follow the last line of the reply.
    SMTPCODES_ERROR_TRAILING_BYTES = 10,
    /// There is no further line.
    SMTPCODES_END = 11,
}

use smtpcodes_status::*;

/// Every status, its word and its sentence.
const STATUSES: [(smtpcodes_status, &CStr, &CStr); 12] = [
    (SMTPCODES_OK, c"ok", c"done"),
    (SMTPCODES_ERROR_NULL, c"null", c"a pointer is NULL that must not be"),
    (SMTPCODES_ERROR_ARGUMENT, c"argument", c"an argument is out of its range"),
    (SMTPCODES_ERROR_INTERNAL, c"internal", c"the library failed within; please report the input"),
    (SMTPCODES_ERROR_NOT_A_CODE, c"not_a_code", c"the text is no code of this kind"),
    (SMTPCODES_ERROR_EMPTY, c"empty", c"there is no reply in the bytes"),
    (SMTPCODES_ERROR_INCOMPLETE, c"incomplete", c"the last line says that another one follows"),
    (
        SMTPCODES_ERROR_BAD_CODE,
        c"bad_code",
        c"a line does not begin with three digits from 200 to 599",
    ),
    (
        SMTPCODES_ERROR_BAD_SEPARATOR,
        c"bad_separator",
        c"behind the digits of a line stands neither a space nor a hyphen",
    ),
    (SMTPCODES_ERROR_CODE_MISMATCH, c"code_mismatch", c"a line has another code than the first"),
    (SMTPCODES_ERROR_TRAILING_BYTES, c"trailing_bytes", c"bytes follow the last line of the reply"),
    (SMTPCODES_END, c"end", c"there is no further line"),
];

impl From<ParseError> for smtpcodes_status {
    fn from(error: ParseError) -> Self {
        match error {
            ParseError::Empty => SMTPCODES_ERROR_EMPTY,
            ParseError::Incomplete => SMTPCODES_ERROR_INCOMPLETE,
            ParseError::BadCode(_) => SMTPCODES_ERROR_BAD_CODE,
            ParseError::BadSeparator(_) => SMTPCODES_ERROR_BAD_SEPARATOR,
            ParseError::CodeMismatch(_) => SMTPCODES_ERROR_CODE_MISMATCH,
            ParseError::TrailingBytes(_) => SMTPCODES_ERROR_TRAILING_BYTES,
            // The core has no other error for bytes that are all there.
            _ => SMTPCODES_ERROR_INTERNAL,
        }
    }
}

/// Gives the word for a status, such as `bad_code`; NULL for a number that is none.
#[unsafe(no_mangle)]
pub extern "C" fn smtpcodes_status_name(status: c_int) -> *const c_char {
    text::fixed(|| STATUSES.iter().find(|row| row.0 as c_int == status).map(|row| row.1))
}

/// Says in one sentence what a status means; NULL for a number that is none.
#[unsafe(no_mangle)]
pub extern "C" fn smtpcodes_status_meaning(status: c_int) -> *const c_char {
    text::fixed(|| STATUSES.iter().find(|row| row.0 as c_int == status).map(|row| row.2))
}
