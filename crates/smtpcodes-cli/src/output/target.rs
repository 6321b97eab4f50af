//! Where the output goes; what has been written there stays valid, whatever happens.

use std::fs::File;
use std::io::{self, ErrorKind, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use same_file::Handle;

use crate::stop::Stop;

/// Standard output or a file.
#[derive(Debug)]
pub struct Target {
    name: String,
    out: Out,
    written: u64,
}

#[derive(Debug)]
enum Out {
    File(File),
    /// A console that wants text in its own encoding.
    #[cfg(not(unix))]
    Console(io::Stdout),
}

/// Says whether the output goes to standard output.
pub fn is_standard(path: Option<&Path>) -> bool {
    path.is_none_or(|path| path == Path::new("-"))
}

/// Says whether two outputs are one file, or both are standard output. A device takes what comes.
pub fn is_same_output(one: &Path, other: &Path) -> bool {
    let real = |path: &Path| {
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
        let folder = folder.unwrap_or_else(|| Path::new(".")).canonicalize();
        let file = path.file_name().zip(folder.ok()).map(|(name, folder)| folder.join(name));
        path.canonicalize().ok().or(file)
    };
    let is_device = || one.metadata().is_ok_and(|found| !found.is_file());
    is_standard(Some(one)) && is_standard(Some(other))
        || !is_standard(Some(one))
            && !is_standard(Some(other))
            && real(one).is_some_and(|one| real(other) == Some(one))
            && !is_device()
}

/// Refuses to read the file that a shell has sent standard output to: it would grow for ever.
fn refuse_standard_input(inputs: &[PathBuf]) -> Result<(), Stop> {
    let Ok(standard) = Handle::stdout() else { return Ok(()) };
    let is_file = standard.as_file().metadata().is_ok_and(|found| found.is_file());
    let same = |input: &&PathBuf| Handle::from_path(input).is_ok_and(|input| input == standard);
    match inputs.iter().filter(|input| is_file && input.is_file()).find(same) {
        Some(input) => Err(Stop::Usage(format!(
            "standard output goes to {}, which is an input too; write to another file",
            input.display()
        ))),
        None => Ok(()),
    }
}

impl Target {
    /// Opens the target; a file is emptied.
    ///
    /// # Errors
    /// The file cannot be made, or is one of the inputs.
    pub fn open(path: Option<&Path>, inputs: &[PathBuf]) -> Result<Self, Stop> {
        let Some(path) = path.filter(|path| !is_standard(Some(path))) else {
            refuse_standard_input(inputs)?;
            return Ok(Self {
                name: "standard output".to_owned(),
                out: Out::standard()?,
                written: 0,
            });
        };
        let name = path.display().to_string();
        let real = |path: &Path| path.canonicalize().ok();
        if real(path)
            .is_some_and(|out| inputs.iter().any(|input| real(input).as_ref() == Some(&out)))
        {
            return Err(Stop::Usage(format!(
                "{name} is an input too and would be emptied; write to another file"
            )));
        }
        let file = File::create(path).map_err(|error| {
            let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
            let missing = folder.filter(|folder| !folder.exists());
            Stop::Usage(match missing {
                Some(folder) => format!(
                    "{name} cannot be written: there is no folder {}; make it first",
                    folder.display()
                ),
                None => format!("{name} cannot be written: {error}"),
            })
        })?;
        Ok(Self { name, out: Out::File(file), written: 0 })
    }

    /// Writes whole rows. Where a file cannot take them all, none of them stays.
    pub fn write(&mut self, rows: &[u8]) -> Result<(), Stop> {
        self.put(rows).map_err(|error| {
            let rest = format!("Its first {} bytes are written, and valid", self.written);
            self.stop(&error, &rest)
        })
    }

    /// Writes all of the bytes, or none where that can be had.
    pub fn put(&mut self, bytes: &[u8]) -> io::Result<()> {
        let mut done = 0;
        while done < bytes.len() {
            match self.out.write(&bytes[done..]) {
                Ok(0) => return self.undo(done, ErrorKind::WriteZero.into()),
                Ok(more) => done += more,
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) => return self.undo(done, error),
            }
        }
        self.written += bytes.len() as u64;
        Ok(())
    }

    fn undo(&mut self, done: usize, error: io::Error) -> io::Result<()> {
        if done > 0 {
            // a pipe or a device keeps what it has
            let _ = self.out.shorten(done as u64);
        }
        Err(error)
    }

    /// Takes so many bytes off the end; tells whether that can be done.
    pub fn shorten(&mut self, taken: u64) -> bool {
        let shortened = self.out.shorten(taken).is_ok();
        if shortened {
            self.written -= taken;
        }
        shortened
    }

    /// Counts the bytes that were written.
    pub fn written(&self) -> u64 {
        self.written
    }

    /// Ends the run for an error of this target; `rest` says what stays of it.
    pub fn stop(&self, error: &io::Error, rest: &str) -> Stop {
        match error.kind() {
            ErrorKind::BrokenPipe => Stop::Closed,
            _ => Stop::Failed(format!(
                "{} cannot be written any further: {error}. {rest}",
                self.name
            )),
        }
    }
}

impl Out {
    /// Takes standard output as a file, since a shell may have sent it to one.
    #[cfg(unix)]
    fn standard() -> io::Result<Self> {
        use std::os::fd::AsFd;
        Ok(Self::File(File::from(io::stdout().as_fd().try_clone_to_owned()?)))
    }

    #[cfg(not(unix))]
    fn standard() -> io::Result<Self> {
        Ok(Self::Console(io::stdout()))
    }

    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Self::File(file) => file.write(bytes),
            #[cfg(not(unix))]
            Self::Console(out) => {
                let done = out.write(bytes)?;
                out.flush()?;
                Ok(done)
            }
        }
    }

    /// Takes so many bytes off the end, where nobody else has written behind them.
    fn shorten(&mut self, taken: u64) -> io::Result<()> {
        match self {
            Self::File(file) => {
                let end = file.stream_position()?;
                if !file.metadata()?.is_file() || file.metadata()?.len() != end {
                    return Err(ErrorKind::Unsupported.into());
                }
                file.set_len(end - taken)?;
                file.seek(SeekFrom::Start(end - taken)).map(drop)
            }
            #[cfg(not(unix))]
            Self::Console(_) => Err(ErrorKind::Unsupported.into()),
        }
    }
}
