//! Codes in free text.

use std::ffi::{c_char, c_int};

use core_lib::EnhancedCode;

use crate::enhanced_code::smtpcodes_enhanced_code;
use crate::pointer::{self, Empty};

/// The codes of a text, and where they stand in it.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct smtpcodes_codes {
    /// The reply code, or 0.
    pub reply_code: u16,
    /// The enhanced code; all zeros for none.
    pub enhanced_code: smtpcodes_enhanced_code,
    /// Where in the text the reply code begins.
    pub reply_start: usize,
    /// Where it ends: the first byte behind it. 0 when there is none.
    pub reply_end: usize,
    /// Where in the text the enhanced code begins.
    pub enhanced_start: usize,
    /// Where it ends: the first byte behind it. 0 when there is none.
    pub enhanced_end: usize,
}

impl Empty for smtpcodes_codes {
    const EMPTY: Self = Self {
        reply_code: 0,
        enhanced_code: smtpcodes_enhanced_code::EMPTY,
        reply_start: 0,
        reply_end: 0,
        enhanced_start: 0,
        enhanced_end: 0,
    };
}

/// Finds the codes of a text as it stands in logs and reports, such as `host mx.example.com said: 550-5.1.1 no such
/// user`. A text without codes is no error.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn smtpcodes_find_codes(
    text: *const c_char,
    len: usize,
    out: *mut smtpcodes_codes,
) -> c_int {
    let body = || {
        // SAFETY: the caller vouches for text, as the header demands.
        let codes = core_lib::find_codes(unsafe { pointer::bytes(text, len) }?);
        let reply_span = codes.reply_span.unwrap_or_default();
        let enhanced_span = codes.enhanced_span.unwrap_or_default();
        Ok(smtpcodes_codes {
            reply_code: codes.reply.map_or(0, u16::from),
            enhanced_code: codes
                .enhanced
                .map_or(smtpcodes_enhanced_code::EMPTY, EnhancedCode::into),
            reply_start: reply_span.start,
            reply_end: reply_span.end,
            enhanced_start: enhanced_span.start,
            enhanced_end: enhanced_span.end,
        })
    };
    // SAFETY: the caller vouches for out, as the header demands.
    unsafe { pointer::fill(out, body) }
}
