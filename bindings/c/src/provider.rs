//! Who answers.

use std::ffi::c_char;

use core_lib::Provider;

use crate::guard::guard;
use crate::{pointer, text};

/// Finds a provider by its name.
///
/// # Safety
/// `name` is NULL or points to a NUL-terminated string.
unsafe fn named(name: *const c_char) -> Option<Provider> {
    // SAFETY: the caller's promise is the same.
    Provider::from_name(unsafe { pointer::word(name) }?)
}

/// Says how many providers are known.
#[unsafe(no_mangle)]
pub extern "C" fn smtpcodes_provider_count() -> usize {
    guard(0, || Provider::all().count())
}

/// Gives the name of a provider, such as `google`; NULL behind the last one. The order changes from version to version:
/// keep names, not places.
#[unsafe(no_mangle)]
pub extern "C" fn smtpcodes_provider_at(index: usize) -> *const c_char {
    text::give(|| Some(Provider::all().nth(index)?.name()))
}

/// Gives the name of the provider that a host belongs to, by the longest known suffix of the host's name; NULL for a
/// host that is nobody's.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn smtpcodes_provider_of_host(host: *const c_char) -> *const c_char {
    // SAFETY: the caller vouches for host, as the header demands.
    text::give(|| Some(Provider::of_host(unsafe { pointer::string(host) }?)?.name()))
}

/// Gives the name of a provider as people write it; NULL for an unknown one.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn smtpcodes_provider_title(name: *const c_char) -> *const c_char {
    // SAFETY: the caller vouches for name, as the header demands.
    text::give(|| Some(unsafe { named(name) }?.title()))
}

/// Gives a suffix of a provider's host names, from index 0 on; NULL behind the last one.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn smtpcodes_provider_host(
    name: *const c_char,
    index: usize,
) -> *const c_char {
    // SAFETY: the caller vouches for name, as the header demands.
    text::give(|| unsafe { named(name) }?.hosts().get(index).copied())
}

/// Gives the title of a provider's page about refusals, from index 0 on; NULL behind the last one.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn smtpcodes_provider_page_title(
    name: *const c_char,
    index: usize,
) -> *const c_char {
    // SAFETY: the caller vouches for name, as the header demands.
    text::give(|| Some(unsafe { named(name) }?.pages().get(index)?.0))
}

/// Gives the address of a provider's page about refusals, from index 0 on; NULL behind the last one.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn smtpcodes_provider_page_url(
    name: *const c_char,
    index: usize,
) -> *const c_char {
    // SAFETY: the caller vouches for name, as the header demands.
    text::give(|| Some(unsafe { named(name) }?.pages().get(index)?.1))
}
