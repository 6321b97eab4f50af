//! The reader of a log: takes lines, finds the software of each, hands over events.

use crate::{Event, Problem};

use super::attempts::Attempts;
use super::detect::{self, Format};
use super::header::Header;
use super::joins::Joins;
use super::journal::{Entry, Export};
use super::output::{Outcome, Output};
use super::table::{Layout, Table};
use super::{
    cisco, dovecot, exchange, exim, haraka, json, opensmtpd, postfix, powermta, qmail, sendmail,
    stalwart,
};

/// The most bytes of a line of text that are read; the rest of a longer line is left alone.
const TEXT: usize = 64 << 10;
/// The most bytes of a line of JSON, which cannot be read in part.
const JSON: usize = 4 << 20;

/// Reads a mail log line by line.
///
/// Memory is bounded whatever the log: what earlier lines said about a queue id is forgotten oldest first. A line that
/// has no event costs no allocation.
///
/// ```
/// use smtpcodes_extract::{Kind, log::Reader};
/// let mut reader = Reader::new();
/// let mut events = Vec::new();
/// let line = b"Nov 24 00:16:18 mx1 postfix/smtp[77]: 4B1C: to=<a@example.com>, relay=mx.example.com[192.0.2.1]:25, \
///     delay=1.2, delays=0/0/1/0.2, dsn=5.1.1, status=bounced (host mx.example.com[192.0.2.1] said: \
///     550 5.1.1 <a@example.com>: user unknown (in reply to RCPT TO command))";
/// reader.line(line, 1, &mut |event| events.push(event)).unwrap();
/// assert_eq!(events[0].kind, Some(Kind::Failed));
/// assert_eq!(events[0].text, b"550 5.1.1 <a@example.com>: user unknown");
/// ```
pub struct Reader {
    format: Option<Format>,
    deliveries: bool,
    delivered: u64,
    joins: Joins,
    attempts: Attempts,
    table: Option<Table>,
    export: Export,
    started: bool,
    /// Set when the whole input is in an encoding that no line of can be read.
    foreign: bool,
}

impl Default for Reader {
    fn default() -> Self {
        Self::new()
    }
}

impl Reader {
    /// Makes a reader that finds out by itself which software wrote a line.
    pub fn new() -> Self {
        Self {
            format: None,
            deliveries: false,
            delivered: 0,
            joins: Joins::new(),
            attempts: Attempts::default(),
            table: None,
            export: Export::default(),
            started: false,
            foreign: false,
        }
    }

    /// Makes a reader of this format alone.
    pub fn with_format(format: Format) -> Self {
        Self { format: Some(format), ..Self::new() }
    }

    /// Also hands over deliveries that succeeded; without it they are counted only.
    pub fn deliveries(mut self, wanted: bool) -> Self {
        self.deliveries = wanted;
        self
    }

    /// Returns how many deliveries that succeeded have been seen, handed over or not.
    pub fn delivered(&self) -> u64 {
        self.delivered
    }

    /// Reads one line, with or without its line end; `number` counts from 1.
    ///
    /// # Errors
    /// A [`Problem`] that names the line and what was expected in it. It concerns this line alone: go on with the next.
    pub fn line(
        &mut self,
        line: &[u8],
        number: u64,
        sink: &mut impl FnMut(Event),
    ) -> Result<(), Problem> {
        if self.foreign {
            return Ok(());
        }
        let mut line = line.strip_suffix(b"\n").unwrap_or(line);
        line = line.strip_suffix(b"\r").unwrap_or(line);
        if !std::mem::replace(&mut self.started, true) {
            if is_utf_16(line) {
                self.foreign = true;
                let advice = "is UTF-16, of which no line can be read: convert it to UTF-8 first, for example with `iconv -f UTF-16 -t UTF-8`";
                return Err(Problem::new("", advice).at_line(number));
            }
            line = line.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(line);
        }
        // line ends of old Macs: to a reader of lines the whole file is one line
        if memchr::memchr(b'\r', line).is_none() {
            return self.one(line, number, sink);
        }
        let mut first = Ok(());
        for part in line.split(|b| *b == b'\r') {
            let read = self.one(part, number, sink);
            first = first.and(read);
        }
        first
    }

    /// Reads one line of which it is known that no carriage return stands in it.
    pub(crate) fn plain_line(
        &mut self,
        line: &[u8],
        number: u64,
        sink: &mut impl FnMut(Event),
    ) -> Result<(), Problem> {
        if self.started && !self.foreign {
            self.one(line, number, sink)
        } else {
            self.line(line, number, sink)
        }
    }

    /// Hands over what waited for a later line, at the end of the log.
    ///
    /// # Errors
    /// A [`Problem`] of the last, unfinished record.
    pub fn finish(&mut self, sink: &mut impl FnMut(Event)) -> Result<(), Problem> {
        let read = if self.export.open { self.one(b"", 0, sink) } else { Ok(()) };
        let (mut out, attempts, ..) = self.parts(0, sink);
        attempts.finish(&mut out);
        read
    }

    /// Hands over what has waited for a later line since the last call: who follows a log calls this every few minutes,
    /// so that no event waits for ever.
    ///
    /// ```
    /// use smtpcodes_extract::log::Reader;
    /// let mut reader = Reader::new();
    /// let line = b"Nov 24 00:16:18 mx1 postfix/smtp[77]: connect to mx.example.com[192.0.2.1]:25: Connection refused";
    /// let mut events = Vec::new();
    /// reader.line(line, 1, &mut |event| events.push(event)).unwrap();
    /// reader.stop_waiting(&mut |event| events.push(event));
    /// assert!(events.is_empty());
    /// reader.stop_waiting(&mut |event| events.push(event));
    /// assert_eq!(events.len(), 1);
    /// ```
    pub fn stop_waiting(&mut self, sink: &mut impl FnMut(Event)) {
        let (mut out, attempts, ..) = self.parts(0, sink);
        attempts.release_old(&mut out);
    }

    fn parts<'a>(
        &'a mut self,
        line: u64,
        sink: &'a mut dyn FnMut(Event),
    ) -> (Output<'a>, &'a mut Attempts, &'a mut Option<Table>, &'a mut Export) {
        let out = Output {
            sink,
            line,
            deliveries: self.deliveries,
            joins: &mut self.joins,
            delivered: &mut self.delivered,
        };
        (out, &mut self.attempts, &mut self.table, &mut self.export)
    }

    /// Reads one line that holds no line end.
    fn one(
        &mut self,
        line: &[u8],
        number: u64,
        sink: &mut dyn FnMut(Event),
    ) -> Result<(), Problem> {
        let format = self.format;
        let (mut out, attempts, table, export) = self.parts(number, sink);
        let outcome = if export.open || Export::begins(line) {
            if !export.open {
                export.start = number;
            }
            out.line = export.start;
            match export.take(&line[..line.len().min(TEXT)]) {
                true => entry(&std::mem::take(&mut export.entry), attempts, &mut out),
                false => Ok(()),
            }
        } else {
            read(line, format, attempts, table, &mut out)
        };
        outcome.map_err(|expected| {
            let line = &line[..line.len().min(TEXT)];
            Problem::new(
                "",
                format!(
                    "looks like an event but cannot be read: expected {expected}; found {}",
                    excerpt(line)
                ),
            )
            .at_line(number)
        })
    }
}

/// Knows UTF-16 by its mark, or by the zeros of its first letters.
fn is_utf_16(line: &[u8]) -> bool {
    matches!(
        line,
        [0xFF, 0xFE, ..]
            | [0xFE, 0xFF, ..]
            | [1..=255, 0, 1..=255, 0, ..]
            | [0, 1..=255, 0, 1..=255, ..]
    )
}

/// Reads a line of text, JSON or CSV.
fn read(
    line: &[u8],
    format: Option<Format>,
    attempts: &mut Attempts,
    table: &mut Option<Table>,
    out: &mut Output<'_>,
) -> Outcome {
    // most lines begin with a letter or a digit, which rules out a lot at once
    let is_json = !line.first().is_some_and(u8::is_ascii_alphanumeric)
        && matches!(line.trim_ascii_start(), [b'{', ..] | [b'[', b'{', ..]);
    if is_json && matches!(format, None | Some(Format::KumoMta | Format::Stalwart | Format::Haraka))
    {
        if line.len() > JSON {
            return Err("at most 4 MiB of JSON on a line");
        }
        return json::read(line, attempts, out);
    }
    let line = &line[..line.len().min(TEXT)];
    match format {
        None => {
            if let Some((format, header)) = detect::detect(line) {
                return message(format, &header, attempts, out);
            }
        }
        Some(Format::Exchange | Format::PowerMta) => {}
        Some(format) => return message(format, &detect::split(line, format), attempts, out),
    }
    if format == Some(Format::PowerMta) && table.is_none() {
        *table = Table::from_header(line).or_else(|| Table::from_header(powermta::COLUMNS));
    }
    if let Some(named) = Table::from_header(line) {
        *table = Some(named);
        return Ok(());
    }
    match table {
        Some(table) if !line.is_empty() && !line.starts_with(b"#") => row(table, line, out),
        _ => Ok(()),
    }
}

/// Reads one row of a table.
fn row(table: &mut Table, line: &[u8], out: &mut Output<'_>) -> Outcome {
    let layout = table.layout;
    if layout == Layout::PowerMta && line.starts_with(b"d,") && out.skips_delivery() {
        return Ok(());
    }
    let row = table.row(line)?;
    match layout {
        Layout::PowerMta => powermta::read(&row, out),
        Layout::Tracking => exchange::tracking(&row, out),
        Layout::Trace => exchange::trace(&row, out),
    }
}

/// Reads one entry of the journal.
pub(super) fn entry(entry: &Entry, attempts: &mut Attempts, out: &mut Output<'_>) -> Outcome {
    let header = Header {
        time: entry.time.as_deref().map(str::as_bytes),
        program: &entry.program,
        pid: Some(&entry.pid),
        message: &entry.message[..entry.message.len().min(TEXT)],
    };
    match detect::program(&entry.program) {
        Some(format) => message(format, &header, attempts, out),
        None => Ok(()),
    }
}

/// Reads one message of this software.
fn message(
    format: Format,
    header: &Header<'_>,
    attempts: &mut Attempts,
    out: &mut Output<'_>,
) -> Outcome {
    match format {
        Format::Postfix => postfix::read(header, attempts, out),
        Format::Exim => exim::read(header, attempts, out),
        Format::Sendmail => sendmail::read(header, out),
        Format::Qmail => qmail::read(header, out),
        Format::OpenSmtpd => opensmtpd::read(header, out),
        Format::Haraka => haraka::read(header, out),
        Format::Dovecot => dovecot::read(header, out),
        Format::Stalwart => stalwart::read(header, out),
        Format::Cisco => cisco::read(header, out),
        // not lines of messages: JSON and CSV
        Format::KumoMta | Format::Exchange | Format::PowerMta => Ok(()),
    }
}

/// Shows the beginning of a line, harmless on any terminal.
fn excerpt(line: &[u8]) -> String {
    const SHOWN: usize = 120;
    let text = String::from_utf8_lossy(&line[..line.len().min(SHOWN)]);
    let dots = if line.len() > SHOWN { "…" } else { "" };
    format!("{:?}{dots}", text)
}
