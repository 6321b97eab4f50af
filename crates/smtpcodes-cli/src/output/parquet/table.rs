//! Rows turned into columns, as Parquet wants them.

use parquet::column::writer::ColumnWriter;
use parquet::data_type::ByteArray;
use parquet::errors::Result;

use crate::output::columns::{Cell, cells};
use crate::record::Row;

/// The columns of some rows; none at all where there are no rows.
#[derive(Debug, Default)]
pub struct Table {
    columns: Vec<Column>,
    rows: usize,
}

#[derive(Debug)]
struct Column {
    /// 1 for each row that has a value, 0 for each that has none.
    present: Vec<i16>,
    values: Values,
}

#[derive(Debug)]
enum Values {
    /// One text behind the other, and where each ends.
    Texts {
        bytes: Vec<u8>,
        ends: Vec<usize>,
    },
    Numbers(Vec<i32>),
}

impl Table {
    /// Appends a row.
    pub fn push(&mut self, row: &Row<'_>) {
        let cells = cells(row);
        if self.columns.is_empty() {
            self.columns = cells.iter().map(Column::new).collect();
        }
        for (column, cell) in self.columns.iter_mut().zip(cells) {
            column.push(cell);
        }
        self.rows += 1;
    }

    /// Counts the rows.
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// Counts the bytes of memory.
    pub fn size(&self) -> usize {
        let column = |column: &Column| {
            let values = match &column.values {
                Values::Texts { bytes, ends } => bytes.capacity() + ends.capacity() * 8,
                Values::Numbers(numbers) => numbers.capacity() * 4,
            };
            values + column.present.capacity() * 2 + size_of::<Column>()
        };
        self.columns.iter().map(column).sum()
    }

    /// Writes what one column holds, which is not kept.
    pub fn write(&mut self, index: usize, writer: &mut ColumnWriter<'_>) -> Result<()> {
        let Some(column) = self.columns.get_mut(index) else { return Ok(()) };
        let present = std::mem::take(&mut column.present);
        match (&mut column.values, writer) {
            (Values::Texts { bytes, ends }, ColumnWriter::ByteArrayColumnWriter(writer)) => {
                let all = ByteArray::from(std::mem::take(bytes));
                let mut start = 0;
                let texts: Vec<ByteArray> = std::mem::take(ends)
                    .into_iter()
                    .map(|end| {
                        let text = all.slice(start, end - start);
                        start = end;
                        text
                    })
                    .collect();
                writer.write_batch(&texts, Some(&present), None)?;
            }
            (Values::Numbers(numbers), ColumnWriter::Int32ColumnWriter(writer)) => {
                writer.write_batch(&std::mem::take(numbers), Some(&present), None)?;
            }
            _ => {
                return Err(parquet::errors::ParquetError::General(
                    "a column has two types".into(),
                ));
            }
        }
        Ok(())
    }
}

impl Column {
    fn new(cell: &Cell<'_>) -> Self {
        let values = match cell {
            Cell::Text(_) => Values::Texts { bytes: Vec::new(), ends: Vec::new() },
            Cell::Number(_) => Values::Numbers(Vec::new()),
        };
        Self { present: Vec::new(), values }
    }

    fn push(&mut self, cell: Cell<'_>) {
        let present = match (&mut self.values, cell) {
            (Values::Texts { bytes, ends }, Cell::Text(Some(text))) => {
                bytes.extend_from_slice(text.as_bytes());
                ends.push(bytes.len());
                true
            }
            (Values::Numbers(numbers), Cell::Number(Some(number))) => {
                // Parquet keeps unsigned numbers in the bits of signed ones
                numbers.push(number.cast_signed());
                true
            }
            _ => false,
        };
        self.present.push(i16::from(present));
    }
}
