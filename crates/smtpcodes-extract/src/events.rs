//! One iterator over the events of an input, whatever it holds.

use std::collections::VecDeque;
use std::io::{BufReader, Read};
use std::path::PathBuf;

use crate::container::{self, Entry};
use crate::pieces::{Input, Piece, Pieces};
use crate::{Event, Limits, Problem};

/// Reads the events of bytes or of a reader: a log, messages, events of providers, or bare replies.
///
/// `source` names the stream in events and problems. Compressed streams and archives are opened. What cannot be read is
/// a [`Problem`] in its place, and the reading goes on. Memory is bounded, whatever the input.
///
/// ```
/// use smtpcodes_extract::{Input, Limits, events};
/// let log: &[u8] = b"Nov 24 00:16:18 mx1 postfix/smtp[77]: 4B1C: to=<a@example.com>, relay=mx.example.com[192.0.2.1]:25, \
///     delay=1.2, delays=0/0/1/0.2, dsn=5.1.1, status=bounced (host mx.example.com[192.0.2.1] said: 550 user unknown)\n";
/// for event in events("mail.log", log, Input::Auto, &Limits::default()) {
///     let event = event?;
///     assert_eq!((&*event.source, event.line), ("mail.log", Some(1)));
///     assert_eq!(event.classify().reason().unwrap().as_str(), "mailbox_unknown");
/// }
/// # Ok::<(), smtpcodes_extract::Problem>(())
/// ```
pub fn events(
    source: &str,
    stream: impl Read + Send + 'static,
    input: Input,
    limits: &Limits,
) -> Events {
    let opening = (source.to_owned(), BufReader::with_capacity(1 << 16, stream), limits.clone());
    let entries = std::iter::once(opening).flat_map(|(source, stream, limits)| {
        container::open_stream(source, Box::new(stream), &limits)
    });
    Events::new(entries, input, limits)
}

/// Reads the events of files, folders and archives, in the order of their names; `-` is standard input.
///
/// See [`events`]; what each file holds is found out by itself.
///
/// ```no_run
/// use smtpcodes_extract::{Input, Limits, events_in};
/// for event in events_in(["/var/log/mail.log", "Maildir"], Input::Auto, &Limits::default()) {
///     match event {
///         Ok(event) => println!("{:?}: {:?}", event.recipient, event.classify().reason()),
///         Err(problem) => eprintln!("{problem}"),
///     }
/// }
/// ```
pub fn events_in<P: Into<PathBuf>>(
    paths: impl IntoIterator<Item = P>,
    input: Input,
    limits: &Limits,
) -> Events {
    let paths: Vec<PathBuf> = paths.into_iter().map(Into::into).collect();
    Events::new(container::walk(paths, limits), input, limits)
}

/// The iterator of [`events`] and [`events_in`].
pub struct Events {
    entries: Box<dyn Iterator<Item = Result<Entry, Problem>> + Send>,
    input: Input,
    limits: Limits,
    deliveries: bool,
    delivered: u64,
    current: Option<Pieces>,
    ready: VecDeque<Result<Event, Problem>>,
}

impl Events {
    fn new(
        entries: impl Iterator<Item = Result<Entry, Problem>> + Send + 'static,
        input: Input,
        limits: &Limits,
    ) -> Self {
        Self {
            entries: Box::new(entries),
            input,
            limits: limits.clone(),
            deliveries: false,
            delivered: 0,
            current: None,
            ready: VecDeque::new(),
        }
    }

    /// Also gives the deliveries of logs that succeeded; without it they are counted only.
    pub fn deliveries(mut self, wanted: bool) -> Self {
        self.deliveries = wanted;
        self
    }

    /// Returns how many deliveries that succeeded the logs have told of that were read to their end.
    pub fn delivered(&self) -> u64 {
        self.delivered
    }

    /// Reads the next piece of the input and gives what is in it, which may be nothing; `None` at the end.
    ///
    /// For those who look up between pieces, to see whether they are still wanted: a log may be long and have no event.
    ///
    /// ```
    /// use smtpcodes_extract::{Input, Limits, events};
    /// let mut events = events("-", &b"nothing\n"[..], Input::Maillog, &Limits::default());
    /// assert!(events.next_piece().unwrap().is_empty());
    /// ```
    pub fn next_piece(&mut self) -> Option<Vec<Result<Event, Problem>>> {
        if !self.ready.is_empty() {
            return Some(self.ready.drain(..).collect());
        }
        let piece = self.cut()?;
        let mut found = Vec::new();
        piece.read(&self.limits, &mut |item| found.push(item));
        Some(found)
    }

    fn cut(&mut self) -> Option<Piece> {
        loop {
            if let Some(pieces) = &mut self.current {
                if let Some(piece) = pieces.next() {
                    return Some(piece);
                }
                self.delivered += pieces.delivered();
                self.current = None;
            }
            match self.entries.next()? {
                Ok(entry) => {
                    let pieces = Pieces::new(entry, self.input, &self.limits);
                    self.current = Some(pieces.deliveries(self.deliveries));
                }
                Err(problem) => return Some(Piece::of_problem(problem)),
            }
        }
    }
}

impl Iterator for Events {
    type Item = Result<Event, Problem>;

    fn next(&mut self) -> Option<Self::Item> {
        while self.ready.is_empty() {
            self.ready = self.next_piece()?.into();
        }
        self.ready.pop_front()
    }
}
