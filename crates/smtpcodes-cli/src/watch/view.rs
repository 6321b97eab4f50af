//! Where the counts are shown: live on a terminal, as plain lines elsewhere.

use std::io::{self, IsTerminal, Write};
use std::path::PathBuf;
use std::time::Duration;

use super::plain::Lines;
use super::screen::{self, Screen};
use super::seen::Seen;
use crate::screen::{Look, terminal_rows};
use crate::stop::complain;

/// How often the screen is drawn.
const FRAME: Duration = Duration::from_millis(500);
/// Notes that the screen shows.
const NOTES: usize = 3;

/// Where the counts are shown.
pub struct View {
    kind: Kind,
    look: Look,
    /// How often the counts are shown.
    pub period: Duration,
    /// Standard error would break into the screen.
    silent: bool,
}

enum Kind {
    Live { screen: Screen, logs: String, notes: Vec<String> },
    Plain(Lines),
}

impl View {
    /// Chooses by standard output.
    pub fn open(logs: &[PathBuf], interval: Duration, look: Look) -> io::Result<Self> {
        let dumb = std::env::var_os("TERM").is_some_and(|name| name == "dumb");
        if dumb || !io::stdout().is_terminal() {
            let kind = Kind::Plain(Lines::default());
            return Ok(Self { kind, look, period: interval, silent: false });
        }
        let names: Vec<_> = logs.iter().map(|log| log.display().to_string()).collect();
        let kind =
            Kind::Live { screen: Screen::open()?, logs: names.join(", "), notes: Vec::new() };
        Ok(Self { kind, look, period: FRAME, silent: io::stderr().is_terminal() })
    }

    /// Says whether the terminal must be put right before the run ends.
    pub fn is_live(&self) -> bool {
        matches!(self.kind, Kind::Live { .. })
    }

    /// Says what happened beside the counts, where it does no harm.
    pub fn note(&mut self, note: String) {
        if !self.silent {
            complain(&note);
        }
        if let Kind::Live { notes, .. } = &mut self.kind {
            notes.push(note);
            notes.drain(..notes.len().saturating_sub(NOTES));
        }
    }

    /// Shows the counts by now.
    pub fn show(&mut self, seen: &mut Seen, now: Duration) -> io::Result<()> {
        match &mut self.kind {
            Kind::Live { screen, logs, notes } => {
                let look = self.look.fitted();
                screen.draw(&screen::page(seen, logs, notes, now, look, terminal_rows()))
            }
            Kind::Plain(lines) => {
                let mut out = io::stdout().lock();
                out.write_all(lines.next(seen, now).as_bytes())?;
                out.flush()
            }
        }
    }
}
