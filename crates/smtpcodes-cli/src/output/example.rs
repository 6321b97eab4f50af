//! Replies that show what a cause looks like.

use crate::record::Row;

/// Bytes of a reply that are kept.
const KEPT: usize = 400;
/// Bytes that tell one reply from another where no words decided.
const BEGINNING: usize = 24;

/// A reply, or the part of it around the words that decided.
#[derive(Debug, PartialEq, Eq)]
pub struct Example {
    pub source: String,
    /// What tells this wording from others.
    wording: Wording,
    pub text: String,
    /// Where the words that decided are in the text.
    pub span: Option<(usize, usize)>,
    /// Whether the reply begins before the text, and whether it goes on behind it.
    pub cut: (bool, bool),
}

impl Example {
    /// Keeps the reply of a row, where it has one.
    pub fn of(row: &Row<'_>) -> Option<Self> {
        let text = row.text?;
        let decided = row.verdict.span.map_or(0, |(start, _)| start);
        let start =
            if decided < KEPT * 3 / 4 { 0 } else { text.floor_char_boundary(decided - KEPT / 4) };
        let end = text.floor_char_boundary(start + KEPT);
        Some(Self {
            source: row.source.clone().into_owned(),
            wording: Wording::of(row)?,
            text: text[start..end].to_owned(),
            span: row.verdict.span.map(|(from, to)| (from - start, to.min(end) - start)),
            cut: (start > 0, end < text.len()),
        })
    }

    /// Says whether the reply of a row says the same in the same words.
    pub fn resembles(&self, row: &Row<'_>) -> bool {
        Wording::of(row).is_some_and(|wording| wording == self.wording)
    }

    /// Says whether two replies say the same in the same words.
    pub fn is_like(&self, other: &Self) -> bool {
        self.wording == other.wording
    }
}

/// Who speaks, and the words that decided, or where none did, how the reply begins: the rest names hosts and addresses.
#[derive(Debug, PartialEq, Eq)]
struct Wording {
    provider: Option<&'static str>,
    words: String,
}

impl Wording {
    fn of(row: &Row<'_>) -> Option<Self> {
        let text = row.text?;
        let words = row.verdict.span.and_then(|(start, end)| text.get(start..end));
        let words = words.unwrap_or(&text[..text.floor_char_boundary(BEGINNING)]);
        Some(Self { provider: row.verdict.provider, words: words.to_lowercase() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::Engine;
    use crate::record::Record;

    fn example(text: &str) -> Example {
        let record = Record { text: text.to_owned(), ..Record::default() };
        Example::of(&Row::new(&record, "log", &Engine::Shipped)).expect("there is a text")
    }

    #[test]
    fn the_words_that_decided_are_kept_wherever_they_are() {
        for before in [0, 10, 99, 100, 300, 2000] {
            let text = format!("550 {} user unknown {}", "ä ".repeat(before), "ö ".repeat(1000));
            let example = example(&text);
            let (start, end) = example.span.expect("a rule decided");
            assert_eq!(&example.text[start..end], "user unknown", "{before}");
            assert!(example.text.len() <= KEPT);
            assert_eq!(example.cut, (before > 98, true), "{before}");
        }
        assert_eq!(example("550 user unknown").cut, (false, false));
    }

    #[test]
    fn the_same_wording_is_shown_once() {
        let known = example("550 5.1.1 <ann@example.com>: user unknown");
        assert!(known.is_like(&example("550 5.1.1 <bob@example.net>: User unknown")));
        assert!(!known.is_like(&example("550 no such user")));
        assert!(!example("550 quite unclear").is_like(&example("550 very unclear")));
    }
}
