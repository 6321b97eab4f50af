//! `spec/providers.yaml` and `spec/phrases.yaml`.

use serde::Deserialize;

/// A page of a provider.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Page {
    pub title: String,
    pub url: String,
}

/// Who answers.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProviderEntry {
    pub name: String,
    pub title: String,
    #[serde(default)]
    pub hosts: Vec<String>,
    #[serde(default)]
    pub marks: Vec<String>,
    #[serde(default)]
    pub pages: Vec<Page>,
    #[serde(default)]
    pub sources: Vec<String>,
}

/// A list that receivers ask.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BlocklistEntry {
    pub name: String,
    pub title: String,
    pub lists: String,
    pub marks: Vec<String>,
    pub lookup: Option<String>,
    #[serde(default)]
    pub sources: Vec<String>,
}

/// Phrases that are no rules.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PhrasesFile {
    pub delays: Vec<String>,
    pub client: Vec<String>,
}
