//! Reasons in the words of other systems.

use std::ffi::{c_char, c_int};

use core_lib::{Reason, Taxonomy};

use crate::guard::guard;
use crate::{pointer, text, word};

/// Gives a label that another taxonomy has for a reason: its own one at index 0, compatible ones behind it; NULL behind
/// the last one.
#[unsafe(no_mangle)]
pub extern "C" fn smtpcodes_reason_to_label(
    reason: c_int,
    taxonomy: c_int,
    index: usize,
) -> *const c_char {
    text::give(|| {
        let reason = word::find(reason, Reason::from_number)?;
        let taxonomy = word::find(taxonomy, Taxonomy::from_number)?;
        reason.to(taxonomy).get(index).copied()
    })
}

/// Finds a smtpcodes_reason that a label of another taxonomy can mean: the best one at index 0; 0 behind the last one,
/// and for a label that the taxonomy does not have or that names no failure.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn smtpcodes_reason_from_label(
    taxonomy: c_int,
    label: *const c_char,
    index: usize,
) -> c_int {
    let reason = || {
        let taxonomy = word::find(taxonomy, Taxonomy::from_number)?;
        // SAFETY: the caller vouches for label, as the header demands.
        let label = unsafe { pointer::word(label) }?;
        Reason::all_from_label(taxonomy, label).nth(index)
    };
    guard(0, || reason().map_or(0, |reason| reason.number().into()))
}

/// Gives a label of another taxonomy, from index 0 on; NULL behind the last one.
#[unsafe(no_mangle)]
pub extern "C" fn smtpcodes_taxonomy_label(taxonomy: c_int, index: usize) -> *const c_char {
    text::give(|| word::find(taxonomy, Taxonomy::from_number)?.labels().get(index).copied())
}

/// Says where a taxonomy is documented; NULL for a number that is none.
#[unsafe(no_mangle)]
pub extern "C" fn smtpcodes_taxonomy_source(taxonomy: c_int) -> *const c_char {
    word::text(taxonomy, Taxonomy::from_number, Taxonomy::source)
}
