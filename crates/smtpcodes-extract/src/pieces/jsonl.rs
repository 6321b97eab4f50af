//! JSON objects, one a line: replies with what is known around them, or the events of a mail provider.

use serde::Deserialize;
use serde::de::IgnoredAny;
use serde_json::Deserializer;
use serde_json::value::RawValue;

use super::chunks::Chunk;
use crate::{Command, Event, Kind, Problem, provider};

/// What is read of an object; other keys do not matter.
#[derive(Deserialize)]
#[serde(expecting = "an object")]
struct Object {
    id: Option<Box<RawValue>>,
    text: Option<String>,
    kind: Option<String>,
    time: Option<String>,
    recipient: Option<String>,
    remote_host: Option<String>,
    command: Option<String>,
    status: Option<String>,
    enhanced: Option<String>,
}

/// Reads the objects of a piece; a bad line does not cost the others.
pub(super) fn read(chunk: &Chunk, found: &mut dyn FnMut(Result<Event, Problem>)) {
    for (number, line) in chunk.lines() {
        let line = line.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(line);
        if !line.iter().all(u8::is_ascii_whitespace) {
            value(&String::from_utf8_lossy(line), number, found);
        }
    }
    if let Some(problem) = chunk.problem() {
        found(Err(problem));
    }
}

/// Reads values that stand over several lines, as programs for people print them.
pub(super) fn read_document(bytes: &[u8], found: &mut dyn FnMut(Result<Event, Problem>)) {
    let text = String::from_utf8_lossy(bytes);
    let text = text.trim_start_matches('\u{FEFF}');
    let mut values = Deserializer::from_str(text).into_iter::<&RawValue>();
    loop {
        let rest = &text[values.byte_offset()..];
        let before = text.len() - rest.trim_start().len();
        let line = 1 + memchr::memchr_iter(b'\n', &text.as_bytes()[..before]).count() as u64;
        match values.next() {
            Some(Ok(raw)) => value(raw.get(), line, found),
            Some(Err(error)) => {
                let message = format!("what follows is no JSON: {error}");
                return found(Err(Problem::new("", message).at_line(line)));
            }
            None => return,
        }
    }
}

/// Says whether the content is JSON whose values do not end where their first line ends.
pub(super) fn is_document(start: &[u8]) -> bool {
    let text = String::from_utf8_lossy(start);
    let text = text.trim_start_matches('\u{FEFF}').trim_start();
    let goes_on = |text: &str| {
        let first = Deserializer::from_str(text).into_iter::<IgnoredAny>().next();
        matches!(first, Some(Err(error)) if error.is_eof())
    };
    let first_line = text.lines().next().unwrap_or_default();
    let whole = Deserializer::from_str(text).into_iter::<IgnoredAny>().next();
    let is_json = matches!(whole, Some(Ok(_))) || goes_on(text);
    text.starts_with(['{', '[']) && first_line.len() < text.len() && goes_on(first_line) && is_json
}

/// Reads one value: a reply, an event of a provider, or a list of them.
fn value(text: &str, line: u64, found: &mut dyn FnMut(Result<Event, Problem>)) {
    let error = match entry(text, line) {
        Ok(events) => return events.into_iter().for_each(|event| found(Ok(event))),
        Err(error) => error,
    };
    match serde_json::from_str::<Vec<&RawValue>>(text) {
        Ok(list) => {
            for raw in list {
                match entry(raw.get(), line) {
                    Ok(events) => events.into_iter().for_each(|event| found(Ok(event))),
                    Err(error) => found(Err(Problem::new("", error).at_line(line))),
                }
            }
        }
        Err(_) => found(Err(Problem::new("", error).at_line(line))),
    }
}

/// Reads a reply, or what a provider sent.
fn entry(text: &str, line: u64) -> Result<Vec<Event>, String> {
    let error = match serde_json::from_str::<Object>(text) {
        Ok(Object {
            text: Some(text),
            id,
            kind,
            time,
            recipient,
            remote_host,
            command,
            status,
            enhanced,
        }) => {
            return Ok(vec![Event {
                input_id: id.map(|id| id.get().to_owned()),
                line: Some(line),
                kind: kind.and_then(|kind| kind.parse::<Kind>().ok()),
                time,
                recipient,
                remote_host,
                command: command.and_then(|words| Command::from_words(words.as_bytes())),
                status: status.or(enhanced),
                text: text.into_bytes(),
                ..Event::default()
            }]);
        }
        Ok(_) => "the object has no `text`, and is no event of a provider that is known".to_owned(),
        Err(error) => {
            let place = error.to_string().replace(" at line 1 column", " at column");
            format!("is no object with `text`: {place}")
        }
    };
    let events = serde_json::from_str(text).ok().and_then(|value| provider::read(&value));
    let events = events.ok_or(error)?;
    Ok(events.into_iter().map(|event| Event { line: Some(line), ..event }).collect())
}
