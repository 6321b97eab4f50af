//! The outputs: one module for each kind of file that the spec becomes.

mod crosswalks;
mod enhanced;
mod enums;
mod phrases;
mod providers;
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
    let _ = root;
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
}
