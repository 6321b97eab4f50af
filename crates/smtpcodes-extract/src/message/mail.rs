//! Sorts the parts of a message into what people read, what machines read and the message that came back.

use std::borrow::Cow;

use mail_parser::{HeaderName, Message, MessageParser, MimeHeaders, PartType};

use super::encoding::undeclared;
use super::fields::Fields;
use super::{auto_reply, dsn, html, original, report};
use crate::text::lossy;

/// Headers are read up to this many bytes: far more than any report has.
const HEADERS_READ: usize = 256 << 10;
/// Messages are parsed up to this many bytes: what is reported stands before what came back.
const PARSED: usize = 8 << 20;
/// Words for people are read up to this many bytes; a report says what it has to say long before.
const WORDS_READ: usize = 256 << 10;
/// Parts for machines are read up to this many bytes: they may report on thousands of recipients.
const FIELDS_READ: usize = 4 << 20;
/// Messages within messages that are looked at; the parser keeps one stack frame for each.
const NESTED: usize = 32;

/// Headers of which every mail has at least one.
const KNOWN: &[&str] = &[
    "from",
    "to",
    "subject",
    "date",
    "message-id",
    "received",
    "return-path",
    "content-type",
    "mime-version",
];

/// One message, sorted.
#[derive(Debug, Default)]
pub(crate) struct Mail {
    /// The headers of the message itself.
    pub(crate) headers: Fields,
    /// The decoded subject.
    pub(crate) subject: String,
    /// What people read, up to where the returned message begins.
    pub(crate) words: String,
    /// What people read, with what looks like a returned message.
    pub(crate) whole: String,
    /// Bodies of delivery reports.
    pub(crate) status: Vec<String>,
    /// Bodies of feedback reports.
    pub(crate) feedback: Vec<String>,
    /// Bodies of disposition notifications.
    pub(crate) disposition: Vec<String>,
    /// The headers of the message that came back.
    pub(crate) original: Fields,
    /// The message that came back, whole, where it is a part of its own.
    pub(crate) returned: Option<Vec<u8>>,
}

impl Mail {
    /// Parses and sorts the message; nothing when it has no headers at all.
    pub(crate) fn parse(bytes: &[u8]) -> Option<Self> {
        let short = without_excess(bytes);
        let bytes = bounded(&short[..short.len().min(PARSED)]);
        let message = parser().parse(bytes)?;
        let mut mail = Self {
            headers: header_fields(&message, bytes),
            subject: message.subject().unwrap_or_default().to_owned(),
            ..Self::default()
        };
        if !KNOWN.iter().any(|name| mail.headers.first(name).is_some()) {
            return None;
        }
        let mut html = String::new();
        mail.sort(&message, &mut html);
        if mail.words.trim().is_empty() {
            mail.words = html::to_text(&html);
        }
        if is_quoted(&mail.words) {
            mail.words = unquoted(&mail.words);
        }
        if mail.status.is_empty() && mail.feedback.is_empty() {
            mail.open_forwarded();
        }
        let (words, headers) = original::cut(&mail.words);
        if mail.original.is_empty() {
            mail.original = headers;
        }
        mail.whole = std::mem::replace(&mut mail.words, words);
        if mail.status.is_empty()
            && let Some((words, fields)) = dsn::cut(&mail.words)
        {
            mail.words = words;
            mail.status.push(fields);
        }
        Some(mail)
    }

    fn sort(&mut self, message: &Message<'_>, html: &mut String) {
        for part in &message.parts {
            let kind = part.content_type().map_or_else(String::new, |t| {
                format!("{}/{}", t.ctype(), t.subtype().unwrap_or("plain")).to_ascii_lowercase()
            });
            match (&part.body, kind.as_str()) {
                (PartType::Message(inner), _) => self.take_returned(inner),
                (PartType::Multipart(_), _) => {}
                (_, "message/delivery-status" | "message/global-delivery-status") => {
                    self.status.push(clipped(part.contents(), FIELDS_READ));
                }
                (_, "message/feedback-report") => {
                    self.feedback.push(clipped(part.contents(), FIELDS_READ));
                }
                (
                    _,
                    "message/disposition-notification" | "message/global-disposition-notification",
                ) => self.disposition.push(clipped(part.contents(), FIELDS_READ)),
                (
                    _,
                    "text/rfc822-headers"
                    | "text/rfc822-header"
                    | "message/rfc822-headers"
                    | "message/global-headers"
                    | "message/rfc822"
                    | "message/global"
                    | "text/rfc822",
                ) => {
                    let headers = Fields::parse(&clipped(part.contents(), WORDS_READ));
                    if self.original.is_empty() {
                        self.original = headers;
                    }
                }
                (
                    PartType::Text(_) | PartType::Binary(_) | PartType::InlineBinary(_),
                    multipart,
                ) if multipart.starts_with("multipart/") => {
                    self.sort_unbounded(part.contents(), html);
                }
                (PartType::Text(text), _)
                    if !self.words.is_empty() && original::is_message(text) =>
                {
                    let headers = Fields::parse(text);
                    self.original = std::mem::take(&mut self.original).or(headers);
                }
                (PartType::Text(text), _) => {
                    append(&mut self.words, &undeclared(message, part, text));
                }
                (PartType::Html(text), _) if self.words.is_empty() => {
                    append(html, &undeclared(message, part, text));
                }
                (PartType::Binary(bytes) | PartType::InlineBinary(bytes), _)
                    if dsn::opens(bytes) =>
                {
                    self.status.push(clipped(bytes, FIELDS_READ));
                }
                (PartType::Binary(bytes) | PartType::InlineBinary(bytes), _)
                    if part.attachment_name().is_some_and(is_mail_file) =>
                {
                    self.take_file(bytes);
                }
                _ => {}
            }
        }
    }

    /// Takes the words and headers of the report that somebody forwarded as text.
    fn open_forwarded(&mut self) {
        if report::is_from_server(self) || !report::names_writer(&self.words) {
            return;
        }
        if let Some((mut headers, words)) = original::enclosed(&self.words) {
            // clients write the names of headers in their own language
            let from = headers.first_of(&["from", "von", "de", "da", "van", "fra", "od"]);
            let from = from.unwrap_or_default().to_owned();
            headers.push("from", &from);
            if !auto_reply::names_a_server(&headers) {
                return;
            }
            if let Some(subject) = headers.first("subject") {
                subject.clone_into(&mut self.subject);
            }
            self.headers = headers;
            self.words = words;
        }
    }

    /// Sorts a multipart whose own header lost its boundary: the first line of dashes tells it.
    fn sort_unbounded(&mut self, contents: &[u8], html: &mut String) {
        let text = clipped(contents, WORDS_READ);
        let boundary = text.lines().find_map(|l| l.strip_prefix("--")).map(str::trim_end);
        let Some(boundary) = boundary.filter(|b| !b.is_empty() && !b.contains('"')) else {
            append(&mut self.words, &text);
            return;
        };
        let whole = format!("Content-Type: multipart/mixed; boundary=\"{boundary}\"\n\n{text}");
        match parser().parse(whole.as_bytes()) {
            Some(inner) if inner.parts.len() > 1 => self.sort(&inner, html),
            _ => append(&mut self.words, &text),
        }
    }

    /// Takes a message that is attached as a file.
    fn take_file(&mut self, bytes: &[u8]) {
        if !self.original.is_empty() {
            return;
        }
        self.original = Fields::parse(&clipped(bytes, HEADERS_READ));
        if self.status.is_empty() && self.feedback.is_empty() {
            self.returned = Some(bytes.to_vec());
        }
    }

    fn take_returned(&mut self, inner: &Message<'_>) {
        if !self.original.is_empty() {
            return;
        }
        let Some(root) = inner.parts.first() else {
            return;
        };
        let raw = inner.raw_message.as_ref();
        let from = root.offset_header as usize;
        let to = (root.offset_body as usize).min(from + HEADERS_READ);
        self.original = Fields::parse(&lossy(raw.get(from..to).unwrap_or_default()));
        if !self.status.is_empty() || !self.feedback.is_empty() {
            return;
        }
        let end = inner.parts.iter().map(|p| p.offset_end as usize).max().unwrap_or_default();
        self.returned = raw.get(from..end.max(to).min(raw.len())).map(<[u8]>::to_vec);
    }
}

/// Tells whether a file of this name holds a message.
fn is_mail_file(name: &str) -> bool {
    name.rsplit_once('.').is_some_and(|(_, end)| end.eq_ignore_ascii_case("eml"))
}

fn header_fields(message: &Message<'_>, bytes: &[u8]) -> Fields {
    let end = message
        .parts
        .first()
        .map_or(0, |root| root.offset_body as usize)
        .min(HEADERS_READ)
        .min(bytes.len());
    Fields::parse(lossy(&bytes[..end]).trim_start())
}

/// Tells whether most of the words are a quotation: somebody forwarded the report.
fn is_quoted(words: &str) -> bool {
    let lines = words.lines().filter(|l| !l.trim().is_empty());
    let (quoted, all) =
        lines.fold((0, 0), |(q, n), l| (q + usize::from(l.starts_with('>')), n + 1));
    all > 4 && quoted * 3 > all * 2
}

fn unquoted(words: &str) -> String {
    let lines: Vec<&str> = words
        .lines()
        .map(|l| l.strip_prefix('>').unwrap_or(l))
        .map(|l| l.strip_prefix(' ').unwrap_or(l))
        .collect();
    lines.join("\n")
}

fn append(to: &mut String, text: &str) {
    if to.len() < WORDS_READ {
        if !to.is_empty() {
            to.push_str("\n\n");
        }
        to.push_str(&text[..text.floor_char_boundary(WORDS_READ)]);
    }
}

fn clipped(bytes: &[u8], most: usize) -> String {
    lossy(&bytes[..bytes.len().min(most)]).into_owned()
}

/// Returns a parser of the structure alone: all other headers are read as [`Fields`].
fn parser() -> MessageParser {
    MessageParser::new()
        .with_mime_headers()
        .header_text(HeaderName::Subject)
        .default_header_ignore()
}

/// Leaves out of the headers what goes beyond what is read of them, so that the parser does not keep it either.
fn without_excess(bytes: &[u8]) -> Cow<'_, [u8]> {
    if bytes.len() <= HEADERS_READ {
        return Cow::Borrowed(bytes);
    }
    let blank = memchr::memchr_iter(b'\n', bytes)
        .find(|&i| bytes[i + 1..].starts_with(b"\n") || bytes[i + 1..].starts_with(b"\r\n"));
    let end = blank.map_or(bytes.len(), |i| i + 1);
    if end <= HEADERS_READ {
        return Cow::Borrowed(bytes);
    }
    let kept = memchr::memrchr(b'\n', &bytes[..HEADERS_READ]).map_or(HEADERS_READ, |i| i + 1);
    Cow::Owned([&bytes[..kept], &bytes[end..]].concat())
}

/// Cuts off what lies below the deepest message that is looked at.
fn bounded(bytes: &[u8]) -> &[u8] {
    let mut seen = 0;
    for slash in memchr::memchr_iter(b'/', bytes) {
        let before = &bytes[slash.saturating_sub(7)..slash];
        let after = &bytes[slash + 1..bytes.len().min(slash + 7)];
        let nests = before.last_chunk::<7>().is_some_and(|b| b.eq_ignore_ascii_case(b"message"))
            && !after.eq_ignore_ascii_case(b"delive")
            || after.eq_ignore_ascii_case(b"digest");
        seen += usize::from(nests);
        if seen > NESTED {
            return &bytes[..slash];
        }
    }
    bytes
}
