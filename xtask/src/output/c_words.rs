//! The vocabularies for C: enums with published numbers, and the functions that tell what each number means.

use std::fmt::Write;

use super::enums::Word;
use super::rust::{banner, constant, pascal};
use crate::spec::Spec;

/// A vocabulary that C sees.
struct Vocabulary<'s> {
    /// `reason`, as in `smtpcodes_reason`.
    name: String,
    meaning: &'s str,
    words: Vec<Word<'s>>,
}

/// `bindings/c/src/generated/mod.rs`.
pub fn module() -> String {
    banner("spec/")
        + "pub(crate) mod texts;\n\
           #[allow(dead_code, reason = \"the enums are for the header: functions take numbers\")]\n\
           pub(crate) mod words;\n"
}

/// `bindings/c/src/generated/words.rs`.
pub fn source(spec: &Spec) -> String {
    let mut text = banner("spec/");
    text.push_str(
        "use std::ffi::{c_char, c_int};\n\n\
         use core_lib::{\n    Action, Basis, Bounce, Command, Fault, Kind, Permanence, Reason, Retry, Standing, Taxonomy,\n};\n\n\
         use crate::word;\n",
    );
    reply_codes(&mut text, spec);
    let vocabularies = vocabularies(spec);
    for vocabulary in &vocabularies {
        values(&mut text, vocabulary);
    }
    for vocabulary in &vocabularies {
        functions(&mut text, vocabulary);
    }
    text
}

/// The reasons first, since they are what programs ask for; then the vocabularies in the order of the spec.
fn vocabularies(spec: &Spec) -> Vec<Vocabulary<'_>> {
    let reasons = Vocabulary {
        name: "reason".to_owned(),
        meaning: "Why a server refused or delayed: the closed list of causes.",
        words: spec
            .reasons
            .iter()
            .map(|loaded| Word {
                name: &loaded.entry.name,
                number: loaded.entry.number,
                meaning: &loaded.entry.meaning,
            })
            .collect(),
    };
    let words = spec.words.iter().map(|loaded| Vocabulary {
        name: loaded.entry.name.clone(),
        meaning: &loaded.entry.meaning,
        words: loaded
            .entry
            .values
            .iter()
            .map(|value| Word { name: &value.name, number: value.number, meaning: &value.meaning })
            .collect(),
    });
    let taxonomies = Vocabulary {
        name: "taxonomy".to_owned(),
        meaning: "A list of causes that another system uses.",
        words: (1..=u8::MAX)
            .zip(&spec.crosswalks)
            .map(|(number, loaded)| Word {
                name: &loaded.entry.taxonomy,
                number,
                meaning: &loaded.entry.title,
            })
            .collect(),
    };
    [reasons].into_iter().chain(words).chain([taxonomies]).collect()
}

const OPEN: &str = "#[repr(C)]\n#[derive(Clone, Copy, Debug, PartialEq, Eq)]\npub enum";

fn reply_codes(text: &mut String, spec: &Spec) {
    let mut replies: Vec<_> = spec.replies.iter().map(|loaded| &loaded.entry).collect();
    replies.retain(|entry| entry.code >= super::replies::FIRST_ON_THE_WIRE);
    replies.sort_by_key(|entry| entry.code);
    let _ = write!(
        text,
        "\n/// The reply codes that have a name. Servers send others too: every number from 200 to 599 is a reply code.\n\
         {OPEN} smtpcodes_reply_name {{\n"
    );
    for entry in replies {
        let _ = writeln!(text, "    /// {}", sentence(&entry.phrase));
        let _ = writeln!(text, "    SMTPCODES_REPLY_{} = {},", constant(&entry.name), entry.code);
    }
    text.push_str("}\n");
}

fn values(text: &mut String, vocabulary: &Vocabulary<'_>) {
    let Vocabulary { name, meaning, words } = vocabulary;
    let _ = write!(text, "\n/// {}\n{OPEN} smtpcodes_{name} {{\n", sentence(meaning));
    let prefix = format!("SMTPCODES_{}", constant(name));
    if words.iter().all(|word| word.name != "none") {
        let _ = writeln!(text, "    /// There is none.\n    {prefix}_NONE = 0,");
    }
    for word in words {
        let _ = writeln!(text, "    /// {}", sentence(word.meaning));
        let _ = writeln!(text, "    {prefix}_{} = {},", constant(word.name), word.number);
    }
    text.push_str("}\n");
}

fn functions(text: &mut String, vocabulary: &Vocabulary<'_>) {
    let Vocabulary { name, words, .. } = vocabulary;
    let ty = pascal(name);
    let example = words.first().map_or("", |word| word.name);
    let _ = write!(
        text,
        "
/// Gives the word for a smtpcodes_{name}, such as `{example}`; NULL for a number that is none.
#[unsafe(no_mangle)]
pub extern \"C\" fn smtpcodes_{name}_name({name}: c_int) -> *const c_char {{
    word::text({name}, {ty}::from_number, {ty}::as_str)
}}

/// Says in one sentence what a smtpcodes_{name} means; NULL for a number that is none.
#[unsafe(no_mangle)]
pub extern \"C\" fn smtpcodes_{name}_meaning({name}: c_int) -> *const c_char {{
    word::text({name}, {ty}::from_number, {ty}::meaning)
}}

/// Finds the smtpcodes_{name} for a word; 0 when it is none.
#[unsafe(no_mangle)]
pub unsafe extern \"C\" fn smtpcodes_{name}_from_name(name: *const c_char) -> c_int {{
    // SAFETY: the caller vouches for name, as the header demands.
    unsafe {{ word::number(name, {ty}::number) }}
}}
"
    );
}

/// A text of the spec as the text of a comment: one line that cannot end it.
fn sentence(text: &str) -> String {
    text.replace("*/", "* /").replace('\n', " ")
}
