//! Reads YAML. The only file that knows the format: another parser would be a change of this file alone.

use serde::de::DeserializeOwned;
use serde_yaml::Value;

use crate::problem::Problem;

/// An entry of a file, with the words that name it in messages.
#[derive(Clone, Debug)]
pub struct Loaded<T> {
    /// The file it stands in.
    pub file: String,
    /// `rule google-unauthenticated`, or `entry 7` where it has no name.
    pub label: String,
    /// What it says.
    pub entry: T,
}

impl<T> Loaded<T> {
    /// Makes a problem of this entry.
    pub fn problem(&self, message: impl Into<String>) -> Problem {
        Problem::new(&self.file, self.label.clone(), message)
    }
}

/// Reads a sequence of entries from `text`; a bad entry becomes a problem and its neighbours are still read.
///
/// `what` names an entry in messages (`rule`), `list` picks the sequence under a key of a mapping.
pub fn load_entries<T: DeserializeOwned>(
    file: &str,
    text: &str,
    list: Option<&str>,
    what: &str,
    problems: &mut Vec<Problem>,
) -> Vec<Loaded<T>> {
    let document: Value = match serde_yaml::from_str(text) {
        Ok(document) => document,
        Err(error) => {
            problems.push(Problem::new(file, "", format!("not YAML: {error}")));
            return Vec::new();
        }
    };
    let found = match list {
        Some(key) => document.get(key).cloned().unwrap_or(Value::Null),
        None => document,
    };
    let entries = match found {
        Value::Sequence(entries) => entries,
        Value::Null if list.is_none() => Vec::new(),
        _ => {
            let place = list.map_or("the file".to_owned(), |key| format!("`{key}`"));
            problems.push(Problem::new(file, "", format!("{place} must be a sequence (`- ...`)")));
            return Vec::new();
        }
    };
    let mut loaded = Vec::with_capacity(entries.len());
    for (at, value) in entries.into_iter().enumerate() {
        let label = label_of(&value, what, at);
        match serde_yaml::from_value(value) {
            Ok(entry) => loaded.push(Loaded { file: file.to_owned(), label, entry }),
            Err(error) => problems.push(Problem::new(file, label, error.to_string())),
        }
    }
    loaded
}

/// Reads a file whose whole document is one value, such as a mapping of lists.
pub fn load_file<T: DeserializeOwned>(
    file: &str,
    text: &str,
    problems: &mut Vec<Problem>,
) -> Option<T> {
    match serde_yaml::from_str(text) {
        Ok(value) => Some(value),
        Err(error) => {
            problems.push(Problem::new(file, "", error.to_string()));
            None
        }
    }
}

/// The words that name an entry in a message: by the first key that identifies it, else by its place.
fn label_of(value: &Value, what: &str, at: usize) -> String {
    let name = ["id", "code", "name", "group", "enum", "taxonomy", "digit", "subject"]
        .iter()
        .find_map(|key| value.get(*key));
    match name {
        Some(Value::String(name)) => format!("{what} {name}"),
        Some(Value::Number(number)) => format!("{what} {number}"),
        _ => format!("{what} number {}", at + 1),
    }
}
