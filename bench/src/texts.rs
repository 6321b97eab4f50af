//! The texts that are classified, and the phrases that are looked for.

use std::fs;
use std::path::Path;

use serde_json::Value;
use smtpcodes::RuleEntry;
use smtpcodes_rules::{Example, RuleEntry as WrittenRule, load_entries};

use crate::Error;

/// Longer texts are not what a server says in a line or two, and would hide the others.
const LONGEST: usize = 1000;

/// Gives the texts: what the rules accept, the vectors of classification, and, where the environment variable
/// `SMTPCODES_CORPUS` names a folder, the texts of its `replies.jsonl`.
pub fn texts() -> Result<Vec<String>, Error> {
    let root = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/.."));
    let mut texts = Vec::new();
    for entry in fs::read_dir(root.join("spec/rules"))? {
        let path = entry?.path();
        let (file, text) = (path.display().to_string(), fs::read_to_string(&path)?);
        let mut problems = Vec::new();
        let rules = load_entries::<WrittenRule>(&file, &text, None, "rule", &mut problems);
        if let Some(problem) = problems.first() {
            return Err(problem.to_string().into());
        }
        for example in rules.into_iter().flat_map(|rule| rule.entry.accepts) {
            texts.push(match example {
                Example::Text(text) => text,
                Example::Known(known) => known.text,
            });
        }
    }
    let vectors: Vec<Value> =
        serde_json::from_str(&fs::read_to_string(root.join("tests/vectors.json"))?)?;
    for group in vectors.iter().filter(|group| group["kind"] == "classify") {
        let cases = group["cases"].as_array().into_iter().flatten();
        texts.extend(cases.filter_map(|case| case["text"].as_str().map(str::to_owned)));
    }
    if let Some(folder) = std::env::var_os("SMTPCODES_CORPUS") {
        for line in fs::read_to_string(Path::new(&folder).join("replies.jsonl"))?.lines() {
            let reply: Value = serde_json::from_str(line)?;
            let text = reply["text"].as_str().ok_or("a line of replies.jsonl has no `text`")?;
            texts.push(text.to_owned());
        }
    }
    texts.retain(|text| (1..=LONGEST).contains(&text.len()));
    texts.sort();
    texts.dedup();
    Ok(texts)
}

/// Gives the phrases of all shipped rules, each one once; `*` stands for a gap.
pub fn patterns() -> Vec<&'static str> {
    let mut patterns: Vec<_> = RuleEntry::all().iter().flat_map(RuleEntry::patterns).collect();
    patterns.sort_unstable();
    patterns.dedup();
    patterns
}
