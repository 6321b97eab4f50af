//! Every text that the C library gives out, with the NUL that C wants behind it.

use std::collections::BTreeSet;
use std::fmt::Write;

use smtpcodes_rules::Problem;

use super::rust::{banner, numbers};
use crate::spec::Spec;

/// `bindings/c/src/generated/texts.rs`: a pool sorted by length, then by bytes, and where each length begins.
pub fn source(spec: &Spec, problems: &mut Vec<Problem>) -> String {
    let texts = texts(spec);
    for text in texts.iter().filter(|text| text.contains('\0')) {
        let message = format!("{text:?} has a NUL in it, which ends a text in C; remove it");
        problems.push(Problem::new("spec/", "", message));
    }
    let longest = texts.iter().map(|text| text.len()).max().unwrap_or(0);
    let mut pool = String::new();
    let mut starts = Vec::new();
    let mut at = 0;
    for len in 0..=longest {
        starts.push(at);
        for text in texts.iter().filter(|text| text.len() == len) {
            pool.push_str(&literal(text));
            at += len + 1;
        }
    }
    starts.push(at);
    let mut source = banner("spec/");
    let _ = write!(
        source,
        "/// Where the texts of each length begin in the pool, and at last where it ends.\n\
         pub(crate) static STARTS: [u32; {}] = [\n{}];\n\n\
         /// Every text that the library gives out, each once, sorted by length and then by bytes.\n\
         pub(crate) static POOL: &str = \"\\\n{pool}\";\n",
        starts.len(),
        numbers(starts.iter()),
    );
    source
}

/// A line of the pool. The line end is escaped, which takes leading blanks of the next line with it.
fn literal(text: &str) -> String {
    let quoted = format!("{text:?}");
    let inner = &quoted[1..quoted.len() - 1];
    match inner.strip_prefix(' ') {
        Some(rest) => format!("\\x20{rest}\\0\\\n"),
        None => format!("{inner}\\0\\\n"),
    }
}

/// What functions of the library give out, in the order of the spec's files.
fn texts(spec: &Spec) -> BTreeSet<&str> {
    let mut texts: Vec<&String> = Vec::new();
    for word in spec.words.iter().flat_map(|loaded| &loaded.entry.values) {
        texts.extend([&word.name, &word.meaning]);
    }
    for loaded in &spec.reasons {
        let entry = &loaded.entry;
        texts.extend([&entry.name, &entry.group, &entry.meaning, &entry.advice]);
        texts.extend(entry.transient.as_ref().and_then(|transient| transient.advice.as_ref()));
    }
    texts.extend(spec.classes.iter().map(|loaded| &loaded.entry.meaning));
    texts.extend(spec.subjects.iter().map(|loaded| &loaded.entry.meaning));
    for loaded in &spec.replies {
        let entry = &loaded.entry;
        texts.extend([&entry.name, &entry.phrase, &entry.meaning]);
        texts.extend(&entry.sources);
    }
    for loaded in &spec.enhanced {
        let entry = &loaded.entry;
        texts.extend([&entry.name, &entry.phrase, &entry.meaning]);
        texts.extend(&entry.sources);
    }
    for loaded in &spec.vendor {
        let entry = &loaded.entry;
        texts.extend([&entry.name, &entry.phrase, &entry.meaning]);
    }
    for loaded in &spec.providers {
        let entry = &loaded.entry;
        texts.extend([&entry.name, &entry.title]);
        texts.extend(&entry.hosts);
        texts.extend(entry.pages.iter().flat_map(|page| [&page.title, &page.url]));
    }
    for loaded in &spec.blocklists {
        let entry = &loaded.entry;
        texts.extend([&entry.name, &entry.title, &entry.lists]);
        texts.extend(&entry.lookup);
    }
    for loaded in &spec.rules {
        texts.extend([&loaded.entry.id, &loaded.entry.source]);
    }
    for loaded in &spec.crosswalks {
        let entry = &loaded.entry;
        texts.extend([&entry.taxonomy, &entry.title, &entry.source]);
        texts.extend(&entry.labels);
        texts.extend(entry.to.iter().flat_map(|row| &row.labels));
    }
    texts.into_iter().map(String::as_str).collect()
}

#[cfg(test)]
mod tests {
    use super::literal;

    #[test]
    fn a_line_of_the_pool_keeps_its_blanks_and_quotes() {
        assert_eq!(literal("no"), "no\\0\\\n");
        assert_eq!(literal(" a \"b\""), "\\x20a \\\"b\\\"\\0\\\n");
    }
}
