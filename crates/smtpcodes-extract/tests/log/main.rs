//! Reads lines written in the style of each mail system and checks every field of every event.
#![allow(clippy::unwrap_used)]

mod cisco;
mod dovecot;
mod exchange;
mod exim;
mod haraka;
mod hostile;
mod journal;
mod kumomta;
mod opensmtpd;
mod postfix;
mod powermta;
mod qmail;
mod sendmail;
mod stalwart;

use serde_json::{Map, Value};
use smtpcodes_extract::log::{Format, Reader};
use smtpcodes_extract::{Event, Problem};

/// Writes an event as an object of the fields it has, so that a test states all of them.
pub fn fields(event: &Event) -> Value {
    let mut object = Map::new();
    let mut set = |key: &str, value: Option<Value>| {
        if let Some(value) = value {
            object.insert(key.to_owned(), value);
        }
    };
    let text = |value: &Option<String>| value.clone().map(Value::from);
    set("kind", event.kind.map(|kind| kind.as_str().into()));
    set("time", text(&event.time));
    set("recipient", text(&event.recipient));
    set("sender", text(&event.sender));
    set("id", text(&event.id));
    set("host", text(&event.remote_host));
    set("address", text(&event.remote_address));
    set("command", event.command.map(|command| command.as_str().into()));
    set("delay", event.delay.map(Value::from));
    let reply = String::from_utf8_lossy(&event.text).into_owned();
    set("text", (!reply.is_empty()).then(|| reply.into()));
    set("status", text(&event.status));
    set("label", text(&event.provider_label));
    set("line", event.line.map(Value::from));
    Value::Object(object)
}

/// Reads a log, deliveries included, and returns its events and problems.
pub fn run(mut reader: Reader, log: &[u8]) -> (Vec<Value>, Vec<Problem>) {
    let (mut events, mut problems) = (Vec::new(), Vec::new());
    let mut sink = |event: Event| events.push(fields(&event));
    for (at, line) in log.split(|b| *b == b'\n').enumerate() {
        problems.extend(reader.line(line, at as u64 + 1, &mut sink).err());
    }
    problems.extend(reader.finish(&mut sink).err());
    (events, problems)
}

/// Reads a log that has no problem.
pub fn events(log: &str) -> Vec<Value> {
    let (events, problems) = run(Reader::new().deliveries(true), log.as_bytes());
    assert_eq!(problems, []);
    events
}

/// Reads a log of a forced format that has no problem.
pub fn events_of(format: Format, log: &str) -> Vec<Value> {
    let (events, problems) = run(Reader::with_format(format).deliveries(true), log.as_bytes());
    assert_eq!(problems, []);
    events
}

/// Returns what the reader says about a log that is broken, after checking that its neighbours were read.
pub fn problem(line: &str) -> String {
    let good = "Nov 24 00:16:18 mx1 postfix/smtp[7]: 9F: to=<z@example.com>, relay=none, dsn=4.4.1, status=deferred (later)";
    let log = format!("{good}\n{line}\n{good}");
    let (events, problems) = run(Reader::new(), log.as_bytes());
    assert_eq!(events.len(), 2, "the neighbours of {line}");
    assert_eq!(problems.len(), 1, "{line}");
    assert_eq!(problems[0].line, Some(2));
    problems[0].message.clone()
}
