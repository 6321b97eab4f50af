//! Checks the spec as a whole: every word that refers to another file, every number, every example.

mod codes;
mod tables;
mod unique;
mod vectors;

use smtpcodes_matcher::Layers;
use smtpcodes_rules::{Compiled, Names, Problem, ReasonName, check_examples, compile};

use crate::spec::Spec;
pub use tables::CodeTables;

/// What the outputs need beside the entries.
#[derive(Debug)]
pub struct Checked {
    /// The rules.
    pub compiled: Compiled,
    /// What codes and hosts mean, as tables.
    pub codes: CodeTables,
}

/// Checks everything; gives nothing when names are so broken that rules cannot be compiled.
pub fn check(spec: &Spec, problems: &mut Vec<Problem>) -> Option<Checked> {
    unique::check(spec, problems);
    let names = names(spec);
    codes::check(spec, &names, problems);
    vectors::check(spec, &names, problems);
    if !problems.is_empty() {
        return None;
    }
    let phrases = tables::phrases(spec);
    let compiled = compile(&spec.rules, &phrases, &names, problems);
    let codes = CodeTables::new(spec, &names);
    if problems.is_empty() {
        let hosts = codes.host_rows();
        let commands = codes.command_rows();
        let shipped = codes.complete(compiled.tables(), &hosts, &commands);
        let layers = Layers { shipped: &shipped, own: None };
        check_examples(&spec.rules, &compiled, &layers, &names, problems);
    }
    Some(Checked { compiled, codes })
}

/// The numbers of all names: published ones of words and reasons, places of providers and block lists.
fn names(spec: &Spec) -> Names {
    let words = |name: &str| {
        spec.words
            .iter()
            .filter(|word| word.entry.name == name)
            .flat_map(|word| {
                word.entry.values.iter().map(|value| (value.name.clone(), value.number))
            })
            .collect()
    };
    let placed = |names: Vec<&String>| {
        names.into_iter().zip(1..=u8::MAX).map(|(name, number)| (name.clone(), number)).collect()
    };
    Names {
        reasons: spec
            .reasons
            .iter()
            .map(|loaded| ReasonName {
                name: loaded.entry.name.clone(),
                number: loaded.entry.number,
                precedence: loaded.entry.precedence,
                recipient: loaded.entry.group == "recipient",
            })
            .collect(),
        providers: placed(spec.providers.iter().map(|p| &p.entry.name).collect()),
        blocklists: placed(spec.blocklists.iter().map(|b| &b.entry.name).collect()),
        commands: words("command"),
        bounces: words("bounce"),
        retries: words("retry"),
    }
}
