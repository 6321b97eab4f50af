//! Finds where a report ends and the message that came back begins.

use super::fields::{self, Fields};
use super::phrases::Phrases;

/// How a line begins that announces the message that came back; in lower case, without the dashes before it.
static ANNOUNCEMENTS: Phrases = Phrases::new(&[
    "original message headers",
    "original message follows",
    "original mail info",
    "original mail as follows",
    "this is a copy of the message",
    "this is a copy of your message",
    "this is a copy of the headers",
    "below this line is a copy of the message",
    "below this line is the original bounce",
    "below this line is the header",
    "below the next line is a copy of the message",
    "headers of the message follow",
    "header of the message follow",
    "possibly truncated original message follows",
    "included is a copy of the message",
    "here is your returned mail",
    "original message attached",
    "start of the original message",
    "debajo de esta linea hay una copia",
    "debajo de esta línea hay una copia",
    "below is a copy of the original message",
    "a copy of the original message",
    "the header of the original message is following",
    "the headers of the original message",
    "unsent message below",
    "unsent message follows",
    "message headers follow",
    "message header follows",
    "message text follows",
    "returned message follows",
    "undelivered message follows",
    "returned mail follows",
    "enclosed is a copy of the message",
    "the original message was included as an attachment",
    "original message text",
    "start of returned message",
    "start of original message",
    "begin message header",
    "en-têtes de message d'origine",
    "en-têtes du message d'origine",
    "en-têtes de message d’origine",
    "ursprüngliche nachrichtenkopfzeilen",
    "kopfzeilen der ursprünglichen nachricht",
    "encabezados de mensajes originales",
    "encabezados del mensaje original",
    "intestazioni originali del messaggio",
    "cabeçalhos de mensagens originais",
    "cabeçalhos da mensagem original",
    "oorspronkelijke berichtkoppen",
    "originale meddelelsesheadere",
    "ursprungliga meddelandehuvuden",
    "alkuperäiset viestiotsikot",
    "oryginalne nagłówki wiadomości",
    "původní záhlaví zprávy",
    "исходные заголовки сообщения",
    "元のメッセージ ヘッダー",
    "元のメッセージヘッダー",
    "원본 메시지 헤더",
    "原始邮件头",
    "原始郵件標頭",
]);

/// Announcements that only count when nothing else stands on the line.
static ALONE: Phrases = Phrases::new(&[
    "original message",
    "message follows",
    "forwarded message",
    "included message",
    "returned message",
    "returned mail",
    "old message",
    "original headers",
    "message header",
    "message headers",
    "ursprüngliche nachricht",
    "message d'origine",
    "mensaje original",
    "исходное сообщение",
]);

/// The names that the headers of a message open with when a report prints them without announcement.
const OPENING: &[&str] =
    &["received", "return-path", "x-received", "dkim-signature", "delivered-to", "message-id"];

/// Parts the words of a report from the message that came back, and reads the headers of the latter.
pub(crate) fn cut(words: &str) -> (String, Fields) {
    let lines: Vec<&str> = words.lines().collect();
    let Some(at) = begin(&lines) else {
        return (words.to_owned(), Fields::default());
    };
    let rest: Vec<&str> = below(&lines[at..]).take(2000).collect();
    let rest = outdented(&rest);
    let kept = at + usize::from(announces_at_end(lines[at]));
    (lines[..kept].join("\n"), Fields::parse(&rest.join("\n")))
}

/// Returns the headers and the words of the message that the words enclose.
pub(crate) fn enclosed(words: &str) -> Option<(Fields, String)> {
    let lines: Vec<&str> = words.lines().collect();
    let at = begin(&lines)?;
    let rest: Vec<&str> = below(&lines[at..]).collect();
    let rest = outdented(&rest);
    let end = rest.iter().position(|line| line.trim().is_empty())?;
    Some((Fields::parse(&rest[..end].join("\n")), rest[end..].join("\n")))
}

/// Tells whether the text is a message: it opens with three headers that every mail has.
pub(crate) fn is_message(text: &str) -> bool {
    let known = |line: &str| {
        fields::field(line)
            .is_some_and(|(name, _)| KNOWN.iter().any(|k| name.eq_ignore_ascii_case(k)))
    };
    let head = || text.trim_start().lines().take(200).take_while(|line| !line.trim().is_empty());
    head().next().is_some_and(is_header) && head().filter(|line| known(line)).count() >= 3
}

/// Returns the line on which the message begins.
fn begin(lines: &[&str]) -> Option<usize> {
    (0..lines.len())
        .find(|&i| announces(lines[i]) || announces_at_end(lines[i]) || opens_headers(&lines[i..]))
}

/// Returns the lines from the first header on.
fn below<'a>(lines: &'a [&'a str]) -> impl Iterator<Item = &'a str> {
    lines.iter().skip_while(|line| !is_header(line.trim_start())).copied()
}

/// Takes the blanks off all lines that stand before the first one.
fn outdented<'a>(lines: &[&'a str]) -> Vec<&'a str> {
    let indent = lines.first().map_or("", |l| &l[..l.len() - l.trim_start().len()]);
    lines.iter().map(|line| line.strip_prefix(indent).unwrap_or(line)).collect()
}

fn announces(line: &str) -> bool {
    let line = line.trim_start_matches(|c: char| {
        c.is_whitespace() || matches!(c, '-' | '=' | '*' | '>' | '_' | '#' | '|')
    });
    if line.len() > 200 {
        return false;
    }
    ANNOUNCEMENTS.open(line) || ALONE.equal(line.trim_end_matches(|c: char| !c.is_alphanumeric()))
}

static AT_END: Phrases = Phrases::new(&[". original mail as follows:"]);

/// Tells whether the line has something to say before it announces the message.
fn announces_at_end(line: &str) -> bool {
    line.len() > 40 && AT_END.close(line.trim_end())
}

/// Names of which the headers of a whole mail have at least one; reports quote others to name the mail.
const WHOLE: &[&str] = &["date", "received", "to", "mime-version", "content-type"];

/// Tells whether the headers of a mail stand here: a line of the trace, then at least two more of them.
fn opens_headers(lines: &[&str]) -> bool {
    let Some((name, _)) = fields::field(lines[0]) else {
        return false;
    };
    if !OPENING.iter().any(|known| name.eq_ignore_ascii_case(known)) {
        return false;
    }
    let head = lines[1..].iter().take(40).take_while(|line| !line.trim().is_empty());
    let names: Vec<&str> = head
        .filter(|line| is_header(line))
        .filter_map(|line| fields::field(line))
        .map(|(name, _)| name)
        .collect();
    let is_whole = |name: &&str| WHOLE.iter().any(|known| name.eq_ignore_ascii_case(known));
    names.len() >= 2 && names.iter().any(is_whole)
}

/// Names that are taken for a header even where no blank follows the colon.
const KNOWN: &[&str] = &[
    "received",
    "message-id",
    "date",
    "from",
    "to",
    "subject",
    "return-path",
    "user-agent",
    "mime-version",
];

fn is_header(line: &str) -> bool {
    fields::field(line).is_some_and(|(name, value)| {
        value.starts_with([' ', '\t']) && name.len() > 1
            || KNOWN.iter().any(|known| name.eq_ignore_ascii_case(known))
    })
}
