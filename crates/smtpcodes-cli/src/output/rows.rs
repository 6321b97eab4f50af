//! Rows as JSON lines or CSV.

use std::borrow::Cow;
use std::io;

use super::jsonl;
use crate::args::Format;
use crate::record::Row;
use crate::screen::visible;

/// How rows are written.
#[derive(Clone, Copy, Debug)]
pub enum Rows {
    Jsonl,
    Csv {
        /// The rows go to a terminal, which must not obey them.
        terminal: bool,
    },
    /// Rows are counted only.
    Nothing,
}

const COLUMNS: [&str; 23] = [
    "id",
    "source",
    "kind",
    "time",
    "recipient",
    "remote_host",
    "command",
    "code",
    "enhanced",
    "text",
    "permanence",
    "reason",
    "bounce",
    "fault",
    "retry",
    "retry_after",
    "action",
    "basis",
    "rule",
    "span_start",
    "span_end",
    "provider",
    "blocklist",
];

impl Rows {
    /// Gives the writer of a format.
    pub fn new(format: Format, terminal: bool) -> Self {
        match format {
            Format::Jsonl => Self::Jsonl,
            Format::Csv => Self::Csv { terminal },
            Format::Parquet | Format::Summary => Self::Nothing,
        }
    }

    /// Writes what stands before the first row.
    pub fn head(self) -> Vec<u8> {
        match self {
            Self::Csv { .. } => format!("{}\r\n", COLUMNS.join(",")).into_bytes(),
            _ => Vec::new(),
        }
    }

    /// Appends a row.
    pub fn row(self, row: &Row<'_>, out: &mut Vec<u8>) -> io::Result<()> {
        match self {
            Self::Jsonl => jsonl::row(row, out),
            Self::Csv { terminal } => csv_row(row, terminal, out),
            Self::Nothing => Ok(()),
        }
    }
}

fn csv_row(row: &Row<'_>, terminal: bool, out: &mut Vec<u8>) -> io::Result<()> {
    let v = &row.verdict;
    let number = |value: Option<usize>| value.map_or_else(String::new, |number| number.to_string());
    let text = |value: Option<&str>| {
        let value = value.unwrap_or_default();
        let seen = if terminal { visible(value) } else { Cow::Borrowed(value) };
        spreadsheet_safe(&seen).into_owned()
    };
    let id = row
        .id
        .map(|id| serde_json::from_str::<String>(id.get()).unwrap_or_else(|_| id.get().to_owned()));
    let cells = [
        text(id.as_deref()),
        text(Some(&row.source)),
        text(row.kind),
        text(row.time),
        text(row.recipient),
        text(row.remote_host),
        text(row.command),
        number(row.code.map(usize::from)),
        row.enhanced.map_or_else(String::new, |code| code.to_string()),
        text(row.text),
        text(Some(v.permanence)),
        text(v.reason),
        text(v.bounce),
        text(v.fault),
        text(v.retry),
        number(v.retry_after.map(|seconds| seconds as usize)),
        text(v.action),
        text(Some(v.basis)),
        text(v.rule),
        number(v.span.map(|(start, _)| start)),
        number(v.span.map(|(_, end)| end)),
        text(v.provider),
        text(v.blocklist),
    ];
    let mut writer = csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .buffer_capacity(256)
        .from_writer(out);
    writer.write_record(&cells)?;
    writer.flush()
}

/// Keeps a spreadsheet from taking a cell for a formula: one that begins like one gets an apostrophe before it.
pub fn spreadsheet_safe(cell: &str) -> Cow<'_, str> {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']) {
        Cow::Owned(format!("'{cell}"))
    } else {
        Cow::Borrowed(cell)
    }
}
