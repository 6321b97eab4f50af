//! The rules: the rows that the engine reads, and beside them what people read.

use std::fmt::Write;

use super::rust::{banner, pascal, string};
use crate::spec::Spec;
use crate::validate::Checked;

/// `rules.rs`.
pub fn table(spec: &Spec, checked: &Checked) -> String {
    let compiled = &checked.compiled;
    let mut text = banner("spec/rules");
    text.push_str(
        "use crate::entry::{RuleEntry, rule_row as rule};\n\
         use crate::generated::reasons::Reason;\n\
         use smtpcodes_matcher::{EnhancedPattern, Rule};\n\n\
         const fn enhanced(class: u8, subject: u16, detail: Option<u16>) -> EnhancedPattern {\n    EnhancedPattern { class, subject, detail }\n}\n\n",
    );
    let _ = writeln!(
        text,
        "/// Rules as people read them, sorted by id.\npub(crate) static ENTRIES: [RuleEntry; {}] = [",
        compiled.ids.len()
    );
    let mut patterns = String::new();
    for (index, (id, source)) in compiled.ids.iter().zip(&compiled.sources).enumerate() {
        let Some(loaded) = spec.rules.iter().find(|rule| rule.entry.id == *id) else { continue };
        let _ = writeln!(
            text,
            "    rule({}, Reason::{}, {}, {index}),",
            string(id),
            pascal(&loaded.entry.reason),
            string(source),
        );
        let _ = writeln!(patterns, "    {},", string(&loaded.entry.any.join("\n")));
    }
    let _ = write!(
        text,
        "];\n\n/// The patterns of each rule, one a line: a pointer for each would take more room than the words.\n\
         pub(crate) static PATTERNS: [&str; {}] = [\n{patterns}",
        compiled.ids.len()
    );
    text.push_str(
        "];\n\n/// A row: reason, precedence, provider, weak, codes (first, count), enhanced codes (first, count), commands,\n\
         /// bounce, retry, seconds, block list.\n\
         #[allow(clippy::too_many_arguments)]\n\
         const fn row(reason: u8, precedence: u8, provider: u8, weak: bool, codes: (u16, u8), enhanced: (u16, u8), commands: u32, bounce: u8, retry: u8, retry_after: u32, blocklist: u8) -> Rule {\n\
         \x20   Rule { reason, precedence, provider, weak, first_code: codes.0, codes: codes.1, first_enhanced: enhanced.0, enhanced: enhanced.1, commands, bounce, retry, retry_after, blocklist }\n\
         }\n\n",
    );
    let _ = writeln!(
        text,
        "/// Rules as the engine reads them, in the same order.\npub(crate) static RULES: [Rule; {}] = [",
        compiled.rules.len()
    );
    for rule in &compiled.rules {
        let _ = writeln!(
            text,
            "    row({}, {}, {}, {}, ({}, {}), ({}, {}), {}, {}, {}, {}, {}),",
            rule.reason,
            rule.precedence,
            rule.provider,
            rule.weak,
            rule.first_code,
            rule.codes,
            rule.first_enhanced,
            rule.enhanced,
            rule.commands,
            rule.bounce,
            rule.retry,
            rule.retry_after,
            rule.blocklist,
        );
    }
    let ranges: Vec<String> =
        compiled.code_ranges.iter().map(|range| format!("{range:?}")).collect();
    let _ = writeln!(
        text,
        "];\n\n/// Reply codes that rules are bound to.\npub(crate) static CODE_RANGES: [(u16, u16); {}] = [\n{}];",
        ranges.len(),
        super::rust::numbers(ranges)
    );
    let patterns: Vec<String> = compiled
        .enhanced_patterns
        .iter()
        .map(|pattern| {
            format!("enhanced({}, {}, {:?})", pattern.class, pattern.subject, pattern.detail)
        })
        .collect();
    let _ = writeln!(
        text,
        "\n/// Enhanced codes that rules are bound to.\npub(crate) static ENHANCED_PATTERNS: [EnhancedPattern; {}] = [\n{}];",
        patterns.len(),
        super::rust::numbers(patterns)
    );
    text
}
