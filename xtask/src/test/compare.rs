//! The same input gives the same classification, byte for byte, in C, Python and the command (which is Rust).
//!
//! C and Python print one JSON object for each classification vector, in the order of the spec; the command reads the
//! same vectors as JSON lines. Vectors that are no UTF-8 cannot be given to it as JSON; C and Python compare those.

use std::fs;

use serde_json::{Map, Value, json};

use super::Place;
use crate::spec::Spec;
use crate::vectors::{VectorCase, VectorKind};

/// The keys of the contract that a classification decides, in its order.
const KEYS: [&str; 14] = [
    "code",
    "enhanced",
    "permanence",
    "reason",
    "bounce",
    "fault",
    "retry",
    "retry_after",
    "action",
    "basis",
    "rule",
    "span",
    "provider",
    "blocklist",
];

/// Compares what the command, C and Python print.
pub fn check(place: &Place) -> Result<(), String> {
    let spec = Spec::load(&place.root, &mut Vec::new());
    let cases: Vec<&VectorCase> = spec
        .vectors
        .iter()
        .filter(|group| group.entry.kind == VectorKind::Classify)
        .flat_map(|group| &group.entry.cases)
        .collect();
    let c = place.target.join("c-tests/classify.jsonl");
    let c = fs::read_to_string(&c).map_err(|error| {
        format!("{}, which the tests of the C library leave: {error}", c.display())
    })?;
    let c = lines(&c);
    let python = place.target.join("python-tests/bin/python");
    let python =
        place.output(&python.to_string_lossy(), &["bindings/python/tests/jsonl.py"], &[])?;
    let python = lines(&python);
    let command = of_command(place, &cases)?;
    for (language, count) in [("C", c.len()), ("Python", python.len())] {
        if count != cases.len() || count == 0 {
            return Err(format!("{language} printed {count} lines for {} vectors", cases.len()));
        }
    }
    for (at, case) in cases.iter().enumerate() {
        if c[at] != python[at] {
            return Err(format!("{}:\n  C      {}\n  Python {}", case.name, c[at], python[at]));
        }
        if let Some(ours) = &command[at]
            && *ours != c[at]
        {
            return Err(format!("{}:\n  C       {}\n  command {ours}", case.name, c[at]));
        }
    }
    println!("   {} vectors give the same bytes in C, Python and the command", cases.len());
    Ok(())
}

fn lines(text: &str) -> Vec<String> {
    text.lines().map(str::to_owned).collect()
}

/// What the command prints for each case that JSON can hold, reduced to the keys of the others.
fn of_command(place: &Place, cases: &[&VectorCase]) -> Result<Vec<Option<String>>, String> {
    place.cargo(&["build", "-q", "-p", "smtpcodes-cli"])?;
    let mut input = String::new();
    for (at, case) in cases.iter().enumerate() {
        let Ok(text) = String::from_utf8(case.bytes()?) else { continue };
        let object = json!({
            "id": at, "text": text, "remote_host": case.host, "command": case.command, "status": case.status,
        });
        input.push_str(&object.to_string());
        input.push('\n');
    }
    let file = place.target.join("vectors.jsonl");
    fs::write(&file, input).map_err(|error| error.to_string())?;
    let program = place.target.join("debug/smtpcodes");
    let output = place.output(
        &program.to_string_lossy(),
        &["classify", "--from", "jsonl", &file.to_string_lossy()],
        &[],
    )?;
    let mut found = vec![None; cases.len()];
    for line in output.lines() {
        let object: Map<String, Value> =
            serde_json::from_str(line).map_err(|error| format!("{error}: {line}"))?;
        let at = object["id"].as_u64().ok_or_else(|| format!("no id: {line}"))? as usize;
        let parts: Vec<String> = KEYS
            .iter()
            .map(|key| format!("\"{key}\":{}", object.get(*key).unwrap_or(&Value::Null)))
            .collect();
        *found.get_mut(at).ok_or_else(|| format!("a strange id: {line}"))? =
            Some(format!("{{{}}}", parts.join(",")));
    }
    Ok(found)
}
