//! One log that is watched: a file that is followed, or a pipe.

use std::fs::File;
use std::io::{self, IsTerminal};
use std::path::Path;

use smtpcodes_extract::Input;
use smtpcodes_extract::pieces::Growing;

use super::follow::Follow;
use super::notes::Notes;
use super::pipe::Pipe;
use crate::stop::Stop;

/// Opens a log; `-` is standard input.
///
/// # Errors
/// It cannot be read, or is nothing that grows.
pub fn open(path: &Path, input: Input, from_start: bool, notes: &Notes) -> Result<Growing, Stop> {
    let name = path.display().to_string();
    if path == Path::new("-") {
        if io::stdin().is_terminal() {
            let message = "name a log, or send one through a pipe: `smtpcodes watch mail.log`";
            return Err(Stop::Usage(message.to_owned()));
        }
        return Ok(Growing::new(&name, Box::new(Pipe::start(|| Ok(io::stdin()))), input));
    }
    match path.metadata() {
        Ok(found) if found.is_dir() => {
            Err(Stop::Usage(format!("{name} is a folder; name the log in it")))
        }
        Ok(found) if !found.is_file() => {
            let path = path.to_owned();
            Ok(Growing::new(&name, Box::new(Pipe::start(move || File::open(path))), input))
        }
        _ => {
            let (follow, head) = Follow::open(path, from_start, notes.clone())
                .map_err(|error| Stop::Failed(format!("{name} cannot be read: {error}")))?;
            let mut log = Growing::new(&name, Box::new(follow), input);
            log.prepare(head);
            Ok(log)
        }
    }
}
