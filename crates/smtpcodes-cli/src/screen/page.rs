//! A page of text: headings, paragraphs and labelled rows, wrapped to the width of the terminal.

use std::fmt::Write as _;
use std::io::{self, Write};
use std::ops::Range;

use anstyle::{AnsiColor, Style};

use super::sanitise::{visible, visible_marked};
use crate::args::Color;

/// How the page may look.
#[derive(Clone, Copy, Debug)]
pub struct Look {
    /// Colours and underlining are welcome.
    pub colour: bool,
    /// Columns of a line.
    pub width: usize,
}

/// What a word says about the matter, for its colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    Plain,
    Strong,
    Faint,
    Good,
    Doubtful,
    Bad,
}

const WIDEST: usize = 100;
const NARROWEST: usize = 40;
const LABEL: usize = 15;

impl Look {
    /// Asks standard output, the environment and the command line.
    pub fn of_stdout(color: Color) -> Self {
        let colour = match color {
            Color::Always => true,
            Color::Never => false,
            Color::Auto => {
                anstream::AutoStream::choice(&io::stdout()) != anstream::ColorChoice::Never
            }
        };
        Self { colour, width: 80 }.fitted()
    }

    /// Fits the width to what the terminal has now, which may have changed.
    pub fn fitted(self) -> Self {
        let width = terminal_size::terminal_size_of(io::stdout())
            .map_or(80, |(width, _)| usize::from(width.0));
        Self { width: width.clamp(NARROWEST, WIDEST), ..self }
    }
}

/// Tells how many lines the terminal shows.
pub fn terminal_rows() -> usize {
    terminal_size::terminal_size_of(io::stdout()).map_or(24, |(_, height)| usize::from(height.0))
}

impl Tone {
    fn style(self) -> Style {
        match self {
            Self::Plain => Style::new(),
            Self::Strong => Style::new().bold(),
            Self::Faint => Style::new().dimmed(),
            Self::Good => AnsiColor::Green.on_default().bold(),
            Self::Doubtful => AnsiColor::Yellow.on_default().bold(),
            Self::Bad => AnsiColor::Red.on_default().bold(),
        }
    }
}

/// Collects a page; everything that goes in is made harmless.
#[derive(Debug)]
pub struct Page {
    look: Look,
    text: String,
}

impl Page {
    /// Starts an empty page.
    pub fn new(look: Look) -> Self {
        Self { look, text: String::new() }
    }

    /// Adds an empty line, unless there is one.
    pub fn blank(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with("\n\n") {
            self.text.push('\n');
        }
    }

    /// Adds a title with its key before it: `550  Requested action not taken`.
    pub fn title(&mut self, key: &str, tone: Tone, text: &str) {
        let key = visible(key);
        let indent = textwrap::core::display_width(&key) + 2;
        self.styled(&key, tone.style());
        for (at, line) in self.wrap(text, indent).iter().enumerate() {
            if at > 0 {
                self.text.push('\n');
            }
            let _ = write!(self.text, "{:1$}", "", if at > 0 { indent } else { 2 });
            self.styled(line, Tone::Strong.style());
        }
        self.text.push('\n');
    }

    /// Adds a heading over rows.
    pub fn heading(&mut self, text: &str) {
        self.blank();
        self.styled(&visible(text), Tone::Strong.style());
        self.text.push('\n');
    }

    /// Adds an indented paragraph.
    pub fn paragraph(&mut self, text: &str, tone: Tone) {
        for line in self.wrap(text, 2) {
            self.text.push_str("  ");
            self.styled(&line, tone.style());
            self.text.push('\n');
        }
    }

    /// Adds a row: a label, and text beside it. The label may be empty, to go on with the row before.
    pub fn row(&mut self, label: &str, text: &str) {
        self.toned_row(label, "", Tone::Plain, text);
    }

    /// Adds a row whose text begins with a word of some colour.
    pub fn toned_row(&mut self, label: &str, word: &str, tone: Tone, text: &str) {
        self.text.push_str("  ");
        self.styled(&visible(label), Tone::Faint.style());
        let gap = LABEL.saturating_sub(textwrap::core::display_width(label)).max(1);
        let _ = write!(self.text, "{:gap$}", "");
        let (word, text) = (visible(word), visible(text));
        let whole = match (word.is_empty(), text.is_empty()) {
            (true, _) => text.to_string(),
            (_, true) => word.to_string(),
            _ => format!("{word}: {text}"),
        };
        for (at, line) in self.wrap(&whole, LABEL + 2).iter().enumerate() {
            if at > 0 {
                let _ = write!(self.text, "{:1$}", "", LABEL + 2);
            }
            match line.strip_prefix(&*word).filter(|_| at == 0 && !word.is_empty()) {
                Some(rest) => {
                    self.styled(&word, tone.style());
                    self.text.push_str(rest);
                }
                None => self.text.push_str(line),
            }
            self.text.push('\n');
        }
    }

    /// Adds a server's words, with the marked bytes underlined, or pointed at where there is no underlining.
    pub fn quote(&mut self, text: &str, mark: Range<usize>) {
        let mut at = 0;
        for raw in text.split('\n') {
            let line = raw.strip_suffix('\r').unwrap_or(raw);
            let within = |byte: usize| byte.saturating_sub(at).min(line.len());
            let (line, mark) = visible_marked(line, within(mark.start)..within(mark.end));
            self.quote_line(&line, mark);
            at += raw.len() + 1;
        }
    }

    fn quote_line(&mut self, line: &str, mark: Range<usize>) {
        let mut from = 0;
        for piece in self.wrap(line, 2) {
            let start = line[from..].find(&piece).map_or(from, |found| from + found);
            from = start + piece.len();
            let within = |byte: usize| byte.saturating_sub(start).min(piece.len());
            let (a, b) = (within(mark.start), within(mark.end));
            self.text.push_str("  ");
            if self.look.colour {
                self.text.push_str(&piece[..a]);
                let style = if a < b { Style::new().bold().underline() } else { Style::new() };
                self.styled(&piece[a..b], style);
                self.text.push_str(&piece[b..]);
            } else {
                self.text.push_str(&piece);
                if a < b {
                    let before = textwrap::core::display_width(&piece[..a]) + 2;
                    let under = textwrap::core::display_width(&piece[a..b]);
                    let _ = write!(self.text, "\n{:before$}{:~<under$}", "", "");
                }
            }
            self.text.push('\n');
        }
    }

    /// Writes the page to standard output.
    pub fn print(&self) -> io::Result<()> {
        let mut out = io::stdout().lock();
        out.write_all(self.text.as_bytes())?;
        out.flush()
    }

    /// Gives the text of the page.
    pub fn into_text(self) -> String {
        self.text
    }

    fn styled(&mut self, text: &str, style: Style) {
        if self.look.colour && !style.is_plain() && !text.is_empty() {
            let _ = write!(self.text, "{style}{text}{style:#}");
        } else {
            self.text.push_str(text);
        }
    }

    fn wrap(&self, text: &str, indent: usize) -> Vec<String> {
        // an address that is cut in two can neither be clicked nor copied
        let separator = match text.contains("://") {
            true => textwrap::WordSeparator::AsciiSpace,
            false => textwrap::WordSeparator::UnicodeBreakProperties,
        };
        let options = textwrap::Options::new(self.look.width.saturating_sub(indent))
            .word_separator(separator)
            .word_splitter(textwrap::WordSplitter::NoHyphenation)
            .break_words(!text.contains("://"))
            .wrap_algorithm(textwrap::WrapAlgorithm::FirstFit);
        textwrap::wrap(&visible(text), options).into_iter().map(|line| line.into_owned()).collect()
    }
}
