//! The bounds that keep hostile input from taking all memory or all day.

/// What a reader takes at most; the defaults are far above anything that real mail carries.
///
/// ```
/// let limits = smtpcodes_extract::Limits { message: 1024, ..Default::default() };
/// assert!(smtpcodes_extract::message::read(&[b'a'; 2048], &limits).is_err());
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of one message.
    pub message: usize,
    /// Bytes of one log line or one provider event.
    pub line: usize,
    /// Events that one message may report.
    pub events: usize,
    /// Archives and compressed files within one another, and folders.
    pub nesting: usize,
    /// Bytes that one compressed file or archive may expand to.
    pub expanded: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self { message: 256 << 20, line: 16 << 20, events: 10_000, nesting: 64, expanded: 16 << 30 }
    }
}
