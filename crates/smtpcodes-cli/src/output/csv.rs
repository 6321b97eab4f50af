//! Rows as CSV that no spreadsheet takes for formulas.

use std::borrow::Cow;
use std::io;

use super::columns::{COLUMNS, Cell, cells};
use crate::record::Row;
use crate::screen::visible;

/// Writes the names of the columns.
pub fn head() -> Vec<u8> {
    format!("{}\r\n", COLUMNS.map(|(name, _)| name).join(",")).into_bytes()
}

/// Appends a row; `terminal` says that it goes to one, which must not obey it.
pub fn row(row: &Row<'_>, terminal: bool, out: &mut Vec<u8>) -> io::Result<()> {
    let cells = cells(row).map(|cell| match cell {
        Cell::Text(text) => {
            let text = text.unwrap_or_default();
            let seen = if terminal { visible(&text) } else { text };
            spreadsheet_safe(&seen).into_owned()
        }
        Cell::Number(number) => number.map_or_else(String::new, |number| number.to_string()),
    });
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
