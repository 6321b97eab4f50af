//! Other taxonomies: their enum, and the words of each for our reasons.

use std::fmt::Write;

use quote::quote;
use smtpcodes_rules::Problem;

use super::enums::{Word, word_enum};
use super::rust::{self, pascal, string, strings};
use crate::spec::Spec;

/// `crosswalks.rs`.
pub fn tables(spec: &Spec, problems: &mut Vec<Problem>) -> String {
    let words: Vec<Word<'_>> = (1..=u8::MAX)
        .zip(&spec.crosswalks)
        .map(|(number, loaded)| Word {
            name: &loaded.entry.taxonomy,
            number,
            meaning: &loaded.entry.title,
        })
        .collect();
    let doc = "A list of causes that another system uses.";
    let taxonomy = word_enum("Taxonomy", doc, "taxonomy", &words);
    let tokens = quote! {
        use crate::entry::{TaxonomyEntry, label_row as label, taxonomy_row as taxonomy};
        use crate::generated::reasons::Reason;
        use crate::word::UnknownWord;
        #taxonomy
    };
    let mut text = rust::file("spec/crosswalks.yaml", tokens, problems);
    text.push_str("\n/// Taxonomies, at the place of their number less one.\n");
    let _ = writeln!(
        text,
        "pub(crate) static TAXONOMIES: [TaxonomyEntry; {}] = [",
        spec.crosswalks.len()
    );
    for loaded in &spec.crosswalks {
        let entry = &loaded.entry;
        let _ = writeln!(
            text,
            "    taxonomy({}, {}, &[",
            string(&entry.source),
            strings(&entry.labels)
        );
        for reason in &spec.reasons {
            let row = entry.to.iter().find(|row| row.reason == reason.entry.name);
            let labels = row.map_or("&[]".to_owned(), |row| strings(&row.labels));
            let _ = writeln!(text, "        {labels},");
        }
        text.push_str("    ], &[\n");
        for row in &entry.from {
            let reasons: Vec<String> =
                row.reasons.iter().map(|name| format!("Reason::{}", pascal(name))).collect();
            let also: Vec<String> =
                row.also.iter().map(|name| format!("Reason::{}", pascal(name))).collect();
            let _ = writeln!(
                text,
                "        label({}, &[{}], &[{}]),",
                string(&row.label),
                reasons.join(", "),
                also.join(", ")
            );
        }
        text.push_str("    ]),\n");
    }
    text.push_str("];\n");
    text
}
