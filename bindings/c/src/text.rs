//! Static texts as C strings: the core's texts end without a NUL, so each has a twin in a pool that has one.

use std::cmp::Ordering;
use std::ffi::{CStr, c_char};
use std::ptr;

use crate::generated::texts::{POOL, STARTS};
use crate::guard::guard;

/// Gives the C string of the text that `body` finds, or NULL.
pub(crate) fn give(body: impl FnOnce() -> Option<&'static str>) -> *const c_char {
    guard(ptr::null(), || body().map_or(ptr::null(), twin))
}

/// Gives a C string that is none of the spec's, or NULL.
pub(crate) fn fixed(body: impl FnOnce() -> Option<&'static CStr>) -> *const c_char {
    guard(ptr::null(), || body().map_or(ptr::null(), CStr::as_ptr))
}

/// Finds the twin of a text; NULL when there is none, which a test excludes.
///
/// Texts of one length stand together and sorted, so the place of each follows from its number.
pub(crate) fn twin(text: &str) -> *const c_char {
    let len = text.len();
    let (Some(&start), Some(&end)) = (STARTS.get(len), STARTS.get(len + 1)) else {
        return ptr::null();
    };
    let (start, stride) = (start as usize, len + 1);
    let (mut low, mut high) = (0, (end as usize - start) / stride);
    while low < high {
        let middle = low.midpoint(high);
        let at = start + middle * stride;
        match POOL.as_bytes()[at..at + len].cmp(text.as_bytes()) {
            Ordering::Equal => return POOL.as_ptr().wrapping_add(at).cast(),
            Ordering::Less => low = middle + 1,
            Ordering::Greater => high = middle,
        }
    }
    ptr::null()
}
