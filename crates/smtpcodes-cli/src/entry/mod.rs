//! The entries of the tables as JSON, and as cells of a table.

mod codes;
mod names;
mod reasons;
mod rules;

use serde::Serialize;

pub use codes::{Enhanced, ListedEnhanced, Reply, vendor_code};
pub use names::{Blocklist, Command, Provider};
pub use reasons::{Reason, Taxonomy};
pub use rules::Rule;

/// An entry that can be listed.
pub trait Entry: Serialize {
    /// The names of all its fields, as in JSON.
    const FIELDS: &'static [&'static str];
    /// The field that is wrapped where the terminal is too narrow for all.
    const WIDE: &'static str;
    /// The fields that fit on a terminal.
    const SHORT: &'static [&'static str];

    /// Gives the text of each field.
    fn cells(&self) -> Vec<String>;
}

/// A wording, and who gives it.
#[derive(Debug, Serialize)]
pub struct Phrase {
    text: &'static str,
    source: &'static str,
}

fn phrases(pairs: &'static [(&'static str, &'static str)]) -> Vec<Phrase> {
    pairs.iter().map(|&(text, source)| Phrase { text, source }).collect()
}

fn joined_phrases(phrases: &[Phrase]) -> String {
    let each = phrases.iter().map(|phrase| format!("{} ({})", phrase.text, phrase.source));
    each.collect::<Vec<_>>().join("; ")
}

fn text(value: Option<impl ToString>) -> String {
    value.map_or_else(String::new, |value| value.to_string())
}
