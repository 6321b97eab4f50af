//! The live screen: drawn on the terminal's second screen, which is left as it was found.

use std::io::{self, Write};
use std::time::Duration;

use smtpcodes::Bounce;

use super::seen::Seen;
use crate::output::{by_count, grouped, share};
use crate::screen::{Look, Page, Tone, clipped};

/// Opens the second screen, hides the cursor, and lets no line go on in the next.
const OPEN: &str = "\x1b[?1049h\x1b[?25l\x1b[?7l";
const CLOSE: &str = "\x1b[?7h\x1b[?25h\x1b[?1049l";
/// Causes, providers and domains that are named.
const CAUSES: usize = 6;
const PROVIDERS: usize = 3;
const DOMAINS: usize = 4;
/// Columns in which the page sets off its labels.
const LABEL: usize = 17;

/// The second screen of the terminal, as long as it is open.
#[derive(Debug)]
pub struct Screen;

impl Screen {
    /// Opens it.
    pub fn open() -> io::Result<Self> {
        write(OPEN)?;
        Ok(Self)
    }

    /// Draws anew what has changed, in one go, so that nothing flickers.
    pub fn draw(&self, page: &str) -> io::Result<()> {
        let mut frame = String::from("\x1b[H");
        let mut lines = page.lines().peekable();
        while let Some(line) = lines.next() {
            // cleared before the line is written: behind one that fills the screen its last character would go
            match lines.peek() {
                Some(_) => frame.extend(["\x1b[K", line, "\r\n"]),
                None => frame.extend(["\x1b[J", line]),
            }
        }
        write(&frame)
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        let _ = write(CLOSE);
    }
}

fn write(text: &str) -> io::Result<()> {
    let mut out = io::stdout().lock();
    out.write_all(text.as_bytes())?;
    out.flush()
}

/// Writes what the screen shows, in no more than `rows` lines.
pub fn page(
    seen: &mut Seen,
    logs: &str,
    notes: &[String],
    now: Duration,
    look: Look,
    rows: usize,
) -> String {
    let mut page = Page::new(look);
    let tally = &seen.tally;
    let time = format!(", for {}", clock(now));
    page.heading(&(clipped(logs, look.width.saturating_sub(time.len())) + &time));
    let (failures, hard) = (tally.failures, tally.hard);
    page.row("Lines", &grouped(seen.lines));
    page.row("Delivered", &grouped(seen.delivered));
    let split =
        format!("hard {}, soft {}", share(hard, failures), share(failures - hard, failures));
    page.toned_row("Failures", &grouped(failures), Tone::Strong, &split);
    if seen.problems > 0 {
        page.row("Unreadable", &grouped(seen.problems));
    }
    for note in notes {
        page.row("Note", &clipped(note, look.width.saturating_sub(LABEL)));
    }
    let rates = seen.last_minute(now);
    let tally = &seen.tally;
    if failures > 0 {
        page.heading("Causes, and how many in the last minute");
        for (reason, cause) in tally.causes().into_iter().take(CAUSES) {
            let rate = rates.get(reason.as_str()).copied().unwrap_or_default();
            page.row(
                &share(cause.count, failures),
                &format!("{}, {}/min", reason.as_str(), grouped(rate)),
            );
        }
    }
    if !tally.providers.is_empty() || !tally.domains.is_empty() {
        page.heading("Providers and receiving domains");
        for (provider, count) in by_count(&tally.providers).into_iter().take(PROVIDERS) {
            page.row(&share(count.all, failures), provider);
        }
        for (domain, counts) in tally.top_domains(DOMAINS) {
            let domain = clipped(domain, look.width.saturating_sub(LABEL + 16));
            page.row(
                &share(counts.all, failures),
                &format!("{domain}, {} hard", grouped(counts.hard)),
            );
        }
    }
    if !seen.recent.is_empty() {
        page.heading("Last refusals");
    }
    for refusal in &seen.recent {
        let tone = match refusal.bounce == Bounce::Hard.as_str() {
            true => Tone::Bad,
            false => Tone::Doubtful,
        };
        let room = look.width.saturating_sub(LABEL + refusal.reason.len() + 2);
        page.toned_row(
            &clipped(time_of_day(&refusal.time), LABEL - 3),
            refusal.reason,
            tone,
            &clipped(&refusal.recipient, room),
        );
        page.row("", &clipped(&refusal.text, look.width.saturating_sub(LABEL)));
    }
    first(&page.into_text(), rows)
}

/// Keeps the lines that there is room for.
fn first(page: &str, rows: usize) -> String {
    page.lines().take(rows).collect::<Vec<_>>().join("\n")
}

/// Finds `01:27:36` in what a log calls the time; the day is known to who watches.
fn time_of_day(time: &str) -> &str {
    let is_clock = |word: &&[u8]| {
        word.iter().enumerate().all(|(at, b)| match at {
            2 | 5 => *b == b':',
            _ => b.is_ascii_digit(),
        })
    };
    let found = time.as_bytes().windows(8).position(|word| is_clock(&word));
    found.map_or(time, |at| &time[at..at + 8])
}

/// Writes a time as a clock does: `1:02:03`.
pub fn clock(time: Duration) -> String {
    let seconds = time.as_secs();
    format!("{}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::Engine;
    use crate::record::{Record, Row};

    fn seen() -> Seen {
        let mut seen = Seen::default();
        seen.problems = 1;
        let evil = "\x1b]0;x\x07\x1b[2J\u{202e}邮箱\r\n";
        for at in 0..30 {
            let record = Record {
                time: Some(format!("2026-11-24T01:27:{at:02}.123456+01:00{evil}")),
                recipient: Some(format!("{evil}{at}@{}.example", "x".repeat(at * 9))),
                remote_host: Some("mx.google.com".to_owned()),
                text: format!("550 5.1.1 user unknown {evil}{}", "word ".repeat(100)),
                ..Record::default()
            };
            let row = Row::new(&record, "log", &Engine::Shipped);
            seen.add(&row, Duration::from_secs(1));
        }
        seen
    }

    #[test]
    fn the_page_keeps_to_the_terminal_whatever_servers_say() {
        let notes = ["mail.log\x1b[2J is gone".to_owned()];
        for (width, rows) in [(40, 10), (80, 24), (100, 50), (100, 500)] {
            let look = Look { colour: false, width };
            let page = page(&mut seen(), "mail.log", &notes, Duration::from_secs(3723), look, rows);
            assert!(page.lines().count() <= rows, "{page}");
            for line in page.lines() {
                assert!(textwrap::core::display_width(line) <= width, "{width}: {line}");
                assert!(!line.chars().any(crate::screen::is_hidden), "{line:?}");
            }
            let (_, refusals) = page.split_once("Last refusals\n").unwrap_or_default();
            assert!(rows < 500 || refusals.lines().count() == 40, "two lines each: {refusals}");
            assert!(page.starts_with("mail.log, for 1:02:03\n"), "{page}");
            assert!(page.contains("30: hard 30 (100.0%)"), "{page}");
        }
    }

    #[test]
    fn a_refusal_has_its_time_of_day() {
        for (time, expected) in [
            ("Nov 24 00:16:18", "00:16:18"),
            ("2026-11-24T01:27:36.5+01:00", "01:27:36"),
            ("@400000006553f10a00000000", "@400000006553f10a00000000"),
            ("邮箱 1:2:3", "邮箱 1:2:3"),
            ("", ""),
        ] {
            assert_eq!(time_of_day(time), expected);
        }
    }

    #[test]
    fn the_page_shows_rates_and_the_newest_refusal_first() {
        let look = Look { colour: false, width: 80 };
        let text = page(&mut seen(), "mail.log", &[], Duration::from_secs(2), look, 60);
        assert!(text.contains("mailbox_unknown, 30/min"), "{text}");
        assert!(text.find("29@") < text.find("28@"), "{text}");
        assert_eq!(text.matches("hard 30 (100.0%), soft 0 (0.0%)").count(), 1, "{text}");
        let later = page(&mut seen(), "mail.log", &[], Duration::from_secs(100), look, 60);
        assert!(later.contains("mailbox_unknown, 0/min"), "{later}");
    }
}
