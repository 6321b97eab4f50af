//! Enhanced status codes.

use std::ffi::{c_char, c_int};

use core_lib::{EnhancedCode, EnhancedEntry, Provider, VendorEntry};

use crate::guard::guard;
use crate::pointer::{self, Empty};
use crate::status::smtpcodes_status::*;
use crate::text;

/// An enhanced status code (RFC 3463), such as 5.7.515. All zeros where there is none.
#[repr(C)]
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct smtpcodes_enhanced_code {
    /// The class: 2, 4 or 5.
    pub class_digit: u16,
    /// The subject: 0 to 999.
    pub subject: u16,
    /// The detail: 0 to 999.
    pub detail: u16,
}

impl Empty for smtpcodes_enhanced_code {
    const EMPTY: Self = Self { class_digit: 0, subject: 0, detail: 0 };
}

impl smtpcodes_enhanced_code {
    /// The code of the core, when it is one.
    pub(crate) fn known(self) -> Option<EnhancedCode> {
        EnhancedCode::new(u8::try_from(self.class_digit).ok()?, self.subject, self.detail)
    }

    fn entry(self) -> Option<&'static EnhancedEntry> {
        self.known()?.entry()
    }
}

impl From<EnhancedCode> for smtpcodes_enhanced_code {
    fn from(code: EnhancedCode) -> Self {
        Self { class_digit: code.class().into(), subject: code.subject(), detail: code.detail() }
    }
}

/// Reads a text as an enhanced code: `5.1.1`, with nothing before or behind it.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn smtpcodes_enhanced_code_parse(
    text: *const c_char,
    len: usize,
    out: *mut smtpcodes_enhanced_code,
) -> c_int {
    let body = || {
        // SAFETY: the caller vouches for text, as the header demands.
        let text = std::str::from_utf8(unsafe { pointer::bytes(text, len) }?);
        let code = text.ok().and_then(|text| text.parse::<EnhancedCode>().ok());
        code.map(EnhancedCode::into).ok_or(SMTPCODES_ERROR_NOT_A_CODE)
    };
    // SAFETY: the caller vouches for out, as the header demands.
    unsafe { pointer::fill(out, body) }
}

/// Gives the name of an enhanced code, such as `bad_destination_mailbox`; NULL when it is not registered.
#[unsafe(no_mangle)]
pub extern "C" fn smtpcodes_enhanced_code_name(code: smtpcodes_enhanced_code) -> *const c_char {
    text::give(|| Some(code.entry()?.name))
}

/// Gives the registry's short text for an enhanced code; NULL when it is not registered.
#[unsafe(no_mangle)]
pub extern "C" fn smtpcodes_enhanced_code_phrase(code: smtpcodes_enhanced_code) -> *const c_char {
    text::give(|| Some(code.entry()?.phrase))
}

/// Says what an enhanced code reports and what the client should do; NULL when it is not registered.
#[unsafe(no_mangle)]
pub extern "C" fn smtpcodes_enhanced_code_meaning(code: smtpcodes_enhanced_code) -> *const c_char {
    text::give(|| Some(code.entry()?.meaning))
}

/// Says what the class of an enhanced code tells, registered or not; NULL for what is no code.
#[unsafe(no_mangle)]
pub extern "C" fn smtpcodes_enhanced_code_class_meaning(
    code: smtpcodes_enhanced_code,
) -> *const c_char {
    text::give(|| Some(code.known()?.class_entry()?.meaning))
}

/// Says what the subject of an enhanced code tells; NULL when the subject is not registered.
#[unsafe(no_mangle)]
pub extern "C" fn smtpcodes_enhanced_code_subject_meaning(
    code: smtpcodes_enhanced_code,
) -> *const c_char {
    text::give(|| Some(code.known()?.subject_entry()?.meaning))
}

/// Says how official an enhanced code is: a smtpcodes_standing, or 0 when it is not registered.
#[unsafe(no_mangle)]
pub extern "C" fn smtpcodes_enhanced_code_standing(code: smtpcodes_enhanced_code) -> c_int {
    guard(0, || code.entry().map_or(0, |entry| entry.standing.number().into()))
}

/// Says what the class claims about trying again: a smtpcodes_permanence, or 0 for what is no code.
#[unsafe(no_mangle)]
pub extern "C" fn smtpcodes_enhanced_code_permanence(code: smtpcodes_enhanced_code) -> c_int {
    guard(0, || code.known().map_or(0, |code| code.permanence().number().into()))
}

/// Gives the smtpcodes_reason that an enhanced code stands for when the text tells none, or 0.
#[unsafe(no_mangle)]
pub extern "C" fn smtpcodes_enhanced_code_reason(code: smtpcodes_enhanced_code) -> c_int {
    let reason = || {
        let entry = code.entry()?;
        let transient = entry.transient_reason.filter(|_| code.class_digit == 4);
        transient.or(entry.reason)
    };
    guard(0, || reason().map_or(0, |reason| reason.number().into()))
}

/// Gives a document that defines an enhanced code, from index 0 on; NULL behind the last one.
#[unsafe(no_mangle)]
pub extern "C" fn smtpcodes_enhanced_code_source(
    code: smtpcodes_enhanced_code,
    index: usize,
) -> *const c_char {
    text::give(|| code.entry()?.sources.get(index).copied())
}

/// Says how many enhanced codes are registered.
#[unsafe(no_mangle)]
pub extern "C" fn smtpcodes_enhanced_code_count() -> usize {
    guard(0, || EnhancedEntry::all().len())
}

/// Gives a registered enhanced code, sorted by subject and detail; all zeros behind the last one. A registered code
/// stands for every class; here it has class 5.
#[unsafe(no_mangle)]
pub extern "C" fn smtpcodes_enhanced_code_at(index: usize) -> smtpcodes_enhanced_code {
    guard(smtpcodes_enhanced_code::EMPTY, || {
        EnhancedEntry::all().get(index).map_or(smtpcodes_enhanced_code::EMPTY, |entry| {
            smtpcodes_enhanced_code { class_digit: 5, subject: entry.subject, detail: entry.detail }
        })
    })
}

/// Finds what a code means at a provider.
///
/// # Safety
/// `provider` is NULL or points to a NUL-terminated string.
unsafe fn vendor(
    provider: *const c_char,
    code: smtpcodes_enhanced_code,
) -> Option<&'static VendorEntry> {
    // SAFETY: the caller's promise is the same.
    let provider = Provider::from_name(unsafe { pointer::word(provider) }?)?;
    code.known()?.vendor_entry(provider)
}

/// Gives the name that an enhanced code has at one provider (its name, such as `microsoft`); NULL when the provider
/// gives it no meaning of its own.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn smtpcodes_vendor_code_name(
    provider: *const c_char,
    code: smtpcodes_enhanced_code,
) -> *const c_char {
    // SAFETY: the caller vouches for provider, as the header demands.
    text::give(|| Some(unsafe { vendor(provider, code) }?.name))
}

/// Gives the short text of one provider for an enhanced code, or NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn smtpcodes_vendor_code_phrase(
    provider: *const c_char,
    code: smtpcodes_enhanced_code,
) -> *const c_char {
    // SAFETY: the caller vouches for provider, as the header demands.
    text::give(|| Some(unsafe { vendor(provider, code) }?.phrase))
}

/// Says what one provider means by an enhanced code, or NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn smtpcodes_vendor_code_meaning(
    provider: *const c_char,
    code: smtpcodes_enhanced_code,
) -> *const c_char {
    // SAFETY: the caller vouches for provider, as the header demands.
    text::give(|| Some(unsafe { vendor(provider, code) }?.meaning))
}
