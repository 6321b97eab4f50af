//! Rows as Parquet: gathered in columns, and written row group by row group.

mod file;
mod table;

pub use file::File;
pub use table::Table;
