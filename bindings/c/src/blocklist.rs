//! The lists that receivers ask.

use std::ffi::c_char;

use core_lib::Blocklist;

use crate::guard::guard;
use crate::{pointer, text};

/// Finds a block list by its name.
///
/// # Safety
/// `name` is NULL or points to a NUL-terminated string.
unsafe fn named(name: *const c_char) -> Option<Blocklist> {
    // SAFETY: the caller's promise is the same.
    Blocklist::from_name(unsafe { pointer::word(name) }?)
}

/// Says how many block lists are known.
#[unsafe(no_mangle)]
pub extern "C" fn smtpcodes_blocklist_count() -> usize {
    guard(0, || Blocklist::all().count())
}

/// Gives the name of a block list, such as `spamhaus_zen`; NULL behind the last one. The order changes from version to
/// version: keep names, not places.
#[unsafe(no_mangle)]
pub extern "C" fn smtpcodes_blocklist_at(index: usize) -> *const c_char {
    text::give(|| Some(Blocklist::all().nth(index)?.name()))
}

/// Gives the name of a block list as people write it; NULL for an unknown one.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn smtpcodes_blocklist_title(name: *const c_char) -> *const c_char {
    // SAFETY: the caller vouches for name, as the header demands.
    text::give(|| Some(unsafe { named(name) }?.title()))
}

/// Says what a block list lists: `ip` or `domain`; NULL for an unknown one.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn smtpcodes_blocklist_lists(name: *const c_char) -> *const c_char {
    // SAFETY: the caller vouches for name, as the header demands.
    text::give(|| Some(unsafe { named(name) }?.lists()))
}

/// Gives the address of the page where a listing can be looked up; NULL where there is none.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn smtpcodes_blocklist_lookup(name: *const c_char) -> *const c_char {
    // SAFETY: the caller vouches for name, as the header demands.
    text::give(|| unsafe { named(name) }?.lookup())
}
