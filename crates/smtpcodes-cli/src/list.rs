//! `smtpcodes list`: the tables, whole.

use std::io::{self, IsTerminal, Write};

use tabled::builder::Builder;
use tabled::settings::object::Columns;
use tabled::settings::{Extract, Modify, Style, Width};

use crate::args::{List, ListFormat, TableName};
use crate::entry::{
    Blocklist, Command, Entry, ListedEnhanced, Provider, Reason, Reply, Rule, Taxonomy,
};
use crate::json;
use crate::output::spreadsheet_safe;
use crate::screen::Look;
use crate::stop::{Done, Stop};

/// Prints a table.
pub fn run(args: &List, look: Look) -> Result<Done, Stop> {
    let format = args.format;
    let printed = match args.table {
        TableName::Replies => {
            let entries = smtpcodes::ReplyEntry::all().iter();
            show(entries.map(|entry| Reply::new(entry.code, Some(entry))), format, look)
        }
        TableName::Enhanced => {
            let registered = smtpcodes::EnhancedEntry::all().iter().map(ListedEnhanced::from);
            let vendor = smtpcodes::VendorEntry::all().iter().map(ListedEnhanced::from);
            show(registered.chain(vendor), format, look)
        }
        TableName::Reasons => {
            show(smtpcodes::Reason::ALL.into_iter().map(Reason::from), format, look)
        }
        TableName::Rules => show(smtpcodes::RuleEntry::all().iter().map(Rule::from), format, look),
        TableName::Providers => show(smtpcodes::Provider::all().map(Provider::from), format, look),
        TableName::Blocklists => {
            show(smtpcodes::Blocklist::all().map(Blocklist::from), format, look)
        }
        TableName::Commands => {
            show(smtpcodes::Command::ALL.into_iter().map(Command::from), format, look)
        }
        TableName::Taxonomies => {
            show(smtpcodes::Taxonomy::ALL.into_iter().map(Taxonomy::from), format, look)
        }
    }?;
    let mut out = io::stdout().lock();
    out.write_all(&printed)?;
    out.flush()?;
    Ok(Done::Whole)
}

fn show<E: Entry>(
    entries: impl Iterator<Item = E>,
    format: ListFormat,
    look: Look,
) -> io::Result<Vec<u8>> {
    match format {
        ListFormat::Json => array(entries),
        ListFormat::Csv => rows(entries),
        ListFormat::Table => {
            let mut table = table(entries, "|");
            table.with(Style::blank());
            if io::stdout().is_terminal() {
                narrow(&mut table, E::SHORT.iter().position(|name| *name == E::WIDE), look.width);
            }
            let lines = table.to_string();
            let trimmed = lines.lines().map(|line| format!("{}\n", line.trim_end()));
            Ok(trimmed.collect::<String>().into_bytes())
        }
        ListFormat::Md => {
            // a bar would end the cell
            let mut table = table(entries, "\\|");
            table.with(Style::markdown());
            Ok(format!("{table}\n").into_bytes())
        }
    }
}

/// Makes the table fit the terminal by wrapping its widest column.
fn narrow(table: &mut tabled::Table, wide: Option<usize>, width: usize) {
    const LEAST: usize = 16;
    let Some(wide) = wide else { return };
    let excess = table.total_width().saturating_sub(width);
    let column = table.clone().with(Extract::columns(wide..=wide)).total_width();
    let left = column.saturating_sub(excess + 2).max(LEAST);
    table.with(Modify::list(Columns::one(wide), Width::wrap(left).keep_words(true)));
}

/// One entry a line, so that line tools can work with it too.
fn array<E: Entry>(entries: impl Iterator<Item = E>) -> io::Result<Vec<u8>> {
    let mut out = b"[\n".to_vec();
    for (at, entry) in entries.enumerate() {
        if at > 0 {
            out.truncate(out.len() - 1);
            out.extend(b",\n");
        }
        json::line(&entry, &mut out)?;
    }
    out.extend(b"]\n");
    Ok(out)
}

fn rows<E: Entry>(entries: impl Iterator<Item = E>) -> io::Result<Vec<u8>> {
    let mut out = csv::Writer::from_writer(Vec::new());
    out.write_record(E::FIELDS)?;
    for entry in entries {
        out.write_record(entry.cells().iter().map(|cell| spreadsheet_safe(cell).into_owned()))?;
    }
    out.into_inner().map_err(|error| error.into_error())
}

fn table<E: Entry>(entries: impl Iterator<Item = E>, bar: &str) -> tabled::Table {
    let wanted: Vec<usize> = E::SHORT
        .iter()
        .filter_map(|name| E::FIELDS.iter().position(|field| field == name))
        .collect();
    let mut builder = Builder::default();
    builder.push_record(E::SHORT.iter().copied());
    for entry in entries {
        let cells = entry.cells();
        builder.push_record(wanted.iter().map(|&at| cells[at].replace('|', bar)));
    }
    builder.build()
}
