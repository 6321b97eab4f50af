//! Opens what is compressed, by its content, within bounds.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::Path;

use crate::{Limits, Problem};

use super::{Content, Entry, archive, unreadable};

const GZIP: &[u8] = &[0x1F, 0x8B];
const ZSTD: &[u8] = &[0x28, 0xB5, 0x2F, 0xFD];
const ZIP: &[u8] = b"PK\x03\x04";

/// Returns what a file holds: itself, what it expands to, or the members of an archive.
pub(super) fn entries(path: &Path, limits: &Limits) -> Vec<Result<Entry, Problem>> {
    let source = path.display().to_string();
    if source == "-" {
        return opened(source, Box::new(BufReader::new(io::stdin())), limits, 0);
    }
    let file = match File::open(path) {
        Ok(file) => file,
        Err(error) => return vec![Err(unreadable(&source, &error))],
    };
    let regular = file.metadata().is_ok_and(|about| about.is_file());
    let mut stream = BufReader::with_capacity(1 << 16, file);
    match kind(&mut stream) {
        Ok(None) if regular => {
            vec![Ok(Entry { source, content: Content::File(path.to_owned(), stream) })]
        }
        Ok(Some(Kind::Zip)) if regular => {
            archive::members(&source, archive::Place::File(path.to_owned()), limits, 1)
        }
        Ok(_) => opened(source, Box::new(stream), limits, 0),
        Err(error) => vec![Err(unreadable(&source, &error))],
    }
}

/// Returns what an open stream holds, through as many layers as the limits allow.
pub(super) fn opened(
    source: String,
    mut stream: Box<dyn BufRead + Send>,
    limits: &Limits,
    mut depth: usize,
) -> Vec<Result<Entry, Problem>> {
    loop {
        let kind = match kind(&mut stream) {
            Ok(kind) => kind,
            Err(error) => return vec![Err(unreadable(&source, &error))],
        };
        if kind.is_some() && depth >= limits.nesting {
            return vec![Err(Problem::new(
                source,
                format!("is compressed more than {} times over; unpack it first", limits.nesting),
            ))];
        }
        depth += 1;
        stream = match kind {
            None => return vec![Ok(Entry { source, content: Content::Stream(stream) })],
            Some(Kind::Gzip) => bounded(flate2::bufread::MultiGzDecoder::new(stream), limits),
            Some(Kind::Zstd) => bounded(Frames { stream: Some(stream), decoder: None }, limits),
            Some(Kind::Zip) => {
                let bound = limits.message as u64;
                return match super::read_bounded(stream, bound) {
                    Ok(bytes) if bytes.len() as u64 > bound => vec![Err(Problem::new(
                        source,
                        format!(
                            "is an archive of more than {bound} bytes inside a stream; unpack it first"
                        ),
                    ))],
                    Ok(bytes) => archive::members(
                        &source,
                        archive::Place::Memory(bytes.into()),
                        limits,
                        depth,
                    ),
                    Err(error) => vec![Err(unreadable(&source, &error))],
                };
            }
        };
    }
}

enum Kind {
    Gzip,
    Zstd,
    Zip,
}

fn kind(stream: &mut impl BufRead) -> io::Result<Option<Kind>> {
    let start = stream.fill_buf()?;
    Ok(match start {
        s if s.starts_with(GZIP) => Some(Kind::Gzip),
        s if s.starts_with(ZSTD) => Some(Kind::Zstd),
        s if s.starts_with(ZIP) => Some(Kind::Zip),
        _ => None,
    })
}

/// Puts the bound on a decoder that keeps a small file from filling the disk or the day.
pub(super) fn bounded(
    decoder: impl Read + Send + 'static,
    limits: &Limits,
) -> Box<dyn BufRead + Send> {
    let left = limits.expanded;
    Box::new(BufReader::with_capacity(1 << 16, Bounded { decoder, left, bound: left }))
}

struct Bounded<R> {
    decoder: R,
    left: u64,
    bound: u64,
}

impl<R: Read> Read for Bounded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.decoder.read(buffer)?;
        self.left = self.left.checked_sub(read as u64).ok_or_else(|| {
            io::Error::other(format!(
                "it expands to more than the limit of {} bytes; unpack it first, or raise the limit (`--max-expanded`)",
                self.bound
            ))
        })?;
        Ok(read)
    }
}

type ZstdDecoder =
    ruzstd::decoding::StreamingDecoder<Box<dyn BufRead + Send>, ruzstd::decoding::FrameDecoder>;

/// Zstandard frames one behind the other, as programs leave them that append to a file.
struct Frames {
    stream: Option<Box<dyn BufRead + Send>>,
    decoder: Option<Box<ZstdDecoder>>,
}

impl Read for Frames {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            if let Some(decoder) = &mut self.decoder {
                let read = decoder.read(buffer)?;
                if read > 0 || buffer.is_empty() {
                    return Ok(read);
                }
                self.stream = self.decoder.take().map(|decoder| decoder.into_inner());
            }
            let Some(mut stream) = self.stream.take() else {
                return Ok(0);
            };
            if stream.fill_buf()?.is_empty() {
                return Ok(0);
            }
            let decoder = ZstdDecoder::new(stream).map_err(io::Error::other)?;
            self.decoder = Some(Box::new(decoder));
        }
    }
}
