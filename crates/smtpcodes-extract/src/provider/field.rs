//! Fields of JSON objects, by their path, as events want them.

use serde_json::Value;

use crate::log::clock;

/// Returns the text at a path such as `/mail/source`.
pub(super) fn text<'a>(value: &'a Value, path: &str) -> Option<&'a str> {
    value.pointer(path)?.as_str().filter(|text| !text.is_empty())
}

/// Returns the text or number at a path.
pub(super) fn word(value: &Value, path: &str) -> Option<String> {
    match value.pointer(path)? {
        Value::String(text) if !text.is_empty() => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// Returns the list at a path, or none of it.
pub(super) fn list<'a>(value: &'a Value, path: &str) -> impl Iterator<Item = &'a Value> {
    value.pointer(path).and_then(Value::as_array).into_iter().flatten()
}

/// Returns the number at a path, also where it is written as text.
pub(super) fn number(value: &Value, path: &str) -> Option<f64> {
    match value.pointer(path)? {
        Value::Number(number) => number.as_f64(),
        Value::String(text) => text.parse().ok().filter(|n: &f64| n.is_finite()),
        _ => None,
    }
}

/// Returns the time at a path: a text as received, seconds or milliseconds since 1970 as RFC 3339.
pub(super) fn time(value: &Value, path: &str) -> Option<String> {
    match number(value, path) {
        // seconds stay below this until the year 5138
        Some(number) if number >= 1e11 => clock::from_seconds(number / 1000.0),
        Some(number) => clock::from_seconds(number),
        None => text(value, path).map(str::to_owned),
    }
}

/// Returns the reply without the type that a delivery report puts before it: `smtp; 550 ...`.
pub(super) fn reply(text: &str) -> Vec<u8> {
    let text = text.trim();
    let typed = text.get(..5).filter(|head| head.eq_ignore_ascii_case("smtp;"));
    typed.map_or(text, |head| text[head.len()..].trim_start()).as_bytes().to_vec()
}

/// Returns the address of `Name <address>`, or the text itself.
pub(super) fn mailbox(text: &str) -> String {
    let inner = text.rsplit_once('<').and_then(|(_, rest)| rest.split_once('>'));
    inner.map_or(text, |(address, _)| address).trim().to_owned()
}

/// Joins the words that are there with a slash.
pub(super) fn label(words: &[Option<&str>]) -> Option<String> {
    let words: Vec<&str> =
        words.iter().flatten().copied().filter(|word| !word.is_empty()).collect();
    (!words.is_empty()).then(|| words.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn times_of_every_unit_become_rfc_3339() {
        let value = json!({"s": 1_700_000_000, "ms": 1_700_000_000_000_i64, "t": "1700000000", "iso": "2023-11-14T22:13:20+00:00", "n": null});
        for path in ["/s", "/ms", "/t"] {
            assert_eq!(time(&value, path).as_deref(), Some("2023-11-14T22:13:20Z"), "{path}");
        }
        assert_eq!(time(&value, "/iso").as_deref(), Some("2023-11-14T22:13:20+00:00"));
        assert_eq!(time(&value, "/n"), None);
        assert_eq!(time(&json!({"s": 1e300}), "/s"), None);
    }

    #[test]
    fn a_reply_loses_its_type_only() {
        assert_eq!(reply("smtp; 550 5.1.1 no"), b"550 5.1.1 no");
        assert_eq!(reply("SMTP;550 no"), b"550 no");
        assert_eq!(reply(" 550 no "), b"550 no");
        assert_eq!(reply("smtpö"), "smtpö".as_bytes());
        assert_eq!(mailbox("Ann <ann@example.com>"), "ann@example.com");
        assert_eq!(mailbox("ann@example.com"), "ann@example.com");
    }
}
