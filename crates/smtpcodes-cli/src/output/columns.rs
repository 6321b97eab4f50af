//! The columns of a table, in their order: what CSV and Parquet have in common.

use std::borrow::Cow;

use crate::record::Row;

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Text of which nearly every row has another.
    Text,
    /// Text that comes back in many rows.
    Word,
    /// A whole number from 0 on, of so many bits.
    Number(i8),
}

/// The columns, by name.
pub const COLUMNS: [(&str, Kind); 23] = [
    ("id", Kind::Text),
    ("source", Kind::Text),
    ("kind", Kind::Word),
    ("time", Kind::Text),
    ("recipient", Kind::Word),
    ("remote_host", Kind::Word),
    ("command", Kind::Word),
    ("code", Kind::Number(16)),
    ("enhanced", Kind::Word),
    ("text", Kind::Word),
    ("permanence", Kind::Word),
    ("reason", Kind::Word),
    ("bounce", Kind::Word),
    ("fault", Kind::Word),
    ("retry", Kind::Word),
    ("retry_after", Kind::Number(32)),
    ("action", Kind::Word),
    ("basis", Kind::Word),
    ("rule", Kind::Word),
    ("span_start", Kind::Number(32)),
    ("span_end", Kind::Number(32)),
    ("provider", Kind::Word),
    ("blocklist", Kind::Word),
];

/// What a row holds in one column.
#[derive(Debug)]
pub enum Cell<'a> {
    Text(Option<Cow<'a, str>>),
    Number(Option<u32>),
}

/// Lists what a row holds, column by column.
pub fn cells<'a>(row: &'a Row<'_>) -> [Cell<'a>; COLUMNS.len()] {
    let v = &row.verdict;
    let text = |value: Option<&'a str>| Cell::Text(value.map(Cow::Borrowed));
    // a text is at most as long as the longest message that is read
    let place = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
    let id = row.id.map(|id| match serde_json::from_str::<String>(id.get()) {
        Ok(text) => Cow::Owned(text),
        Err(_) => Cow::Borrowed(id.get()),
    });
    [
        Cell::Text(id),
        text(Some(&row.source)),
        text(row.kind),
        text(row.time),
        text(row.recipient),
        text(row.remote_host),
        text(row.command),
        Cell::Number(row.code.map(u32::from)),
        Cell::Text(row.enhanced.map(|code| Cow::Owned(code.to_string()))),
        text(row.text),
        text(Some(v.permanence)),
        text(v.reason),
        text(v.bounce),
        text(v.fault),
        text(v.retry),
        Cell::Number(v.retry_after),
        text(v.action),
        text(Some(v.basis)),
        text(v.rule),
        Cell::Number(v.span.map(|(start, _)| place(start))),
        Cell::Number(v.span.map(|(_, end)| place(end))),
        text(v.provider),
        text(v.blocklist),
    ]
}
