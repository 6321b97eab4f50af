//! Events of a provider that came by mail: JSON in the words of a message.

use crate::Event;

use super::mail::Mail;

/// Reads the JSON object that the words open with, and takes it for the event of a provider.
pub(crate) fn read(mail: &Mail) -> Vec<Event> {
    let words = mail.whole.trim_start();
    if !words.starts_with('{') {
        return Vec::new();
    }
    let text = unwrapped(words);
    serde_json::Deserializer::from_str(&text)
        .into_iter::<serde_json::Value>()
        .next()
        .and_then(Result::ok)
        .and_then(|value| crate::provider::read(&value))
        .unwrap_or_default()
}

/// Joins lines that some system on the way has wrapped in the middle of a string.
///
/// Sendmail ends an overlong line with `!` and begins the next one with a blank.
fn unwrapped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for line in text.lines() {
        let line = if out.ends_with('!') && line.starts_with(' ') {
            out.pop();
            &line[1..]
        } else {
            line
        };
        out.push_str(line);
    }
    out
}
