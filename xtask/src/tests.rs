//! The generator tested on a tiny spec, on every kind of bad spec, and on the project itself.

mod check;
mod house;
mod outputs;
mod problems;
mod readme;

use std::fs;
use std::path::{Path, PathBuf};

/// A scratch folder that goes away with its owner.
struct Scratch(PathBuf);

impl Scratch {
    fn new(name: &str) -> Self {
        let folder =
            std::env::temp_dir().join(format!("smtpcodes-xtask-{}-{name}", std::process::id()));
        fs::create_dir_all(&folder).expect("the temporary folder can be written");
        Self(folder)
    }

    /// A scratch folder with the tiny spec, the real words and what the C header is made from.
    fn tiny(name: &str) -> Self {
        let scratch = Self::new(name);
        let project = crate::project();
        copy(&project.join("xtask/testdata/tiny"), &scratch.0);
        fs::copy(project.join("spec/words.yaml"), scratch.0.join("spec/words.yaml"))
            .expect("words.yaml");
        copy(&project.join("bindings/c"), &scratch.0.join("bindings/c"));
        scratch
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder can be made");
    for entry in fs::read_dir(from).expect("a folder can be read") {
        let entry = entry.expect("an entry can be read");
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).expect("a file can be copied");
        }
    }
}
