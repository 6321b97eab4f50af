//! A Parquet file that can be read whenever the writing ends: by itself, by Ctrl-C or by a full disk.

use std::io;
use std::sync::Arc;

use parquet::basic::{Compression, LogicalType, Repetition, Type as Physical};
use parquet::errors::ParquetError;
use parquet::file::metadata::{FileMetaData, ParquetMetaData, ParquetMetaDataWriter};
use parquet::file::properties::{EnabledStatistics, WriterProperties};
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::types::{ColumnPath, SchemaDescriptor, Type, TypePtr};

use super::Table;
use crate::output::Target;
use crate::output::columns::{COLUMNS, Kind};
use crate::stop::Stop;

/// Bytes of rows that wait in memory for their row group.
const GROUP: usize = 16 << 20;
const WRITER: &str = concat!("smtpcodes ", env!("CARGO_PKG_VERSION"));

/// The file. Row groups are made in memory, so that each is written whole or not at all.
pub struct File {
    writer: SerializedFileWriter<Vec<u8>>,
    waiting: Vec<Table>,
    size: usize,
    /// The length of the file behind each row group that is in it, and before the first one.
    ends: Vec<u64>,
    /// Why no more can be written.
    failure: Option<io::Error>,
}

impl File {
    /// Begins a file.
    pub fn new() -> Result<Self, Stop> {
        let writer = schema()
            .and_then(|schema| {
                SerializedFileWriter::new(Vec::new(), schema, Arc::new(properties()))
            })
            .map_err(defect)?;
        Ok(Self { writer, waiting: Vec::new(), size: 0, ends: Vec::new(), failure: None })
    }

    /// Takes rows, and writes a row group where there are enough.
    pub fn add(&mut self, table: Table, target: &mut Target) -> Result<(), Stop> {
        if table.rows() == 0 {
            return Ok(());
        }
        self.size += table.size();
        self.waiting.push(table);
        if self.size >= GROUP { self.write_group(target) } else { Ok(()) }
    }

    /// Writes the rows that wait, and the footer without which nobody can read the file.
    pub fn finish(mut self, target: &mut Target) -> Result<(), Stop> {
        if self.failure.is_none() && (!self.waiting.is_empty() || self.ends.is_empty()) {
            // what went wrong is told below, with what could be kept
            let _ = self.write_group(target);
        }
        // Where the disk is full, the footer may need the place of the last row group.
        while let Some(&end) = self.ends.last() {
            let (footer, rows) = self.footer().map_err(defect)?;
            match target.put(&footer) {
                Ok(()) => return self.outcome(target, rows),
                Err(error) => self.failure = Some(error),
            }
            self.ends.pop();
            let before = self.ends.last().copied().unwrap_or_default();
            if !target.shorten(end - before) {
                break;
            }
        }
        self.outcome(target, 0)
    }

    fn outcome(self, target: &Target, rows: i64) -> Result<(), Stop> {
        let rest = match rows {
            0 => "None of its rows could be kept".to_owned(),
            _ => format!("Its first {rows} rows are written, and valid"),
        };
        self.failure.map_or(Ok(()), |error| Err(target.stop(&error, &rest)))
    }

    fn write_group(&mut self, target: &mut Target) -> Result<(), Stop> {
        if self.ends.is_empty() {
            // the mark of the format, before any row
            self.put(target).map_err(|error| self.failed(error, target))?;
        }
        if self.waiting.is_empty() {
            return Ok(());
        }
        self.encode().map_err(defect)?;
        self.put(target).map_err(|error| self.failed(error, target))
    }

    fn failed(&mut self, error: io::Error, target: &Target) -> Stop {
        let stop = target.stop(&error, "The rows before are kept");
        self.failure = Some(error);
        stop
    }

    /// Writes out what the format has made.
    fn put(&mut self, target: &mut Target) -> io::Result<()> {
        self.writer.flush()?;
        target.put(&std::mem::take(self.writer.inner_mut()))?;
        self.ends.push(target.written());
        Ok(())
    }

    /// Makes a row group of the rows that wait.
    fn encode(&mut self) -> Result<(), ParquetError> {
        self.size = 0;
        let mut tables = std::mem::take(&mut self.waiting);
        let mut group = self.writer.next_row_group()?;
        let mut index = 0;
        while let Some(mut column) = group.next_column()? {
            for table in &mut tables {
                table.write(index, column.untyped())?;
            }
            column.close()?;
            index += 1;
        }
        group.close()?;
        Ok(())
    }

    /// Makes the footer of the row groups that are in the file, and counts their rows.
    fn footer(&self) -> Result<(Vec<u8>, i64), ParquetError> {
        let kept = self.ends.len().saturating_sub(1);
        let groups = self.writer.flushed_row_groups()[..kept].to_vec();
        let rows = groups.iter().map(|group| group.num_rows()).sum();
        let schema = Arc::new(SchemaDescriptor::new(schema()?));
        let about = FileMetaData::new(1, rows, Some(WRITER.to_owned()), None, schema, None);
        let mut footer = Vec::new();
        ParquetMetaDataWriter::new(&mut footer, &ParquetMetaData::new(about, groups)).finish()?;
        Ok((footer, rows))
    }
}

fn schema() -> Result<TypePtr, ParquetError> {
    let columns = COLUMNS.iter().map(|&(name, kind)| {
        let (physical, logical) = match kind {
            Kind::Text | Kind::Word => (Physical::BYTE_ARRAY, LogicalType::String),
            Kind::Number(bits) => (Physical::INT32, LogicalType::integer(bits, false)),
        };
        let column = Type::primitive_type_builder(name, physical)
            .with_repetition(Repetition::OPTIONAL)
            .with_logical_type(Some(logical))
            .build()?;
        Ok(Arc::new(column))
    });
    let columns = columns.collect::<Result<Vec<_>, ParquetError>>()?;
    Ok(Arc::new(Type::group_type_builder("replies").with_fields(columns).build()?))
}

fn properties() -> WriterProperties {
    let properties = WriterProperties::builder()
        .set_compression(Compression::SNAPPY)
        .set_created_by(WRITER.to_owned())
        .set_statistics_enabled(EnabledStatistics::Chunk)
        // it would tell places in a file that a full disk may have shortened
        .set_offset_index_disabled(true);
    let texts = COLUMNS.iter().filter(|(_, kind)| *kind == Kind::Text);
    texts
        .fold(properties, |properties, (name, _)| {
            properties.set_column_dictionary_enabled(ColumnPath::from(*name), false)
        })
        .build()
}

fn defect(error: ParquetError) -> Stop {
    Stop::Failed(format!("rows cannot be made into Parquet: {error}; this is a defect"))
}
