//! What is wrong with a file, in words: which file and entry, what was found, what was expected.

use std::fmt;

/// One fault of one entry.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Problem {
    /// The file, as the caller named it.
    pub file: String,
    /// The entry: `rule google-unauthenticated`, `entry 7`, `line 12`.
    pub entry: String,
    /// What was found, what was expected and what to do.
    pub message: String,
}

impl Problem {
    /// Makes a problem.
    pub fn new(file: &str, entry: impl Into<String>, message: impl Into<String>) -> Self {
        Self { file: file.to_owned(), entry: entry.into(), message: message.into() }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.entry.is_empty() {
            write!(f, "{}: {}", self.file, self.message)
        } else {
            write!(f, "{}: {}: {}", self.file, self.entry, self.message)
        }
    }
}

/// Everything that is wrong; shown one a line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Problems(pub Vec<Problem>);

impl fmt::Display for Problems {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, problem) in self.0.iter().enumerate() {
            if at > 0 {
                writeln!(f)?;
            }
            write!(f, "{problem}")?;
        }
        Ok(())
    }
}

impl std::error::Error for Problems {}
