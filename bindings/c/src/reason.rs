//! What a reason says about the address, the fault and what to do.

use std::ffi::{c_char, c_int};

use core_lib::Reason;

use crate::guard::guard;
use crate::word;

fn number(reason: c_int, of: impl FnOnce(Reason) -> u8) -> c_int {
    guard(0, || word::find(reason, Reason::from_number).map_or(0, |reason| of(reason).into()))
}

/// Says what to do after a final failure, in one or two sentences for people; NULL for a number that is no reason. What
/// to do about one reply, final or not, stands in its classification.
#[unsafe(no_mangle)]
pub extern "C" fn smtpcodes_reason_advice(reason: c_int) -> *const c_char {
    word::text(reason, Reason::from_number, Reason::advice)
}

/// Gives the family of a reason: `recipient`, `network`, `reputation`, ...; NULL for a number that is no reason.
#[unsafe(no_mangle)]
pub extern "C" fn smtpcodes_reason_group(reason: c_int) -> *const c_char {
    word::text(reason, Reason::from_number, Reason::group)
}

/// Says what a final failure for this reason tells about the address: a smtpcodes_bounce, or 0.
#[unsafe(no_mangle)]
pub extern "C" fn smtpcodes_reason_bounce(reason: c_int) -> c_int {
    number(reason, |reason| reason.bounce().number())
}

/// Says whose fault it is: a smtpcodes_fault, or 0.
#[unsafe(no_mangle)]
pub extern "C" fn smtpcodes_reason_fault(reason: c_int) -> c_int {
    number(reason, |reason| reason.fault().number())
}

/// Says whether and how to try again after a final failure: a smtpcodes_retry, or 0.
#[unsafe(no_mangle)]
pub extern "C" fn smtpcodes_reason_retry(reason: c_int) -> c_int {
    number(reason, |reason| reason.retry().number())
}

/// Gives the seconds to wait where the reply names none, or -1.
#[unsafe(no_mangle)]
pub extern "C" fn smtpcodes_reason_retry_after(reason: c_int) -> i64 {
    let seconds = || word::find(reason, Reason::from_number)?.retry_after();
    guard(-1, || seconds().map_or(-1, i64::from))
}

/// Says what to do after a final failure, for a program: a smtpcodes_action, or 0.
#[unsafe(no_mangle)]
pub extern "C" fn smtpcodes_reason_action(reason: c_int) -> c_int {
    number(reason, |reason| reason.action().number())
}
