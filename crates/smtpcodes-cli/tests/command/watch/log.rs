//! A log that a test writes to, and lines for it.

use std::fs::OpenOptions;
use std::io::Write;
use std::path::{Path, PathBuf};

/// A folder with a log in it.
pub struct Log {
    _folder: tempfile::TempDir,
    pub path: PathBuf,
}

impl Log {
    pub fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("mail.log");
        Self { _folder: folder, path }
    }

    pub fn with(text: &str) -> Self {
        let log = Self::new();
        log.append(text);
        log
    }

    pub fn append(&self, text: &str) {
        append(&self.path, text);
    }
}

pub fn append(path: &Path, text: &str) {
    let mut file = OpenOptions::new().append(true).create(true).open(path).unwrap();
    file.write_all(text.as_bytes()).unwrap();
}

pub fn refused(name: &str) -> String {
    format!(
        "Nov 24 00:16:18 mx1 postfix/smtp[77]: 4B1C: to=<{name}@example.com>, relay=mx.example.com[192.0.2.1]:25, \
         delay=1.2, delays=0/0/1/0.2, dsn=5.1.1, status=bounced (host mx.example.com[192.0.2.1] said: 550 5.1.1 \
         <{name}@example.com>: user unknown (in reply to RCPT TO command))\n"
    )
}

pub fn deferred(name: &str) -> String {
    format!(
        "Nov 24 00:16:20 mx1 postfix/smtp[78]: 4B1E: to=<{name}@example.org>, relay=mx.example.org[192.0.2.3]:25, \
         delay=1.2, delays=0/0/1/0.2, dsn=4.2.2, status=deferred (host mx.example.org[192.0.2.3] said: 452 4.2.2 \
         mailbox full (in reply to RCPT TO command))\n"
    )
}

pub const SENT: &str = "Nov 24 00:16:19 mx1 postfix/smtp[77]: 4B1D: to=<bob@example.net>, \
     relay=mx.example.net[192.0.2.2]:25, delay=1.2, delays=0/0/1/0.2, dsn=2.0.0, status=sent (250 2.0.0 Ok)\n";
