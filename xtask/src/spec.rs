//! The spec as types: each file of `spec/`, entry by entry.

mod codes;
mod crosswalks;
mod providers;
mod reasons;
mod words;

use std::path::Path;

use smtpcodes_rules::{Loaded, LoadedRule, Problem, load_entries, load_file};

pub use codes::numbers;
pub use codes::{ClassEntry, CodeText, EnhancedEntry, ReplyEntry, SubjectEntry, VendorEntry};
pub use crosswalks::Crosswalk;
pub use providers::{BlocklistEntry, PhrasesFile, ProviderEntry};
pub use reasons::ReasonEntry;
pub use words::WordEntry;

use crate::vectors::VectorGroup;

/// Everything that `spec/` says.
#[derive(Debug, Default)]
pub struct Spec {
    /// The closed vocabularies.
    pub words: Vec<Loaded<WordEntry>>,
    /// The reasons.
    pub reasons: Vec<Loaded<ReasonEntry>>,
    /// Classes of enhanced codes.
    pub classes: Vec<Loaded<ClassEntry>>,
    /// Subjects of enhanced codes.
    pub subjects: Vec<Loaded<SubjectEntry>>,
    /// Reply codes.
    pub replies: Vec<Loaded<ReplyEntry>>,
    /// Enhanced codes.
    pub enhanced: Vec<Loaded<EnhancedEntry>>,
    /// What numbers mean at one provider.
    pub vendor: Vec<Loaded<VendorEntry>>,
    /// Providers.
    pub providers: Vec<Loaded<ProviderEntry>>,
    /// Block lists.
    pub blocklists: Vec<Loaded<BlocklistEntry>>,
    /// Phrases that are no rules.
    pub phrases: PhrasesFile,
    /// Rules.
    pub rules: Vec<LoadedRule>,
    /// Other taxonomies.
    pub crosswalks: Vec<Loaded<Crosswalk>>,
    /// Conformance cases.
    pub vectors: Vec<Loaded<VectorGroup>>,
}

impl Spec {
    /// Reads `spec/` under `root`; every fault becomes a problem.
    pub fn load(root: &Path, problems: &mut Vec<Problem>) -> Self {
        let mut spec = Self::default();
        let read = |file: &str, problems: &mut Vec<Problem>| {
            std::fs::read_to_string(root.join(file)).unwrap_or_else(|error| {
                problems.push(Problem::new(file, "", format!("cannot be read: {error}")));
                String::new()
            })
        };
        let file = "spec/words.yaml";
        spec.words = load_entries(file, &read(file, problems), None, "enum", problems);
        let file = "spec/reasons.yaml";
        spec.reasons = load_entries(file, &read(file, problems), None, "reason", problems);

        let file = "spec/codes.yaml";
        let text = read(file, problems);
        spec.classes = load_entries(file, &text, Some("classes"), "class", problems);
        spec.subjects = load_entries(file, &text, Some("subjects"), "subject", problems);
        spec.replies = load_entries(file, &text, Some("replies"), "reply", problems);
        spec.enhanced = load_entries(file, &text, Some("enhanced"), "enhanced", problems);
        spec.vendor = load_entries(file, &text, Some("vendor"), "vendor", problems);

        let file = "spec/providers.yaml";
        let text = read(file, problems);
        spec.providers = load_entries(file, &text, Some("providers"), "provider", problems);
        spec.blocklists = load_entries(file, &text, Some("blocklists"), "blocklist", problems);

        let file = "spec/phrases.yaml";
        spec.phrases = load_file(file, &read(file, problems), problems).unwrap_or_default();
        let file = "spec/crosswalks.yaml";
        spec.crosswalks = load_entries(file, &read(file, problems), None, "taxonomy", problems);

        for file in yaml_files(root, "spec/rules", problems) {
            let text = read(&file, problems);
            spec.rules.extend(load_entries(&file, &text, None, "rule", problems));
        }
        for file in yaml_files(root, "spec/vectors", problems) {
            let text = read(&file, problems);
            spec.vectors.extend(load_entries(&file, &text, None, "group", problems));
        }
        spec
    }
}

/// The `.yaml` files of a folder, sorted, named from the root.
fn yaml_files(root: &Path, folder: &str, problems: &mut Vec<Problem>) -> Vec<String> {
    let entries = match std::fs::read_dir(root.join(folder)) {
        Ok(entries) => entries,
        Err(error) => {
            problems.push(Problem::new(folder, "", format!("cannot be read: {error}")));
            return Vec::new();
        }
    };
    let mut files: Vec<String> = entries
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .filter(|name| name.ends_with(".yaml"))
        .map(|name| format!("{folder}/{name}"))
        .collect();
    files.sort();
    files
}
