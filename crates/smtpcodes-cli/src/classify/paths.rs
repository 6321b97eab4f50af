//! The paths of the command line: patterns that no shell has expanded, and what the run itself writes.

use std::fs::File;
use std::path::{Path, PathBuf};

use glob::{MatchOptions, Pattern, glob_with};
use same_file::Handle;
use smtpcodes_extract::Problem;

use crate::args::Classify;
use crate::output::is_standard;

/// What there is to read.
#[derive(Debug, Default)]
pub struct Paths {
    pub inputs: Vec<PathBuf>,
    /// Patterns that name nothing.
    pub problems: Vec<Problem>,
    /// Files that the run writes: in a folder that it reads, they are no input.
    outputs: Vec<Handle>,
}

impl Paths {
    /// Expands the paths of the command line; standard input, where there are none.
    pub fn new(args: &Classify) -> Self {
        let mut paths = Self::default();
        for path in &args.paths {
            paths.add(path);
        }
        if args.paths.is_empty() {
            paths.inputs.push(PathBuf::from("-"));
        }
        paths
    }

    /// Tells what the run writes, once the files are there.
    pub fn written_to(&mut self, args: &Classify) {
        let outputs = [&args.output, &args.report, &args.suppressions];
        let outputs = outputs.into_iter().flatten().filter(|path| !is_standard(Some(path)));
        let named = outputs.map(Handle::from_path);
        // a shell may have sent both to files
        let standard = [Handle::stdout(), Handle::stderr()];
        let is_file = |output: &Handle| output.as_file().metadata().is_ok_and(|m| m.is_file());
        self.outputs = named.chain(standard).flatten().filter(is_file).collect();
    }

    /// Says whether an open file is one that the run writes.
    pub fn is_output(&self, file: &File) -> bool {
        !self.outputs.is_empty()
            && file
                .try_clone()
                .and_then(Handle::from_file)
                .is_ok_and(|file| self.outputs.contains(&file))
    }

    fn add(&mut self, path: &Path) {
        let pattern = path.to_str().filter(|text| text.contains(['*', '?', '[']));
        let Some(pattern) = pattern.filter(|_| path.symlink_metadata().is_err()) else {
            return self.inputs.push(path.to_owned());
        };
        // as shells do it
        let options = MatchOptions { require_literal_leading_dot: true, ..MatchOptions::new() };
        let found = match glob_with(pattern, options) {
            Ok(found) => found,
            Err(error) => {
                let advice = format!(
                    "is no file, and no pattern either: {error}; a file of that name is `{}`",
                    Pattern::escape(pattern)
                );
                return self.problems.push(Problem::new(pattern, advice));
            }
        };
        let before = self.inputs.len();
        for path in found {
            match path {
                Ok(path) => self.inputs.push(path),
                Err(error) => {
                    let source = error.path().display().to_string();
                    let message = format!("cannot be read: {}", error.error());
                    self.problems.push(Problem::new(source, message));
                }
            }
        }
        if self.inputs.len() == before {
            let message = "is no file, and as a pattern it matches none";
            self.problems.push(Problem::new(pattern, message));
        }
    }
}
