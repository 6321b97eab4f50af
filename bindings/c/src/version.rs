//! The version.

use std::ffi::{CStr, c_char};

use crate::text;

const VERSION: &str = concat!(env!("CARGO_PKG_VERSION"), "\0");

/// Gives the version of the library that is running, such as `0.1.0`.
#[unsafe(no_mangle)]
pub extern "C" fn smtpcodes_version() -> *const c_char {
    text::fixed(|| CStr::from_bytes_with_nul(VERSION.as_bytes()).ok())
}
