//! Lines that are JSON: records of KumoMTA and Stalwart, journal entries, Haraka's, and events of providers.

use serde_json::Value;

use crate::{Kind, provider};

use super::attempts::Attempts;
use super::output::{Outcome, Output};
use super::{haraka, journal, kumomta, reader, stalwart};

/// Reads one line.
pub(super) fn read(line: &[u8], attempts: &mut Attempts, out: &mut Output<'_>) -> Outcome {
    match kumomta::is_routine(line) {
        Some(Kind::Delivered) if out.skips_delivery() => return Ok(()),
        Some(Kind::Delivered) | None => {}
        Some(_) => return Ok(()),
    }
    let value: Value =
        serde_json::from_slice(line).map_err(|_| "one whole JSON value on the line")?;
    value_of(&value, attempts, out)
}

fn value_of(value: &Value, attempts: &mut Attempts, out: &mut Output<'_>) -> Outcome {
    if let Value::Array(list) = value {
        return list.iter().try_for_each(|value| value_of(value, attempts, out));
    }
    let Value::Object(object) = value else {
        return Err("a JSON object");
    };
    if let Some(entry) = journal::Entry::from_json(object) {
        return reader::entry(&entry, attempts, out);
    }
    if kumomta::is(object) {
        return kumomta::read(object, out);
    }
    let word = |key: &str| object.get(key).and_then(Value::as_str);
    if word("type").is_some_and(|name| name.starts_with("delivery.")) && object.contains_key("data")
    {
        return stalwart::json(value, out);
    }
    if let (Some(id), Some(message), Some(_)) = (word("uuid"), word("message"), word("source")) {
        return haraka::line(
            word("timestamp").map(str::as_bytes),
            id.as_bytes(),
            message.as_bytes(),
            out,
        );
    }
    match object.get("events") {
        Some(Value::Array(events)) if events.iter().any(is_stalwart) => {
            return events.iter().try_for_each(|event| stalwart::json(event, out));
        }
        _ => {}
    }
    let events = provider::read(value)
        .ok_or("a record of KumoMTA, Stalwart or the journal, or an event of a known provider")?;
    for event in events {
        out.emit(event);
    }
    Ok(())
}

fn is_stalwart(event: &Value) -> bool {
    event.get("data").is_some() && event.get("createdAt").is_some()
}
