//! Where the output goes; what has been written there stays valid, whatever happens.

use std::fs::File;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use crate::stop::Stop;

/// Standard output or a file.
#[derive(Debug)]
pub struct Target {
    file: Option<(PathBuf, File)>,
    written: u64,
}

impl Target {
    /// Opens the target; a file is emptied.
    ///
    /// # Errors
    /// The file cannot be made, or is one of the inputs.
    pub fn open(path: Option<&Path>, inputs: &[PathBuf]) -> Result<Self, Stop> {
        let Some(path) = path.filter(|path| *path != Path::new("-")) else {
            return Ok(Self { file: None, written: 0 });
        };
        let real = |path: &Path| path.canonicalize().ok();
        if real(path)
            .is_some_and(|out| inputs.iter().any(|input| real(input).as_ref() == Some(&out)))
        {
            return Err(Stop::Usage(format!(
                "{} is an input too and would be emptied; write to another file",
                path.display()
            )));
        }
        let file = File::create(path).map_err(|error| {
            Stop::Usage(format!("{} cannot be written: {error}", path.display()))
        })?;
        Ok(Self { file: Some((path.to_owned(), file)), written: 0 })
    }

    /// Writes whole rows. Where a file cannot take them all, none of them stays.
    pub fn write(&mut self, rows: &[u8]) -> Result<(), Stop> {
        if rows.is_empty() {
            return Ok(());
        }
        match &mut self.file {
            None => {
                let mut out = io::stdout().lock();
                out.write_all(rows)?;
                out.flush()?;
            }
            Some((path, file)) => {
                if let Err(error) = file.write_all(rows) {
                    // a device such as /dev/full cannot be shortened
                    let _ = file.set_len(self.written);
                    return Err(Stop::Failed(format!(
                        "{} cannot be written any further: {error}. Its first {} bytes are written, and valid",
                        path.display(),
                        self.written
                    )));
                }
            }
        }
        self.written += rows.len() as u64;
        Ok(())
    }
}
