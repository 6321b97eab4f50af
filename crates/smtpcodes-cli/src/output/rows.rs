//! The rows in each format, and how they reach their target.

use std::io;

use super::parquet::{File, Table};
use super::{Target, csv, jsonl};
use crate::args::Format;
use crate::record::Row;
use crate::stop::Stop;

/// How rows are written.
#[derive(Clone, Copy, Debug)]
pub enum Rows {
    Jsonl,
    Csv {
        /// The rows go to a terminal, which must not obey them.
        terminal: bool,
    },
    Parquet,
    /// Rows are counted only.
    Nothing,
}

/// Rows that are ready to be written.
#[derive(Debug, Default)]
pub struct Ready {
    text: Vec<u8>,
    table: Table,
}

/// Where rows go.
pub struct Sink {
    target: Target,
    parquet: Option<File>,
}

impl Rows {
    /// Gives the writer of a format.
    pub fn new(format: Format, terminal: bool) -> Self {
        match format {
            Format::Jsonl => Self::Jsonl,
            Format::Csv => Self::Csv { terminal },
            Format::Parquet => Self::Parquet,
            Format::Summary => Self::Nothing,
        }
    }

    /// Appends a row.
    pub fn row(self, row: &Row<'_>, ready: &mut Ready) -> io::Result<()> {
        match self {
            Self::Jsonl => jsonl::row(row, &mut ready.text),
            Self::Csv { terminal } => csv::row(row, terminal, &mut ready.text),
            Self::Parquet => {
                ready.table.push(row);
                Ok(())
            }
            Self::Nothing => Ok(()),
        }
    }
}

impl Sink {
    /// Writes what stands before the first row.
    pub fn open(rows: Rows, mut target: Target) -> Result<Self, Stop> {
        let parquet = match rows {
            Rows::Parquet => Some(File::new()?),
            Rows::Csv { .. } => {
                target.write(&csv::head())?;
                None
            }
            Rows::Jsonl | Rows::Nothing => None,
        };
        Ok(Self { target, parquet })
    }

    /// Writes rows.
    pub fn write(&mut self, ready: Ready) -> Result<(), Stop> {
        match &mut self.parquet {
            Some(file) => file.add(ready.table, &mut self.target),
            None => self.target.write(&ready.text),
        }
    }

    /// Writes what stands behind the last row, and gives the target back.
    ///
    /// # Errors
    /// Not all rows could be written, now or before.
    pub fn finish(mut self) -> Result<Target, Stop> {
        if let Some(file) = self.parquet {
            file.finish(&mut self.target)?;
        }
        Ok(self.target)
    }
}
