//! Reply codes.

use std::ffi::{c_char, c_int};

use core_lib::{ReplyCode, ReplyEntry};

use crate::guard::guard;
use crate::status::smtpcodes_status::*;
use crate::{pointer, text};

fn known(code: c_int) -> Option<ReplyCode> {
    ReplyCode::new(u16::try_from(code).ok()?)
}

/// The named codes that a server can send.
fn named() -> impl Iterator<Item = ReplyCode> {
    ReplyEntry::all().iter().filter_map(|entry| ReplyCode::new(entry.code))
}

/// Reads a text as a reply code: exactly three digits, from 200 to 599, with or without a name. out receives the number.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn smtpcodes_reply_code_parse(
    text: *const c_char,
    len: usize,
    out: *mut u16,
) -> c_int {
    let body = || {
        // SAFETY: the caller vouches for text, as the header demands.
        let text = std::str::from_utf8(unsafe { pointer::bytes(text, len) }?);
        let code = text.ok().and_then(|text| text.parse::<ReplyCode>().ok());
        code.map(u16::from).ok_or(SMTPCODES_ERROR_NOT_A_CODE)
    };
    // SAFETY: the caller vouches for out, as the header demands.
    unsafe { pointer::fill(out, body) }
}

/// Gives the name of a reply code, such as `mailbox_unavailable`; NULL when nobody has named it.
#[unsafe(no_mangle)]
pub extern "C" fn smtpcodes_reply_code_name(code: c_int) -> *const c_char {
    text::give(|| known(code)?.name())
}

/// Gives the standard's short text for a reply code; NULL when nobody has named it.
#[unsafe(no_mangle)]
pub extern "C" fn smtpcodes_reply_code_phrase(code: c_int) -> *const c_char {
    text::give(|| known(code)?.phrase())
}

/// Says what a reply code reports and what the client should do; NULL when nobody has named it.
#[unsafe(no_mangle)]
pub extern "C" fn smtpcodes_reply_code_meaning(code: c_int) -> *const c_char {
    text::give(|| known(code)?.meaning())
}

/// Says how official a reply code is: a smtpcodes_standing, or 0 when nobody has named it.
#[unsafe(no_mangle)]
pub extern "C" fn smtpcodes_reply_code_standing(code: c_int) -> c_int {
    guard(0, || known(code).and_then(ReplyCode::standing).map_or(0, |s| s.number().into()))
}

/// Says what the first digit claims about trying again: a smtpcodes_permanence, or 0 for what is no reply code.
#[unsafe(no_mangle)]
pub extern "C" fn smtpcodes_reply_code_permanence(code: c_int) -> c_int {
    guard(0, || known(code).map_or(0, |code| code.permanence().number().into()))
}

/// Gives the smtpcodes_reason that a reply code stands for when nothing else is known, or 0.
#[unsafe(no_mangle)]
pub extern "C" fn smtpcodes_reply_code_reason(code: c_int) -> c_int {
    let reason = || known(code)?.entry()?.reason;
    guard(0, || reason().map_or(0, |reason| reason.number().into()))
}

/// Gives a document that defines or describes a reply code, from index 0 on; NULL behind the last one.
#[unsafe(no_mangle)]
pub extern "C" fn smtpcodes_reply_code_source(code: c_int, index: usize) -> *const c_char {
    text::give(|| known(code)?.entry()?.sources.get(index).copied())
}

/// Says how many reply codes have a name.
#[unsafe(no_mangle)]
pub extern "C" fn smtpcodes_reply_code_count() -> usize {
    guard(0, || named().count())
}

/// Gives a named reply code, in ascending order; 0 behind the last one.
#[unsafe(no_mangle)]
pub extern "C" fn smtpcodes_reply_code_at(index: usize) -> c_int {
    guard(0, || named().nth(index).map_or(0, |code| code.as_u16().into()))
}
