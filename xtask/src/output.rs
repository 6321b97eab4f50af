//! The outputs: one module for each kind of file that the spec becomes.

mod c_header;
mod c_texts;
mod c_vectors;
mod c_words;
mod crosswalks;
mod enhanced;
mod enums;
mod phrases;
mod providers;
mod python;
mod python_stub;
mod reasons;
mod replies;
mod rules;
mod rust;
mod vectors;

use std::path::Path;

use smtpcodes_rules::Problem;

use crate::spec::Spec;
use crate::validate::Checked;
use crate::write::Outputs;

/// Builds every output in memory.
pub fn all(
    root: &Path,
    spec: &Spec,
    checked: &Checked,
    outputs: &mut Outputs,
    problems: &mut Vec<Problem>,
) {
    let core = "crates/smtpcodes/src/generated";
    outputs.add(&format!("{core}/mod.rs"), rust::module(core));
    outputs.add(&format!("{core}/words.rs"), enums::words(spec, problems));
    outputs.add(&format!("{core}/reasons.rs"), reasons::table(spec, problems));
    outputs.add(&format!("{core}/replies.rs"), replies::table(spec, problems));
    outputs.add(&format!("{core}/enhanced.rs"), enhanced::tables(spec));
    outputs.add(&format!("{core}/providers.rs"), providers::tables(spec));
    outputs.add(&format!("{core}/rules.rs"), rules::table(spec, checked));
    outputs.add(&format!("{core}/phrases.rs"), phrases::tables(checked));
    outputs.add(&format!("{core}/crosswalks.rs"), crosswalks::tables(spec, problems));
    outputs.add("tests/vectors.json", vectors::json(spec));

    let python = "bindings/python/python/smtpcodes";
    outputs.add(&format!("{python}/_codes.py"), python::codes(spec));
    outputs.add(&format!("{python}/_codes.pyi"), python_stub::codes(spec));

    let c = "bindings/c/src/generated";
    outputs.add(&format!("{c}/mod.rs"), c_words::module());
    outputs.add(&format!("{c}/words.rs"), c_words::source(spec));
    outputs.add(&format!("{c}/texts.rs"), c_texts::source(spec, problems));
    outputs.add("bindings/c/tests/vectors.h", c_vectors::header(spec, problems));
    // Last, because it reads a source that was just generated.
    outputs.add("bindings/c/include/smtpcodes.h", c_header::header(root, outputs, problems));
}
