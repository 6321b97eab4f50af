//! `spec/crosswalks.yaml`.

use serde::Deserialize;

/// Another taxonomy.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Crosswalk {
    pub taxonomy: String,
    pub title: String,
    pub source: String,
    pub labels: Vec<String>,
    pub to: Vec<ToRow>,
    pub from: Vec<FromRow>,
    #[serde(default)]
    pub kinds: Vec<KindRow>,
}

/// What the other taxonomy calls one of our reasons: the primary label first.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ToRow {
    pub reason: String,
    pub labels: Vec<String>,
}

/// What one of its labels can mean: the best reason first.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FromRow {
    pub label: String,
    pub reasons: Vec<String>,
    #[serde(default)]
    pub also: Vec<String>,
}

/// Labels that name the kind of a message instead.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KindRow {
    pub kind: String,
    pub labels: Vec<String>,
}
