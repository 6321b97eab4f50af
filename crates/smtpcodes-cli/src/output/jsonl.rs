//! Rows as JSON lines, by hand: byte for byte what `serde` writes of them, in a third of the time.

use std::io::{self, Write};

use crate::json;
use crate::record::Row;

/// Appends a row and a line end.
pub fn row(row: &Row<'_>, out: &mut Vec<u8>) -> io::Result<()> {
    let v = &row.verdict;
    out.push(b'{');
    if let Some(id) = row.id {
        write!(out, "\"id\":{},", id.get())?;
    }
    key("\"source\":", out);
    text(&row.source, out)?;
    word(",\"kind\":", row.kind, out);
    maybe_text(",\"time\":", row.time, out)?;
    maybe_text(",\"recipient\":", row.recipient, out)?;
    maybe_text(",\"remote_host\":", row.remote_host, out)?;
    word(",\"command\":", row.command, out);
    number(",\"code\":", row.code, out)?;
    key(",\"enhanced\":", out);
    match row.enhanced {
        Some(code) => {
            out.push(b'"');
            digits(code.class(), out)?;
            out.push(b'.');
            digits(code.subject(), out)?;
            out.push(b'.');
            digits(code.detail(), out)?;
            out.push(b'"');
        }
        None => key("null", out),
    }
    maybe_text(",\"text\":", row.text, out)?;
    word(",\"permanence\":", Some(v.permanence), out);
    word(",\"reason\":", v.reason, out);
    word(",\"bounce\":", v.bounce, out);
    word(",\"fault\":", v.fault, out);
    word(",\"retry\":", v.retry, out);
    number(",\"retry_after\":", v.retry_after, out)?;
    word(",\"action\":", v.action, out);
    word(",\"basis\":", Some(v.basis), out);
    maybe_text(",\"rule\":", v.rule, out)?;
    match v.span {
        Some((start, end)) => {
            key(",\"span\":[", out);
            digits(start, out)?;
            out.push(b',');
            digits(end, out)?;
            out.push(b']');
        }
        None => key(",\"span\":null", out),
    }
    maybe_text(",\"provider\":", v.provider, out)?;
    maybe_text(",\"blocklist\":", v.blocklist, out)?;
    key("}\n", out);
    Ok(())
}

fn key(key: &str, out: &mut Vec<u8>) {
    out.extend_from_slice(key.as_bytes());
}

/// Appends a word of a small vocabulary, in which nothing needs an escape.
fn word(name: &str, word: Option<&'static str>, out: &mut Vec<u8>) {
    key(name, out);
    match word {
        Some(word) => {
            out.push(b'"');
            key(word, out);
            out.push(b'"');
        }
        None => key("null", out),
    }
}

fn number(name: &str, number: Option<impl serde::Serialize>, out: &mut Vec<u8>) -> io::Result<()> {
    key(name, out);
    match number {
        Some(number) => digits(number, out),
        None => {
            key("null", out);
            Ok(())
        }
    }
}

/// Appends a number; the machinery that formats for people takes several times as long.
fn digits(number: impl serde::Serialize, out: &mut Vec<u8>) -> io::Result<()> {
    Ok(serde_json::to_writer(out, &number)?)
}

fn maybe_text(name: &str, value: Option<&str>, out: &mut Vec<u8>) -> io::Result<()> {
    key(name, out);
    match value {
        Some(value) => text(value, out),
        None => {
            key("null", out);
            Ok(())
        }
    }
}

/// Appends a text of somebody else's; most need no escape, which a look at all bytes at once tells.
fn text(text: &str, out: &mut Vec<u8>) -> io::Result<()> {
    let plain = |&byte: &u8| matches!(byte, b' '..=b'~') & (byte != b'"') & (byte != b'\\');
    if text.as_bytes().iter().fold(true, |all, byte| all & plain(byte)) {
        out.push(b'"');
        key(text, out);
        out.push(b'"');
        return Ok(());
    }
    json::value(&text, out)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::Engine;
    use crate::record::Record;

    #[test]
    fn a_row_is_what_serde_writes() {
        let id =
            serde_json::value::to_raw_value(&serde_json::json!({"a": [1, "ö"]})).expect("JSON");
        let texts = [
            "",
            "550 5.1.1 <ann@example.com>: user unknown",
            "421 4.7.0 Try again in 5 minutes, see http://mx.example.net/?a=\"b\"\\c",
            "554 5.7.1 blocked using zen.spamhaus.org\r\n\u{1B}[31m\u{7F}\u{202E}\u{85}Größe \u{1F600}\u{2028}",
            "250 2.0.0 OK",
        ];
        for (at, text) in texts.iter().enumerate() {
            let bare = Record { text: (*text).to_owned(), ..Record::default() };
            let full = Record {
                id: Some(id.clone()),
                line: Some(u64::MAX),
                kind: Some(smtpcodes::Kind::ALL[at]),
                time: Some("Nov 24 00:16:18".to_owned()),
                recipient: Some(format!("{text}@example.com")),
                remote_host: Some("mx1.mail.icloud.com\t".to_owned()),
                command: Some(smtpcodes::Command::Rcpt),
                status: Some(smtpcodes::EnhancedCode::new(5, 7, 999).expect("a code")),
                text: (*text).to_owned(),
            };
            for record in [bare, full] {
                let made = Row::new(&record, "a \"log\".gz", &Engine::Shipped);
                let (mut ours, mut serdes) = (Vec::new(), Vec::new());
                row(&made, &mut ours).expect("memory does not fail");
                json::line(&made, &mut serdes).expect("memory does not fail");
                assert_eq!(String::from_utf8_lossy(&ours), String::from_utf8_lossy(&serdes));
            }
        }
    }
}
