//! Opens the members of zip archives, each as a stream of its own.

use std::fs::File;
use std::io::{BufReader, Cursor, Read, Seek, SeekFrom};
use std::path::PathBuf;
use std::sync::Arc;

use zip::{CompressionMethod, ZipArchive};

use crate::{Limits, Problem};

use super::{Entry, expand, unreadable};

/// Where an archive is.
pub(super) enum Place {
    File(PathBuf),
    Memory(Arc<[u8]>),
}

trait ReadSeek: Read + Seek + Send {}
impl<T: Read + Seek + Send> ReadSeek for T {}

impl Place {
    fn open(&self) -> std::io::Result<Box<dyn ReadSeek>> {
        Ok(match self {
            Self::File(path) => Box::new(File::open(path)?),
            Self::Memory(bytes) => Box::new(Cursor::new(Arc::clone(bytes))),
        })
    }
}

/// Returns the members of an archive, which are opened in turn when they are compressed themselves.
pub(super) fn members(
    source: &str,
    place: Place,
    limits: &Limits,
    depth: usize,
) -> Vec<Result<Entry, Problem>> {
    let opened = place
        .open()
        .map_err(zip::result::ZipError::Io)
        .and_then(|reader| ZipArchive::new(BufReader::new(reader)));
    let mut archive = match opened {
        Ok(archive) => archive,
        Err(error) => {
            let said = format!("is no readable zip archive: {error}");
            return vec![Err(Problem::new(source, said))];
        }
    };
    (0..archive.len())
        .flat_map(|index| member(source, &place, &mut archive, index, limits, depth))
        .collect()
}

fn member<R: Read + Seek>(
    source: &str,
    place: &Place,
    archive: &mut ZipArchive<R>,
    index: usize,
    limits: &Limits,
    depth: usize,
) -> Vec<Result<Entry, Problem>> {
    let raw = match archive.by_index_raw(index) {
        Ok(raw) => raw,
        Err(error) => {
            let said = format!("member {} cannot be read: {error}", index + 1);
            return vec![Err(Problem::new(source, said))];
        }
    };
    if raw.is_dir() {
        return Vec::new();
    }
    let name = format!("{source}!/{}", raw.name());
    let (method, start, length) = (raw.compression(), raw.data_start(), raw.compressed_size());
    let refused =
        |why: &str| vec![Err(Problem::new(name.clone(), format!("{why}; unpack it first")))];
    let Some(start) = start else {
        return refused("has no readable position in the archive");
    };
    if raw.encrypted() {
        return refused("is encrypted");
    }
    drop(raw);
    let packed = place.open().and_then(|mut reader| {
        reader.seek(SeekFrom::Start(start))?;
        Ok(BufReader::new(reader.take(length)))
    });
    let packed = match packed {
        Ok(packed) => packed,
        Err(error) => return vec![Err(unreadable(&name, &error))],
    };
    let stream = match method {
        CompressionMethod::Stored => expand::bounded(packed, limits),
        CompressionMethod::Deflated => {
            expand::bounded(flate2::bufread::DeflateDecoder::new(packed), limits)
        }
        other => return refused(&format!("is compressed with {other}")),
    };
    expand::opened(name, stream, limits, depth)
}
