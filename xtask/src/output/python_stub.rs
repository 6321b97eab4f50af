//! The types of the Python enums: each member with its value, and with its meaning for editors.

use std::fmt::Write;

use super::python::{REASON, REPLY_CODE, TAXONOMY, banner, class, reply_entries, string};
use super::rust::{constant, pascal};
use crate::spec::Spec;

/// `_codes.pyi`: the same classes as `_codes.py`, as type checkers read them.
pub fn codes(spec: &Spec) -> String {
    let mut text = banner();
    for loaded in &spec.words {
        let entry = &loaded.entry;
        class(&mut text, &pascal(&entry.name), "Word", &entry.meaning);
        for value in &entry.values {
            member(&mut text, &value.name, &string(&value.name), &value.meaning);
        }
    }
    class(&mut text, "Reason", "ReasonWord", REASON);
    for loaded in &spec.reasons {
        let entry = &loaded.entry;
        member(&mut text, &entry.name, &string(&entry.name), &entry.meaning);
    }
    class(&mut text, "Taxonomy", "TaxonomyWord", TAXONOMY);
    for loaded in &spec.crosswalks {
        let entry = &loaded.entry;
        member(&mut text, &entry.taxonomy, &string(&entry.taxonomy), &entry.title);
    }
    class(&mut text, "ReplyCode", "ReplyNumber", REPLY_CODE);
    for entry in reply_entries(spec) {
        member(&mut text, &entry.name, &entry.code.to_string(), &entry.meaning);
    }
    text
}

fn member(text: &mut String, name: &str, value: &str, meaning: &str) {
    // A docstring may end in a quote or hold a backslash; an ordinary literal may not be misread.
    let _ = writeln!(text, "    {} = {value}\n    {}", constant(name), string(meaning));
}
