//! A classification as plain values, in the keys and the order that every language shares.

use pyo3::prelude::*;
use serde::Serialize;

/// The keys of the JSON object.
#[derive(Serialize, IntoPyObject)]
pub struct Contract<'a> {
    pub code: Option<u16>,
    pub enhanced: Option<String>,
    pub permanence: &'static str,
    pub reason: Option<&'static str>,
    pub bounce: Option<&'static str>,
    pub fault: Option<&'static str>,
    pub retry: Option<&'static str>,
    pub retry_after: Option<u32>,
    pub action: Option<&'static str>,
    pub basis: &'static str,
    pub rule: Option<&'a str>,
    pub span: Option<[usize; 2]>,
    pub provider: Option<&'static str>,
    pub blocklist: Option<&'static str>,
}

/// Everything that a pickle keeps. Words instead of numbers, so that it outlives the tables it was made with.
#[derive(IntoPyObject, FromPyObject)]
#[pyo3(from_item_all)]
pub struct State {
    pub code: Option<u16>,
    pub enhanced: Option<String>,
    pub permanence: String,
    pub reason: Option<String>,
    pub bounce: Option<String>,
    pub retry: Option<String>,
    pub retry_after: Option<u32>,
    pub action: Option<String>,
    pub advice: Option<String>,
    pub basis: String,
    pub rule: Option<String>,
    pub rule_source: Option<String>,
    pub runner_up: Option<String>,
    pub span: Option<(usize, usize)>,
    pub provider: Option<String>,
    pub blocklist: Option<String>,
    pub overruled: Option<String>,
}
