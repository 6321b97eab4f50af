//! Walks files, folders, mailboxes and archives, and hands out what is in them.
//!
//! [`walk`] yields one [`Entry`] for each file, whatever it holds; [`messages`] goes on to split mailboxes and yields
//! whole messages. What cannot be read is yielded as a [`Problem`] in its place, and the walk goes on.

mod archive;
mod expand;
mod mailbox;
mod tree;

use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

use crate::{Limits, Problem};

pub use mailbox::{Mailbox, is_mailbox};

/// One file, one member of an archive, or standard input.
pub struct Entry {
    /// The path, with `!/` before the name of a member of an archive; `-` for standard input.
    pub source: String,
    /// Where to read it.
    pub content: Content,
}

/// Where the bytes of an entry are.
pub enum Content {
    /// A plain file, not opened yet.
    Path(PathBuf),
    /// A plain file, opened already.
    File(PathBuf, BufReader<File>),
    /// A stream that was opened already, expanded as it is read, and bounded.
    Stream(Box<dyn BufRead + Send>),
}

impl Entry {
    /// Opens the entry for reading from its start.
    ///
    /// # Errors
    /// The file cannot be opened.
    pub fn open(self) -> Result<Box<dyn BufRead + Send>, Problem> {
        match self.content {
            Content::Path(path) => {
                let file = File::open(&path).map_err(|e| unreadable(&self.source, &e))?;
                Ok(Box::new(BufReader::with_capacity(1 << 16, file)))
            }
            Content::File(_, stream) => Ok(Box::new(stream)),
            Content::Stream(stream) => Ok(stream),
        }
    }
}

/// Yields every file under the paths, in the order of their names; `-` is standard input.
///
/// Folders are walked, links are followed once, `.gz`, `.zst` and `.zip` are opened, by their content and not by
/// their names. In a Maildir only the messages are yielded.
///
/// ```no_run
/// use smtpcodes_extract::{Limits, container};
/// for entry in container::walk(["mail.log.1.gz"], &Limits::default()) {
///     match entry {
///         Ok(entry) => println!("{}", entry.source),
///         Err(problem) => eprintln!("{problem}"),
///     }
/// }
/// ```
pub fn walk<P: AsRef<Path>, I: IntoIterator<Item = P>>(
    paths: I,
    limits: &Limits,
) -> impl Iterator<Item = Result<Entry, Problem>> + use<P, I> {
    let limits = limits.clone();
    tree::Tree::new(paths.into_iter().map(|p| p.as_ref().to_owned()).collect(), limits.nesting)
        .flat_map(move |found| match found {
            Ok(path) => expand::entries(&path, &limits),
            Err(problem) => vec![Err(problem)],
        })
}

/// Yields every message under the paths with the source that names it: `box:3` is the third message of a mailbox.
///
/// ```no_run
/// use smtpcodes_extract::{Limits, container, message};
/// let limits = Limits::default();
/// for (source, bytes) in container::messages(["Maildir"], &limits).flatten() {
///     println!("{source}: {:?}", message::read(&bytes, &limits));
/// }
/// ```
pub fn messages<P: AsRef<Path>, I: IntoIterator<Item = P>>(
    paths: I,
    limits: &Limits,
) -> impl Iterator<Item = Result<(String, Vec<u8>), Problem>> + use<P, I> {
    let limits = limits.clone();
    walk(paths, &limits).flat_map(move |entry| -> Box<dyn Iterator<Item = _>> {
        let opened = entry.and_then(|entry| {
            let source = entry.source.clone();
            entry.open().map(|stream| (source, stream))
        });
        match opened {
            Ok((source, stream)) => Box::new(split(source, stream, &limits)),
            Err(problem) => Box::new(std::iter::once(Err(problem))),
        }
    })
}

/// Yields the messages of one stream: those of a mailbox, or the whole as one message.
fn split(
    source: String,
    stream: Box<dyn BufRead + Send>,
    limits: &Limits,
) -> impl Iterator<Item = Result<(String, Vec<u8>), Problem>> + use<> {
    Mailbox::new(stream, limits).enumerate().map(move |(index, message)| {
        let named = numbered(&source, index);
        match message {
            Ok(bytes) => Ok((named, bytes)),
            Err(problem) => Err(Problem { source: named, ..problem }),
        }
    })
}

/// Names a message of a mailbox, of which the first has the name of the whole.
pub(crate) fn numbered(source: &str, index: usize) -> String {
    if index == 0 { source.to_owned() } else { format!("{source}:{}", index + 1) }
}

/// Returns what a stream holds: itself, what it expands to, or the members of an archive.
pub(crate) fn open_stream(
    source: String,
    stream: Box<dyn BufRead + Send>,
    limits: &Limits,
) -> Vec<Result<Entry, Problem>> {
    expand::opened(source, stream, limits, 0)
}

fn unreadable(source: &str, error: &std::io::Error) -> Problem {
    Problem::new(source, format!("cannot be read: {error}"))
}

/// Reads a stream to its end, or to one byte more than the bound.
fn read_bounded(stream: impl Read, bound: u64) -> std::io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    stream.take(bound.saturating_add(1)).read_to_end(&mut bytes)?;
    Ok(bytes)
}
