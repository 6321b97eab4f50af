//! What a reader says when it cannot go on with one item.

use std::fmt;

/// Something that could not be read: where, and what to do about it.
///
/// ```
/// let problem = smtpcodes_extract::Problem::new("mail.log", "is not readable: permission denied").at_line(3);
/// assert_eq!(problem.to_string(), "mail.log:3: is not readable: permission denied");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The file, part or stream; empty where the caller knows it.
    pub source: String,
    /// The line, counted from 1, where one can be named.
    pub line: Option<u64>,
    /// What was expected, what was found and what to do.
    pub message: String,
}

impl Problem {
    /// Makes a problem of a source that has no line.
    pub fn new(source: impl Into<String>, message: impl Into<String>) -> Self {
        Self { source: source.into(), line: None, message: message.into() }
    }

    /// Names the line, counted from 1.
    pub fn at_line(mut self, line: u64) -> Self {
        self.line = Some(line);
        self
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.source.as_str(), self.line) {
            ("", None) => write!(f, "{}", self.message),
            ("", Some(line)) => write!(f, "line {line}: {}", self.message),
            (source, None) => write!(f, "{source}: {}", self.message),
            (source, Some(line)) => write!(f, "{source}:{line}: {}", self.message),
        }
    }
}

impl std::error::Error for Problem {}
