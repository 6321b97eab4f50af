//! JSON objects, one a line: replies with what is known around them, or the events of a mail provider.

use serde::Deserialize;
use serde_json::value::RawValue;
use smtpcodes::{Command, Kind};
use smtpcodes_extract::{Problem, provider};

use super::Chunk;
use crate::record::Record;

/// What is read of an object; other keys do not matter.
#[derive(Deserialize)]
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
pub fn read(chunk: &Chunk, found: &mut dyn FnMut(Result<Record, Problem>)) {
    for (number, line) in chunk.lines() {
        let line = line.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(line);
        if line.iter().all(u8::is_ascii_whitespace) {
            continue;
        }
        match read_line(line, number) {
            Ok(records) => records.into_iter().for_each(|record| found(Ok(record))),
            Err(message) => found(Err(Problem::new("", message).at_line(number))),
        }
    }
    if let Some(problem) = chunk.problem() {
        found(Err(problem));
    }
}

fn read_line(line: &[u8], number: u64) -> Result<Vec<Record>, String> {
    let text = String::from_utf8_lossy(line);
    match serde_json::from_str::<Object>(&text) {
        Ok(Object { text: Some(reply), id, kind, time, recipient, remote_host, command, status, enhanced }) => {
            Ok(vec![Record {
                id,
                line: Some(number),
                kind: kind.and_then(|kind| kind.parse::<Kind>().ok()),
                time,
                recipient,
                remote_host,
                command: command.and_then(|words| Command::from_words(words.as_bytes())),
                status: status.or(enhanced).and_then(|code| code.parse().ok()),
                text: reply,
            }])
        }
        object => {
            let events = serde_json::from_str(&text).ok().and_then(|value| provider::read(&value));
            match (events, object) {
                (Some(events), _) => Ok(events
                    .into_iter()
                    .map(|event| Record { line: Some(number), ..event.into() })
                    .collect()),
                (None, Ok(_)) => Err("the object has no `text`, and is no event of a provider that is known".to_owned()),
                (None, Err(error)) => Err(format!(
                    "is no object with `text`, one a line: {}",
                    error.to_string().replace(" at line 1 column", " at column")
                )),
            }
        }
    }
}
