//! Runs the rules' own examples through the very engine that programs run.

use smtpcodes_matcher::{Basis, Context, Layers, Verdict, decide};

use crate::compile::Compiled;
use crate::entry::{Example, LoadedRule};
use crate::names::{Names, number_of};
use crate::problem::Problem;

/// Checks that each `accepts` is won by its own rule and no `rejects` is; what is not, becomes a problem.
pub fn check_examples(
    rules: &[LoadedRule],
    compiled: &Compiled,
    layers: &Layers<'_>,
    names: &Names,
    problems: &mut Vec<Problem>,
) {
    let own = layers.own.is_some();
    for loaded in rules {
        let wins = |verdict: &Verdict| {
            verdict.rule.is_some_and(|rule| {
                rule.own == own
                    && compiled.ids.get(usize::from(rule.index)) == Some(&loaded.entry.id)
            })
        };
        for example in &loaded.entry.accepts {
            match run(example, layers, names) {
                Err(message) => problems.push(loaded.problem(message)),
                Ok(verdict) if wins(&verdict) => {}
                Ok(verdict) => problems.push(loaded.problem(format!(
                    "does not win its own example {:?}: {}",
                    example.text(),
                    winner(&verdict, compiled, own)
                ))),
            }
        }
        for example in &loaded.entry.rejects {
            match run(example, layers, names) {
                Err(message) => problems.push(loaded.problem(message)),
                Ok(verdict) if wins(&verdict) => problems.push(loaded.problem(format!(
                    "wins {:?}, which it must reject; a pattern is too wide",
                    example.text()
                ))),
                Ok(_) => {}
            }
        }
    }
}

fn run(example: &Example, layers: &Layers<'_>, names: &Names) -> Result<Verdict, String> {
    let command = match example.command() {
        None => 0,
        Some(name) => number_of(&names.commands, "command", name)?,
    };
    let context =
        Context { remote_host: example.host().map(str::as_bytes), command, ..Context::default() };
    Ok(decide(example.text().as_bytes(), &context, layers))
}

/// Who won instead, and what to do about it.
fn winner(verdict: &Verdict, compiled: &Compiled, own: bool) -> String {
    match (verdict.basis, verdict.rule) {
        (Basis::Rule, Some(rule)) if rule.own == own => {
            let id = compiled.ids.get(usize::from(rule.index)).map_or("?", String::as_str);
            format!("rule {id} wins; make one of the two more exact, or give this one a condition")
        }
        (Basis::Rule, _) => "a shipped rule wins; no pattern of this rule matches".to_owned(),
        (Basis::Enhanced, _) => {
            "the enhanced code decides; no pattern matches, or the rule is weak".to_owned()
        }
        _ => "no pattern matches it".to_owned(),
    }
}
