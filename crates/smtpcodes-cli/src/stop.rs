//! How a run ends: exit codes, and what goes to standard error.

use std::fmt::Display;
use std::io::{self, ErrorKind, Write};
use std::process::ExitCode;

use crate::screen::visible;

/// Whether everything could be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Done {
    /// All of it.
    Whole,
    /// Something could not be read, and was named on standard error; the rest was done.
    InPart,
    /// What was asked makes no sense, and standard error has said why; the rest was done.
    Misused,
}

/// Why a run ended early.
#[derive(Debug)]
pub enum Stop {
    /// What was asked makes no sense; says what would.
    Usage(String),
    /// The output could not be written, or nothing could be read.
    Failed(String),
    /// Whoever read the output has seen enough.
    Closed,
}

impl From<io::Error> for Stop {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            ErrorKind::BrokenPipe => Self::Closed,
            _ => Self::Failed(format!("the output cannot be written: {error}")),
        }
    }
}

/// Says something on standard error, harmless to the terminal.
pub fn complain(message: impl Display) {
    for line in message.to_string().lines() {
        // where nobody can be told, the exit code still tells
        let _ = writeln!(anstream::stderr(), "smtpcodes: {}", visible(line));
    }
}

/// Turns the end of a run into the exit code of the contract.
pub fn exit_code(done: Result<Done, Stop>) -> ExitCode {
    let code = match done {
        Ok(Done::Whole) | Err(Stop::Closed) => 0,
        Ok(Done::InPart) => 1,
        Ok(Done::Misused) => 2,
        Err(Stop::Failed(message)) => {
            complain(message);
            1
        }
        Err(Stop::Usage(message)) => {
            complain(message);
            2
        }
    };
    ExitCode::from(code)
}
