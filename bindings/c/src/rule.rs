//! Rules: the shipped ones, and those that decided.

use std::ffi::{c_char, c_int};
use std::ptr;

use core_lib::{Rule, RuleEntry};

use crate::guard::guard;
use crate::pointer::{self, Empty};
use crate::status::smtpcodes_status::*;
use crate::text;

/// A rule: which words of servers mean which reason.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct smtpcodes_rule {
    /// Its id, such as `google-unauthenticated`; NULL where there is no rule.
    pub id: *const c_char,
    /// Where the wording is documented or was seen.
    pub source: *const c_char,
    /// The smtpcodes_reason that it tells.
    pub reason: c_int,
}

impl Empty for smtpcodes_rule {
    const EMPTY: Self = Self { id: ptr::null(), source: ptr::null(), reason: 0 };
}

impl From<Rule<'static>> for smtpcodes_rule {
    fn from(rule: Rule<'static>) -> Self {
        Self {
            id: text::twin(rule.id()),
            source: text::twin(rule.source()),
            reason: rule.reason().number().into(),
        }
    }
}

impl From<&'static RuleEntry> for smtpcodes_rule {
    fn from(rule: &'static RuleEntry) -> Self {
        Self {
            id: text::twin(rule.id),
            source: text::twin(rule.source),
            reason: rule.reason.number().into(),
        }
    }
}

/// Says how many rules the library ships.
#[unsafe(no_mangle)]
pub extern "C" fn smtpcodes_rule_count() -> usize {
    guard(0, || RuleEntry::all().len())
}

/// Gives a shipped rule, sorted by id; SMTPCODES_END behind the last one.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn smtpcodes_rule_at(index: usize, out: *mut smtpcodes_rule) -> c_int {
    let body = || RuleEntry::all().get(index).map(smtpcodes_rule::from).ok_or(SMTPCODES_END);
    // SAFETY: the caller vouches for out, as the header demands.
    unsafe { pointer::fill(out, body) }
}

/// Finds a shipped rule by its id; SMTPCODES_ERROR_ARGUMENT when there is none.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn smtpcodes_rule_find(id: *const c_char, out: *mut smtpcodes_rule) -> c_int {
    let body = || {
        if id.is_null() {
            return Err(SMTPCODES_ERROR_NULL);
        }
        // SAFETY: the caller vouches for id, as the header demands.
        let id = unsafe { pointer::word(id) };
        let rule = RuleEntry::all().iter().find(|rule| Some(rule.id) == id);
        rule.map(smtpcodes_rule::from).ok_or(SMTPCODES_ERROR_ARGUMENT)
    };
    // SAFETY: the caller vouches for out, as the header demands.
    unsafe { pointer::fill(out, body) }
}
