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

#[cfg(test)]
mod tests {
    use std::ffi::CStr;

    use core_lib::{
        Action, Basis, Blocklist, Bounce, Command, EnhancedEntry, Fault, Kind, Permanence,
        Provider, Reason, ReplyEntry, Retry, RuleEntry, Standing, Taxonomy, VendorEntry, classes,
        classify, subjects,
    };

    use super::twin;

    /// Everything of the core that a function of this library can give out.
    fn core_texts() -> Vec<&'static str> {
        let mut texts = Vec::new();
        macro_rules! words {
            ($($word:ident)*) => {
                $(texts.extend($word::ALL.iter().flat_map(|word| [word.as_str(), word.meaning()]));)*
            };
        }
        words!(Action Basis Bounce Command Fault Kind Permanence Reason Retry Standing Taxonomy);
        for reason in Reason::ALL {
            texts.extend([reason.group(), reason.advice()]);
            texts.extend(Taxonomy::ALL.iter().flat_map(|taxonomy| reason.to(*taxonomy)));
        }
        for taxonomy in Taxonomy::ALL {
            texts.push(taxonomy.source());
            texts.extend(taxonomy.labels());
        }
        for entry in ReplyEntry::all() {
            texts.extend([entry.name, entry.phrase, entry.meaning]);
            texts.extend(entry.sources);
            // The advice of both permanences, for every reason that a reply code has.
            let reply = entry.code.to_string();
            texts.extend(classify(reply.as_bytes()).advice());
        }
        for entry in EnhancedEntry::all() {
            texts.extend([entry.name, entry.phrase, entry.meaning]);
            texts.extend(entry.sources);
            for class in [4, 5] {
                let code = format!("{class}.{}.{}", entry.subject, entry.detail);
                texts.extend(classify(code.as_bytes()).advice());
            }
        }
        texts.extend(classes().iter().chain(subjects()).map(|part| part.meaning));
        for entry in VendorEntry::all() {
            texts.extend([entry.name, entry.phrase, entry.meaning]);
        }
        for provider in Provider::all() {
            texts.extend([provider.name(), provider.title()]);
            texts.extend(provider.hosts());
            texts.extend(provider.pages().iter().flat_map(|page| [page.0, page.1]));
        }
        for list in Blocklist::all() {
            texts.extend([list.name(), list.title(), list.lists()]);
            texts.extend(list.lookup());
        }
        texts.extend(RuleEntry::all().iter().flat_map(|rule| [rule.id, rule.source]));
        texts
    }

    #[test]
    fn every_text_of_the_core_has_a_twin() {
        let texts = core_texts();
        assert!(texts.len() > 1000);
        for text in texts {
            let twin = twin(text);
            assert!(!twin.is_null(), "{text:?} is not in the pool");
            // SAFETY: the pool is static, and behind each of its texts stands a NUL.
            let found = unsafe { CStr::from_ptr(twin) };
            assert_eq!(found.to_bytes(), text.as_bytes());
        }
    }

    #[test]
    fn other_texts_have_none() {
        for text in ["", "x", "mailbox_unknowm", "mailbox_unknown\0", &"x".repeat(10_000)] {
            assert!(twin(text).is_null(), "{text:?}");
        }
    }
}
