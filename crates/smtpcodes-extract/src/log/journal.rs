//! The systemd journal: `journalctl -o export` and `journalctl -o json`, around the messages of any software.

use serde_json::{Map, Value};

use super::clock;

/// One entry, gathered field by field.
#[derive(Default)]
pub(super) struct Entry {
    pub(super) time: Option<String>,
    pub(super) program: Vec<u8>,
    pub(super) pid: Vec<u8>,
    pub(super) message: Vec<u8>,
}

/// Gathers the lines of an export; an empty line ends an entry.
#[derive(Default)]
pub(super) struct Export {
    pub(super) entry: Entry,
    pub(super) open: bool,
    /// The line that the entry begins on.
    pub(super) start: u64,
    binary: Option<Vec<u8>>,
}

impl Export {
    /// Says whether a line begins an export.
    pub(super) fn begins(line: &[u8]) -> bool {
        line.starts_with(b"__CURSOR=") || line.starts_with(b"__REALTIME_TIMESTAMP=")
    }

    /// Takes one line; returns whether the entry is complete.
    pub(super) fn take(&mut self, line: &[u8]) -> bool {
        if let Some(name) = self.binary.take() {
            // a value that is no plain text follows its length, eight bytes, little end first
            if let Some(value) = line.get(8..) {
                self.entry.set(&name, value);
            }
            return false;
        }
        if line.is_empty() {
            return std::mem::take(&mut self.open);
        }
        self.open = true;
        match line.iter().position(|b| *b == b'=') {
            Some(at) => self.entry.set(&line[..at], &line[at + 1..]),
            None if line
                .iter()
                .all(|b| b.is_ascii_uppercase() || b.is_ascii_digit() || *b == b'_') =>
            {
                self.binary = Some(line.to_vec());
            }
            None => {}
        }
        false
    }
}

impl Entry {
    fn set(&mut self, name: &[u8], value: &[u8]) {
        match name {
            b"__REALTIME_TIMESTAMP" => {
                self.time = super::scan::number(value).and_then(clock::from_microseconds);
            }
            b"SYSLOG_IDENTIFIER" => self.program = value.to_vec(),
            b"SYSLOG_PID" => self.pid = value.to_vec(),
            b"_PID" if self.pid.is_empty() => self.pid = value.to_vec(),
            b"_COMM" if self.program.is_empty() => self.program = value.to_vec(),
            b"MESSAGE" => self.message = value.to_vec(),
            _ => {}
        }
    }

    /// Reads an object of `journalctl -o json`, whose message is a text, or a list of bytes where it is no UTF-8.
    pub(super) fn from_json(object: &Map<String, Value>) -> Option<Self> {
        if !object.contains_key("MESSAGE") || !object.contains_key("__REALTIME_TIMESTAMP") {
            return None;
        }
        let mut entry = Self::default();
        for (name, value) in object {
            match value {
                Value::String(text) => entry.set(name.as_bytes(), text.as_bytes()),
                Value::Array(bytes) if name == "MESSAGE" => {
                    entry.message =
                        bytes.iter().filter_map(|b| u8::try_from(b.as_u64()?).ok()).collect();
                }
                _ => {}
            }
        }
        Some(entry)
    }
}
