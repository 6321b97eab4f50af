//! Vectors: unique names, readable bytes, words that exist.

use std::collections::BTreeSet;

use smtpcodes_rules::{Names, Problem};

use crate::spec::Spec;

/// Checks every case.
pub fn check(spec: &Spec, names: &Names, problems: &mut Vec<Problem>) {
    let mut seen = BTreeSet::new();
    for group in &spec.vectors {
        if group.entry.why.trim().is_empty() {
            problems.push(group.problem("`why` is empty; say what the group is there for"));
        }
        for case in &group.entry.cases {
            let mut problem = |message: String| {
                problems.push(group.problem(format!("case {}: {message}", case.name)))
            };
            if !seen.insert(case.name.as_str()) {
                problem("another case has this name; names are unique over all files".to_owned());
            }
            if let Err(message) = case.bytes() {
                problem(message);
            }
            if let Some(command) = &case.command
                && !names.commands.iter().any(|(name, _)| name == command)
            {
                problem(format!("there is no command `{command}` in spec/words.yaml"));
            }
            if case.expect.is_empty() {
                problem("`expect` is empty; a case that expects nothing cannot fail".to_owned());
            }
            if let Some(reason) = case.expect.get("reason").and_then(|reason| reason.as_str())
                && !names.reasons.iter().any(|known| known.name == reason)
            {
                problem(format!("there is no reason `{reason}` in spec/reasons.yaml"));
            }
        }
    }
}
