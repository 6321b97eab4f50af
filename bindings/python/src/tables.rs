//! The rows of the embedded tables, from which Python makes its records.

use pyo3::prelude::*;
use pyo3::types::PyTuple;
use smtpcodes::{
    Blocklist, Command, EnhancedEntry, Provider, Reason, ReplyEntry, RuleEntry, Standing, Taxonomy,
    VendorEntry,
};

use crate::words::{self, Word, member, optional};

type Row<'py> = Bound<'py, PyTuple>;
type Pairs = &'static [(&'static str, &'static str)];
type Texts = &'static [&'static str];

fn tuple<'py>(py: Python<'py>, texts: Texts) -> PyResult<Row<'py>> {
    PyTuple::new(py, texts)
}

fn pairs<'py>(py: Python<'py>, pairs: Pairs) -> PyResult<Row<'py>> {
    PyTuple::new(py, pairs.iter().copied())
}

fn members<'py, W: Word>(
    py: Python<'py>,
    words: impl IntoIterator<Item = W>,
) -> PyResult<Row<'py>> {
    let members: Vec<_> =
        words.into_iter().map(|word| member(py, word)).collect::<PyResult<_>>()?;
    PyTuple::new(py, members)
}

/// Gives the rows of the reply codes.
#[pyfunction]
pub fn reply_rows(py: Python<'_>) -> PyResult<Vec<Row<'_>>> {
    let row = |entry: &ReplyEntry| {
        let standing: Standing = entry.standing;
        let commands: &[Command] = entry.commands;
        (
            entry.code,
            entry.name,
            entry.phrase,
            entry.meaning,
            member(py, standing)?,
            members(py, commands.iter().copied())?,
            optional(py, entry.reason)?,
            pairs(py, entry.phrases)?,
            tuple(py, entry.sources)?,
        )
            .into_pyobject(py)
    };
    ReplyEntry::all().iter().map(row).collect()
}

/// Gives the rows of the registered enhanced codes.
#[pyfunction]
pub fn enhanced_rows(py: Python<'_>) -> PyResult<Vec<Row<'_>>> {
    let row = |entry: &EnhancedEntry| {
        (
            entry.subject,
            entry.detail,
            entry.name,
            entry.phrase,
            entry.meaning,
            member(py, entry.standing)?,
            tuple(py, entry.replies)?,
            optional(py, entry.reason)?,
            optional(py, entry.transient_reason)?,
            entry.vague,
            pairs(py, entry.phrases)?,
            tuple(py, entry.sources)?,
        )
            .into_pyobject(py)
    };
    EnhancedEntry::all().iter().map(row).collect()
}

/// Gives the rows of the providers' own enhanced codes.
#[pyfunction]
pub fn vendor_rows(py: Python<'_>) -> PyResult<Vec<Row<'_>>> {
    let row = |entry: &VendorEntry| {
        (
            entry.provider().map(Provider::name),
            entry.class,
            entry.subject,
            entry.first,
            entry.last,
            entry.name,
            entry.phrase,
            entry.meaning,
            optional(py, entry.reason)?,
            entry.vague,
            tuple(py, entry.sources)?,
        )
            .into_pyobject(py)
    };
    VendorEntry::all().iter().map(row).collect()
}

/// Gives the rows of the providers.
#[pyfunction]
pub fn provider_rows(py: Python<'_>) -> PyResult<Vec<Row<'_>>> {
    let row = |provider: Provider| {
        (
            provider.name(),
            provider.title(),
            tuple(py, provider.hosts())?,
            tuple(py, provider.marks())?,
            pairs(py, provider.pages())?,
            tuple(py, provider.sources())?,
        )
            .into_pyobject(py)
    };
    Provider::all().map(row).collect()
}

/// Gives the rows of the block lists.
#[pyfunction]
pub fn blocklist_rows(py: Python<'_>) -> PyResult<Vec<Row<'_>>> {
    let row = |list: Blocklist| {
        (
            list.name(),
            list.title(),
            list.lists(),
            tuple(py, list.marks())?,
            list.lookup(),
            tuple(py, list.sources())?,
        )
            .into_pyobject(py)
    };
    Blocklist::all().map(row).collect()
}

/// Gives the rows of the shipped rules.
#[pyfunction]
pub fn rule_rows(py: Python<'_>) -> PyResult<Vec<Row<'_>>> {
    let row = |entry: &RuleEntry| {
        let patterns: Vec<&str> = entry.patterns().collect();
        (entry.id, member(py, entry.reason)?, entry.source, PyTuple::new(py, patterns)?)
            .into_pyobject(py)
    };
    RuleEntry::all().iter().map(row).collect()
}

/// Gives the labels that another taxonomy has for a reason.
#[pyfunction]
pub fn labels<'py>(py: Python<'py>, reason: &str, taxonomy: &str) -> PyResult<Row<'py>> {
    tuple(py, words::read::<Reason>(reason)?.to(words::read::<Taxonomy>(taxonomy)?))
}

/// Gives the reasons that a label of another taxonomy can mean, the best first.
#[pyfunction]
pub fn reasons_of<'py>(py: Python<'py>, taxonomy: &str, label: &str) -> PyResult<Row<'py>> {
    members(py, Reason::all_from_label(words::read(taxonomy)?, label))
}

/// Gives the labels of another taxonomy.
#[pyfunction]
pub fn taxonomy_labels<'py>(py: Python<'py>, taxonomy: &str) -> PyResult<Row<'py>> {
    tuple(py, words::read::<Taxonomy>(taxonomy)?.labels())
}

/// Says where another taxonomy is documented.
#[pyfunction]
pub fn taxonomy_source(taxonomy: &str) -> PyResult<&'static str> {
    Ok(words::read::<Taxonomy>(taxonomy)?.source())
}
