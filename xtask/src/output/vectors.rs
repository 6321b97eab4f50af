//! The vectors as JSON, for the languages that have no YAML at hand.

use crate::spec::Spec;

/// `tests/vectors.json`: the groups, in the order of the files.
pub fn json(spec: &Spec) -> String {
    let groups: Vec<_> = spec.vectors.iter().map(|loaded| &loaded.entry).collect();
    let mut text = serde_json::to_string_pretty(&groups).unwrap_or_default();
    text.push('\n');
    text
}
