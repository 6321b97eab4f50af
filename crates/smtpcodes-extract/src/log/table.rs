//! A CSV file whose first line names its columns; the names decide which software wrote it.

use csv_core::ReadRecordResult;

use super::scan;

/// The most columns of a row; Exchange has about 30, PowerMTA about 60.
const COLUMNS: usize = 256;

/// Which software writes these columns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Layout {
    /// PowerMTA accounting.
    PowerMta,
    /// Exchange message tracking: one row an event.
    Tracking,
    /// Microsoft 365 message trace: one row a message and recipient.
    Trace,
}

/// The columns of the table, and the buffers that rows are read into.
pub(super) struct Table {
    pub(super) layout: Layout,
    names: Vec<String>,
    fields: Vec<u8>,
    ends: Vec<usize>,
}

/// One row.
pub(super) struct Row<'a> {
    names: &'a [String],
    fields: &'a [u8],
    ends: &'a [usize],
}

impl Table {
    /// Reads a line that names columns; `None` if it is anything else.
    pub(super) fn from_header(line: &[u8]) -> Option<Self> {
        let line = line.strip_prefix(b"#Fields:").unwrap_or(line);
        let line = line.strip_prefix(b"#").unwrap_or(line).trim_ascii();
        if !line.contains(&b',') || line.len() > 8192 || !line.is_ascii() {
            return None;
        }
        let mut table = Self {
            layout: Layout::PowerMta,
            names: Vec::new(),
            fields: Vec::new(),
            ends: Vec::new(),
        };
        let row = table.row(line).ok()?;
        // date-time, date_time and DateTime are one column
        let names: Vec<String> = row
            .iter()
            .map(|name| scan::text(name).to_ascii_lowercase().replace(['-', '_', ' '], ""))
            .collect();
        let has = |name: &str| names.iter().any(|n| n == name);
        table.layout = if has("type") && has("timelogged") {
            Layout::PowerMta
        } else if has("eventid") && has("recipientaddress") {
            Layout::Tracking
        } else if has("senderaddress")
            && (has("recipientaddress") && has("status") || has("recipientstatus"))
        {
            Layout::Trace
        } else {
            return None;
        };
        table.names = names;
        Some(table)
    }

    /// Splits one line into its fields.
    pub(super) fn row(&mut self, line: &[u8]) -> Result<Row<'_>, &'static str> {
        self.fields.resize(line.len() + 1, 0);
        self.ends.resize(COLUMNS, 0);
        if line.iter().filter(|b| **b == b'"').count() % 2 == 1 {
            return Err("a closing quote in the CSV row; the line seems cut");
        }
        let mut reader = csv_core::Reader::new();
        let (mut read, mut wrote, mut ended) = (0, 0, 0);
        loop {
            let (result, input, output, ends) = reader.read_record(
                &line[read..],
                &mut self.fields[wrote..],
                &mut self.ends[ended..],
            );
            read += input;
            wrote += output;
            ended += ends;
            match result {
                // the end of the line ends the record
                ReadRecordResult::InputEmpty => {}
                ReadRecordResult::Record | ReadRecordResult::End => break,
                ReadRecordResult::OutputFull => return Err("a CSV row no longer than its line"),
                ReadRecordResult::OutputEndsFull => return Err("a CSV row of at most 256 columns"),
            }
        }
        Ok(Row { names: &self.names, fields: &self.fields[..wrote], ends: &self.ends[..ended] })
    }
}

impl<'a> Row<'a> {
    fn iter(&self) -> impl Iterator<Item = &'a [u8]> {
        let (fields, ends) = (self.fields, self.ends);
        (0..ends.len()).map(move |at| {
            let start = if at == 0 { 0 } else { ends[at - 1] };
            &fields[start..ends[at]]
        })
    }

    /// Returns the field of this column, named in lower case without separators; `None` where it is absent or empty.
    pub(super) fn field(&self, name: &str) -> Option<&'a [u8]> {
        let at = self.names.iter().position(|n| n == name)?;
        let value = self.iter().nth(at)?.trim_ascii();
        (!value.is_empty()).then_some(value)
    }

    /// Returns the field as text.
    pub(super) fn text(&self, name: &str) -> Option<String> {
        self.field(name).map(scan::text)
    }

    /// Returns the field as an address without angle brackets.
    pub(super) fn address(&self, name: &str) -> Option<String> {
        self.field(name).map(scan::address)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_columns_tell_the_software() {
        let layout = |line: &str| Table::from_header(line.as_bytes()).map(|table| table.layout);
        assert_eq!(layout("type,timeLogged,orig,rcpt,dsnStatus,dsnDiag"), Some(Layout::PowerMta));
        assert_eq!(
            layout("#Fields: date-time,event-id,recipient-address,recipient-status"),
            Some(Layout::Tracking)
        );
        assert_eq!(
            layout("date_time_utc,event_id,recipient_address,recipient_status"),
            Some(Layout::Tracking)
        );
        assert_eq!(
            layout("\"Received\",\"SenderAddress\",\"RecipientAddress\",\"Status\""),
            Some(Layout::Trace)
        );
        assert_eq!(layout("#Software: Microsoft Exchange Server"), None);
        assert_eq!(layout("hello, world"), None);
    }

    #[test]
    fn a_row_is_read_with_its_quotes() {
        let mut table = Table::from_header(b"type,timeLogged,dsnDiag,rcpt").expect("a header");
        let row =
            table.row(b"b,1,\"smtp;550 5.1.1 \"\"no\"\", never\",a@example.com").expect("a row");
        assert_eq!(row.field("dsndiag"), Some(&b"smtp;550 5.1.1 \"no\", never"[..]));
        assert_eq!(row.text("rcpt"), Some("a@example.com".into()));
        assert_eq!(row.field("nothing"), None);
        assert!(table.row(b"b,1,\"cut").is_err());
        let short = table.row(b"b,1").expect("a short row");
        assert_eq!(short.field("rcpt"), None);
    }
}
