//! The reasons: the enum, and what each one says.

use std::fmt::Write;

use quote::quote;
use smtpcodes_rules::Problem;

use super::enums::{Word, word_enum};
use super::rust::{self, pascal, string};
use crate::spec::Spec;

/// `reasons.rs`.
pub fn table(spec: &Spec, problems: &mut Vec<Problem>) -> String {
    let words: Vec<Word<'_>> = spec
        .reasons
        .iter()
        .map(|loaded| Word {
            name: &loaded.entry.name,
            number: loaded.entry.number,
            meaning: &loaded.entry.meaning,
        })
        .collect();
    let doc = "Why a server refused or delayed: the closed list of causes.";
    let reason = word_enum("Reason", doc, "reason", &words);
    let tokens = quote! {
        use crate::generated::words::{Action, Bounce, Fault, Retry};
        use crate::reason::{Advice, ReasonRow, row};
        use crate::word::UnknownWord;
        #reason
    };
    let mut text = rust::file("spec/reasons.yaml", tokens, problems);
    text.push_str("\n/// What each reason says, at the place of its number less one.\n");
    let _ = writeln!(text, "pub(crate) static REASONS: [ReasonRow; {}] = [", spec.reasons.len());
    for loaded in &spec.reasons {
        let entry = &loaded.entry;
        let advice = |retry: &str, action: &str, words: &str| {
            format!(
                "Advice {{ retry: Retry::{}, action: Action::{}, text: {} }}",
                pascal(retry),
                pascal(action),
                string(words)
            )
        };
        let steady = advice(&entry.retry, &entry.action, &entry.advice);
        let transient = entry.transient.clone().unwrap_or_default();
        let transient = advice(
            transient.retry.as_ref().unwrap_or(&entry.retry),
            transient.action.as_ref().unwrap_or(&entry.action),
            transient.advice.as_ref().unwrap_or(&entry.advice),
        );
        let _ = writeln!(
            text,
            "    row({}, {}, Bounce::{}, Fault::{}, {}, {steady}, {transient}),",
            string(&entry.group),
            entry.precedence,
            pascal(&entry.bounce),
            pascal(&entry.fault),
            entry.retry_after.unwrap_or(0),
        );
    }
    text.push_str("];\n");
    check_order(spec, problems);
    text
}

/// The table is indexed by number, so numbers must follow the order.
fn check_order(spec: &Spec, problems: &mut Vec<Problem>) {
    for (number, loaded) in (1..).zip(&spec.reasons) {
        if loaded.entry.number != number {
            problems.push(loaded.problem(format!(
                "has the number {}; entries stand in order, so it is {number}",
                loaded.entry.number
            )));
        }
    }
}
