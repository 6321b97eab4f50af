//! Replies by the grammar.

use std::ffi::{c_char, c_int};
use std::ptr;

use core_lib::{EnhancedCode, Reply};

use crate::enhanced_code::smtpcodes_enhanced_code;
use crate::pointer::{self, Empty};
use crate::status::smtpcodes_status::*;

/// A reply of one or many lines. It points into the bytes it was read from, so it lasts as long as they do.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct smtpcodes_reply {
    /// The reply code.
    pub reply_code: u16,
    /// The enhanced code that the first line's text begins with; all zeros for none.
    pub enhanced_code: smtpcodes_enhanced_code,
    /// How many lines it has.
    pub line_count: usize,
    /// The bytes of the reply, codes and line ends included.
    pub bytes: *const c_char,
    /// How many bytes there are.
    pub len: usize,
}

/// One line of a reply. Set it to zeros before the first call of smtpcodes_reply_next_line.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct smtpcodes_line {
    /// What follows code and separator, without the line end; not NUL-terminated, and NULs may be in it.
    pub text: *const c_char,
    /// Its length in bytes.
    pub len: usize,
    /// Where the next line begins in the reply's bytes.
    pub next: usize,
}

impl Empty for smtpcodes_reply {
    const EMPTY: Self = Self {
        reply_code: 0,
        enhanced_code: smtpcodes_enhanced_code::EMPTY,
        line_count: 0,
        bytes: ptr::null(),
        len: 0,
    };
}

/// Reads bytes as one whole reply by the grammar of RFC 5321 section 4.2.
///
/// Tolerated, because servers do it: a bare LF as line end, no line end behind the last line, no text and then no space,
/// a tab for the space, and text that is not ASCII.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn smtpcodes_reply_parse(
    bytes: *const c_char,
    len: usize,
    out: *mut smtpcodes_reply,
) -> c_int {
    // SAFETY: the caller vouches for bytes and out, as the header demands.
    unsafe { pointer::fill(out, || Ok(answer(&Reply::parse(pointer::bytes(bytes, len)?)?))) }
}

/// Reads the reply at the start of bytes, as smtpcodes_reply_parse does; out->len tells where the next one begins.
///
/// From a socket, call it whenever what has arrived ends in a line feed; SMTPCODES_ERROR_INCOMPLETE then says that more
/// lines follow. After another error the stream cannot be trusted any more.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn smtpcodes_reply_parse_first(
    bytes: *const c_char,
    len: usize,
    out: *mut smtpcodes_reply,
) -> c_int {
    // SAFETY: the caller vouches for bytes and out, as the header demands.
    unsafe { pointer::fill(out, || Ok(answer(&Reply::parse_first(pointer::bytes(bytes, len)?)?))) }
}

fn answer(reply: &Reply<'_>) -> smtpcodes_reply {
    let enhanced_code = reply.enhanced_code();
    smtpcodes_reply {
        reply_code: reply.code().into(),
        enhanced_code: enhanced_code.map_or(smtpcodes_enhanced_code::EMPTY, EnhancedCode::into),
        line_count: reply.lines().count(),
        bytes: reply.as_bytes().as_ptr().cast(),
        len: reply.as_bytes().len(),
    }
}

/// Goes to the next line of a reply; SMTPCODES_END, and line all zeros, behind the last one.
///
///     smtpcodes_line line = {0};
///     while (smtpcodes_reply_next_line(&reply, &line) == SMTPCODES_OK)
///         fwrite(line.text, 1, line.len, stdout);
#[unsafe(no_mangle)]
pub unsafe extern "C" fn smtpcodes_reply_next_line(
    reply: *const smtpcodes_reply,
    line: *mut smtpcodes_line,
) -> c_int {
    // SAFETY: the caller vouches for line, as the header demands.
    let at = unsafe { pointer::structure(line.cast_const()) }.map_or(0, |line| line.next);
    let body = || {
        // SAFETY: the caller vouches for the reply, as the header demands.
        let reply = unsafe { pointer::structure(reply) }.ok_or(SMTPCODES_ERROR_NULL)?;
        // SAFETY: the caller vouches for the bytes of the reply, as the header demands.
        let bytes = unsafe { pointer::bytes(reply.bytes, reply.len) }?;
        let rest = bytes.get(at..).filter(|rest| !rest.is_empty()).ok_or(SMTPCODES_END)?;
        let end = rest.iter().position(|&b| b == b'\n').map_or(rest.len(), |at| at + 1);
        let content = rest[..end].strip_suffix(b"\n").unwrap_or(&rest[..end]);
        let content = content.strip_suffix(b"\r").unwrap_or(content);
        // The reply was parsed: behind the three digits stands one separator, or nothing.
        let text = content.get(4..).unwrap_or_default();
        Ok(smtpcodes_line { text: text.as_ptr().cast(), len: text.len(), next: at + end })
    };
    // SAFETY: the caller vouches for line, as the header demands.
    unsafe { pointer::fill(line, body) }
}

impl Empty for smtpcodes_line {
    const EMPTY: Self = Self { text: ptr::null(), len: 0, next: 0 };
}
