//! A file that grows, read across rotation as one stream.

use std::fs::File;
use std::io::{self, ErrorKind, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};

use memchr::memrchr;
use same_file::Handle;

use super::notes::Notes;

/// Bytes of the beginning by which the content is recognised.
const START: u64 = 64 << 10;

/// Reads a file as it grows; `WouldBlock` says that there is nothing more yet.
///
/// The file is polled: whether it still has its name is asked whenever its end is reached. Notices of the system would
/// be one more thing that can be missing, late or lost (they are on network file systems, in containers and when their
/// queue is full), so that polling would have to stay beside them; and a look five times a second costs nothing.
pub struct Follow {
    path: PathBuf,
    file: Option<Handle>,
    /// Bytes that have been read of the file.
    position: u64,
    /// What was handed over last is a whole line.
    whole: bool,
    /// Another file has the name; the rest of this one comes first.
    leaving: bool,
    /// The name has no file that can be read, and that has been said.
    missed: bool,
    /// The file that is open cannot be read, and that has been said.
    failing: bool,
    notes: Notes,
}

impl Follow {
    /// Opens the file at its start or at its last line, and also gives how it begins when that is left out. A file that
    /// does not exist yet is waited for.
    ///
    /// # Errors
    /// The file is there and cannot be read.
    pub fn open(path: &Path, from_start: bool, notes: Notes) -> io::Result<(Self, Vec<u8>)> {
        let mut follow = Self {
            path: path.to_owned(),
            file: None,
            position: 0,
            whole: true,
            leaving: false,
            missed: false,
            failing: false,
            notes,
        };
        let handle = match Handle::from_path(path) {
            Ok(handle) => handle,
            Err(error) if error.kind() == ErrorKind::NotFound => {
                follow.miss("does not exist yet; waiting for it");
                return Ok((follow, Vec::new()));
            }
            Err(error) => return Err(error),
        };
        let mut head = Vec::new();
        if !from_start {
            let mut file = handle.as_file();
            follow.position = last_line(file)?;
            file.rewind()?;
            file.take(follow.position.min(START)).read_to_end(&mut head)?;
            file.seek(SeekFrom::Start(follow.position))?;
        }
        follow.file = Some(handle);
        Ok((follow, head))
    }

    /// Looks whether there is more to read elsewhere, at the end of what there was.
    fn move_on(&mut self) -> io::Result<bool> {
        let Some(file) = &self.file else { return Ok(self.appear()) };
        let mut file_now = file.as_file();
        // Emptied in place. One that has outgrown its old length by the next look cannot be told from one that grew.
        if file_now.metadata()?.len() < self.position {
            file_now.rewind()?;
            self.position = 0;
            self.say("became shorter; reading it from its start again");
            return Ok(true);
        }
        let named = match Handle::from_path(&self.path) {
            Ok(named) => named,
            Err(error) => {
                self.miss_for(&error, "is gone; waiting for the next one");
                return Ok(false);
            }
        };
        self.missed = false;
        if named == *file {
            self.leaving = false;
            return Ok(false);
        }
        // While the new file is empty its writer may still have the old one open.
        if !named.as_file().metadata().is_ok_and(|found| found.is_file() && found.len() > 0) {
            return Ok(false);
        }
        if std::mem::replace(&mut self.leaving, true) {
            self.file = Some(named);
            self.position = 0;
            self.leaving = false;
            self.say("is a new file; the old one has been read to its end");
        }
        Ok(true)
    }

    /// Opens the file that was waited for.
    fn appear(&mut self) -> bool {
        match Handle::from_path(&self.path) {
            Ok(file) => {
                self.file = Some(file);
                self.missed = false;
                self.say("is there now");
                true
            }
            Err(error) => {
                self.miss_for(&error, "does not exist yet; waiting for it");
                false
            }
        }
    }

    fn miss_for(&mut self, error: &io::Error, absent: &str) {
        match error.kind() {
            ErrorKind::NotFound => self.miss(absent),
            _ => self.miss(&format!("cannot be read: {error}; trying again")),
        }
    }

    /// Says once that the file cannot be read now.
    fn miss(&mut self, why: &str) {
        if !std::mem::replace(&mut self.missed, true) {
            self.say(why);
        }
    }

    /// Says once that the file cannot be read on.
    fn fail(&mut self, error: &io::Error) {
        if !std::mem::replace(&mut self.failing, true) {
            self.say(&format!("cannot be read: {error}; trying again"));
        }
    }

    fn say(&self, what: &str) {
        self.notes.say(format!("{} {what}", self.path.display()));
    }
}

impl Read for Follow {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if buffer.is_empty() {
            return Ok(0);
        }
        loop {
            let read = self.file.as_ref().map_or(Ok(0), |file| file.as_file().read(buffer));
            match read {
                Ok(0) => {}
                Ok(got) => {
                    self.position += got as u64;
                    self.failing = false;
                    self.whole = buffer[got - 1] == b'\n';
                    return Ok(got);
                }
                Err(error) => self.fail(&error),
            }
            match self.move_on() {
                // the line that the old file ends in the middle of has no more to come
                Ok(true) if !self.whole && self.position == 0 => {
                    self.whole = true;
                    buffer[0] = b'\n';
                    return Ok(1);
                }
                Ok(true) => {}
                Ok(false) => return Err(ErrorKind::WouldBlock.into()),
                Err(error) => {
                    self.fail(&error);
                    return Err(ErrorKind::WouldBlock.into());
                }
            }
        }
    }
}

/// Finds where the last line begins that may still be written to.
fn last_line(mut file: &File) -> io::Result<u64> {
    let len = file.metadata()?.len();
    let start = len.saturating_sub(START);
    file.seek(SeekFrom::Start(start))?;
    let mut tail = Vec::new();
    file.take(len - start).read_to_end(&mut tail)?;
    Ok(match memrchr(b'\n', &tail) {
        Some(end) => start + end as u64 + 1,
        None if start == 0 => 0,
        None => len,
    })
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    struct Log {
        _folder: tempfile::TempDir,
        path: PathBuf,
    }

    impl Log {
        fn new() -> Self {
            let folder = tempfile::tempdir().expect("there is room for a folder");
            let path = folder.path().join("mail.log");
            Self { _folder: folder, path }
        }

        fn append(&self, text: &str) {
            use std::io::Write;
            let file = fs::OpenOptions::new().append(true).create(true).open(&self.path);
            file.and_then(|mut file| file.write_all(text.as_bytes())).expect("there is room");
        }

        fn follow(&self, from_start: bool) -> (Follow, Notes) {
            let notes = Notes::default();
            let follow = Follow::open(&self.path, from_start, notes.clone());
            (follow.expect("the file can be read").0, notes)
        }
    }

    /// Reads what there is.
    fn rest(follow: &mut Follow) -> String {
        let mut text = Vec::new();
        let error = follow.read_to_end(&mut text).expect_err("it never ends");
        assert_eq!(error.kind(), ErrorKind::WouldBlock);
        String::from_utf8(text).expect("it is text")
    }

    #[test]
    fn it_starts_at_the_last_line_that_has_no_end() {
        let log = Log::new();
        log.append("one\ntwo\nthr");
        let (mut follow, _) = log.follow(false);
        log.append("ee\n");
        assert_eq!(rest(&mut follow), "three\n");
        assert_eq!(rest(&mut log.follow(true).0), "one\ntwo\nthree\n");
        let (_, head) = Follow::open(&log.path, false, Notes::default()).expect("it can be read");
        assert_eq!(head, b"one\ntwo\nthree\n");
    }

    #[test]
    fn the_old_file_is_read_to_its_end_before_the_new_one() {
        let log = Log::new();
        log.append("");
        let (mut follow, notes) = log.follow(false);
        log.append("a1\n");
        assert_eq!(rest(&mut follow), "a1\n");
        let old = log.path.with_extension("1");
        fs::rename(&log.path, &old).expect("it can be renamed");
        assert_eq!(rest(&mut follow), "");
        log.append("");
        fs::write(&old, "a1\na2\n").expect("it can be written");
        assert_eq!(rest(&mut follow), "a2\n", "the writer has not changed over yet");
        fs::write(&old, "a1\na2\na3\ncut").expect("it can be written");
        log.append("b1\n");
        assert_eq!(rest(&mut follow), "a3\ncut\nb1\n");
        log.append("b2\n");
        assert_eq!(rest(&mut follow), "b2\n");
        let said = notes.take();
        assert_eq!(said.len(), 2, "{said:?}");
        assert!(said[0].contains("is gone") && said[1].contains("a new file"), "{said:?}");
    }

    #[test]
    fn what_the_old_file_gets_while_the_new_one_is_seen_is_not_lost() {
        let log = Log::new();
        log.append("a1\n");
        let (mut follow, _) = log.follow(true);
        assert_eq!(rest(&mut follow), "a1\n");
        let old = log.path.with_extension("1");
        fs::rename(&log.path, &old).expect("it can be renamed");
        log.append("b1\n");
        assert!(follow.move_on().expect("both can be read"), "the new file is seen");
        fs::write(&old, "a1\na2\n").expect("it can be written");
        assert_eq!(rest(&mut follow), "a2\nb1\n");
    }

    #[test]
    fn a_file_that_becomes_shorter_is_read_from_its_start() {
        let log = Log::new();
        log.append("a long line\nand a cut");
        let (mut follow, _) = log.follow(true);
        assert_eq!(rest(&mut follow), "a long line\nand a cut");
        fs::write(&log.path, "b\n").expect("it can be written");
        assert_eq!(rest(&mut follow), "\nb\n");
        fs::write(&log.path, "").expect("it can be written");
        assert_eq!(rest(&mut follow), "");
        log.append("c\n");
        assert_eq!(rest(&mut follow), "c\n");
    }

    #[test]
    fn a_file_that_is_not_there_is_waited_for_and_that_is_said_once() {
        let log = Log::new();
        let (mut follow, notes) = log.follow(false);
        assert_eq!((rest(&mut follow), rest(&mut follow)), (String::new(), String::new()));
        let said = notes.take();
        assert!(said.len() == 1 && said[0].contains("does not exist yet"), "{said:?}");
        log.append("a\n");
        assert_eq!(rest(&mut follow), "a\n");
        fs::remove_file(&log.path).expect("it can be removed");
        assert_eq!((rest(&mut follow), rest(&mut follow)), (String::new(), String::new()));
        log.append("b\n");
        assert_eq!(rest(&mut follow), "b\n");
        assert_eq!(notes.take().len(), 3);
    }
}
