//! Lists of phrases, all of them looked for in one pass over a text.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::OnceLock;

use aho_corasick::{AhoCorasick, Anchored, Input, StartKind};

/// Phrases in lower case, which are found in whatever case a text has them.
///
/// The search is prepared the first time that it is asked for.
pub(crate) struct Phrases {
    list: &'static [&'static str],
    search: OnceLock<AhoCorasick>,
}

impl Phrases {
    /// Takes phrases in lower case.
    pub(crate) const fn new(list: &'static [&'static str]) -> Self {
        Self { list, search: OnceLock::new() }
    }

    /// Tells whether one of the phrases stands anywhere in the text.
    pub(crate) fn within(&self, text: &str) -> bool {
        self.search().is_match(&*folded(text))
    }

    /// Tells whether the text begins with one of the phrases.
    pub(crate) fn open(&self, text: &str) -> bool {
        self.search().is_match(Input::new(&*folded(text)).anchored(Anchored::Yes))
    }

    /// Tells whether the text ends with one of the phrases.
    pub(crate) fn close(&self, text: &str) -> bool {
        // as long as a few phrases: letters change their length with their case
        let end = text[text.ceil_char_boundary(text.len().saturating_sub(200))..].to_lowercase();
        self.list.iter().any(|phrase| end.ends_with(phrase))
    }

    /// Tells whether the text is one of the phrases.
    pub(crate) fn equal(&self, text: &str) -> bool {
        self.open(text) && self.list.contains(&text.to_lowercase().as_str())
    }

    /// Returns where phrases stand, each with its place in the list; phrases may overlap, and are ASCII.
    pub(crate) fn all<'a>(
        &'a self,
        text: &'a str,
    ) -> impl Iterator<Item = (usize, Range<usize>)> + 'a {
        self.search().find_overlapping_iter(text).map(|m| (m.pattern().as_usize(), m.range()))
    }

    fn search(&self) -> &AhoCorasick {
        self.search.get_or_init(|| {
            AhoCorasick::builder()
                .ascii_case_insensitive(true)
                .start_kind(StartKind::Both)
                .build(self.list)
                .expect("a short list of short phrases")
        })
    }
}

/// Returns the text so that letters which the search cannot fold are in lower case.
fn folded(text: &str) -> Cow<'_, str> {
    if text.is_ascii() { Cow::Borrowed(text) } else { Cow::Owned(text.to_lowercase()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_case_is_found_everywhere() {
        static PHRASES: Phrases = Phrases::new(&["the reply was:", "ответ:"]);
        for text in ["The Reply was:", "THE REPLY WAS:", "Ответ:"] {
            assert!(PHRASES.within(text) && PHRASES.open(text), "{text}");
            assert!(PHRASES.close(text) && PHRASES.equal(text), "{text}");
        }
        assert!(PHRASES.close("said: The reply was:") && !PHRASES.open("said: The reply was:"));
        assert!(!PHRASES.close("The reply was: no"));
    }
}
