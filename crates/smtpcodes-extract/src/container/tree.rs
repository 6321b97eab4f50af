//! Walks folders: in order, through links, and never twice through the same one.

use std::collections::HashSet;
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};

use crate::Problem;

use super::unreadable;

/// The files under some paths.
pub(super) struct Tree {
    /// What is still to be looked at, the next one last, each with the number of folders above it.
    pending: Vec<(PathBuf, usize)>,
    /// Folders that were entered, by their true names.
    entered: HashSet<PathBuf>,
    deepest: usize,
}

impl Tree {
    pub(super) fn new(mut paths: Vec<PathBuf>, deepest: usize) -> Self {
        paths.reverse();
        Self {
            pending: paths.into_iter().map(|path| (path, 0)).collect(),
            entered: HashSet::new(),
            deepest,
        }
    }

    /// Puts the content of a folder on the list.
    fn enter(&mut self, folder: &Path, depth: usize) -> Result<(), Problem> {
        let source = folder.display().to_string();
        if depth >= self.deepest {
            return Err(Problem::new(
                source,
                format!(
                    "lies more than {} folders deep; name it as a path of its own",
                    self.deepest
                ),
            ));
        }
        let own = folder.canonicalize().map_err(|e| unreadable(&source, &e))?;
        if !self.entered.insert(own) {
            return Ok(());
        }
        let mut inside = fs::read_dir(folder)
            .map_err(|e| unreadable(&source, &e))?
            .map(|entry| entry.map(|e| e.path()))
            .collect::<Result<Vec<_>, _>>()
            .map_err(|e| unreadable(&source, &e))?;
        let maildir = is_maildir(folder);
        inside.retain(|path| is_wanted(path, maildir));
        inside.sort_unstable_by(|a, b| b.cmp(a));
        self.pending.extend(inside.into_iter().map(|path| (path, depth + 1)));
        Ok(())
    }
}

impl Iterator for Tree {
    type Item = Result<PathBuf, Problem>;

    fn next(&mut self) -> Option<Self::Item> {
        while let Some((path, depth)) = self.pending.pop() {
            if path.as_os_str() == "-" && depth == 0 {
                return Some(Ok(path));
            }
            match fs::metadata(&path) {
                Ok(about) if about.is_dir() => {
                    if let Err(problem) = self.enter(&path, depth) {
                        return Some(Err(problem));
                    }
                }
                // a pipe or a device is read only where somebody asked for it by name
                Ok(about) if about.is_file() || depth == 0 => return Some(Ok(path)),
                Ok(_) => {}
                Err(error) => return Some(Err(unreadable(&path.display().to_string(), &error))),
            }
        }
        None
    }
}

fn is_maildir(folder: &Path) -> bool {
    ["cur", "new"].iter().all(|name| folder.join(name).is_dir())
}

/// Tells whether a name in a folder is worth a look: no hidden files, and of a Maildir only messages and subfolders.
fn is_wanted(path: &Path, maildir: bool) -> bool {
    let name = path.file_name().unwrap_or_default();
    let hidden = name.as_encoded_bytes().starts_with(b".");
    if maildir {
        let messages = [OsStr::new("cur"), OsStr::new("new")].contains(&name);
        return messages || hidden && path.is_dir() && is_maildir(path);
    }
    !hidden || is_maildir(path)
}
