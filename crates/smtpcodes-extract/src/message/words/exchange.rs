//! Exchange and Microsoft 365: the section for administrators, in whatever language the rest is.

use crate::message::mail::Mail;
use crate::message::{address, fields, reply};

use super::Finding;

/// Reads the section that names the generating server.
///
/// Its lines are the same in every language: an address alone, then the reply between `#` and `##`, or
/// `Remote Server returned '...'`.
pub(super) fn read(mail: &Mail) -> Vec<Finding> {
    if !mail.words.contains('#') && !mail.words.contains("Remote Server ") {
        return Vec::new();
    }
    let lines: Vec<&str> = mail.words.lines().map(str::trim).collect();
    let Some(reply_at) = lines.iter().position(|l| is_reply(l)) else {
        return Vec::new();
    };
    let Some(from) = lines[..reply_at]
        .iter()
        .rposition(|l| address::leading(l).is_some_and(|(_, rest)| rest.trim().is_empty()))
    else {
        return Vec::new();
    };
    let mut out: Vec<(String, Vec<String>)> = Vec::new();
    for line in &lines[from..] {
        match address::leading(line) {
            Some((found, rest)) if rest.trim().is_empty() => out.push((found, Vec::new())),
            _ => {
                if let Some((_, told)) = out.last_mut() {
                    if is_reply(line) {
                        told.push((*line).to_owned());
                    } else if let Some(last) = told.last_mut()
                        && !line.is_empty()
                    {
                        fields::join(last, line);
                    }
                }
            }
        }
    }
    out.into_iter()
        .filter(|(_, told)| !told.is_empty())
        .map(|(recipient, told)| {
            let best = told
                .iter()
                .rev()
                .max_by_key(|t| reply::weight(reply_of(t)))
                .map_or("", String::as_str);
            let mut finding = Finding::new(Some(recipient), best);
            finding.text = reply::closed(reply_of(best)).to_owned();
            finding
        })
        .collect()
}

fn is_reply(line: &str) -> bool {
    line.contains('#')
        && (line.contains(" #<") && line.contains("#SMTP#")
            || line.starts_with('#')
                && (line.contains(" #") || line.contains("##"))
                && line.len() > 4)
        || line.contains("Remote Server ")
            && (line.contains("returned '") || line.contains("Remote Server returned"))
}

fn reply_of(line: &str) -> &str {
    if let (Some(open), Some(close)) = (line.find("smtp;"), line.rfind("> #"))
        && open < close
    {
        return line[open + "smtp;".len()..close].trim();
    }
    let line = match line.find("returned '") {
        Some(at) => &line[at + "returned '".len()..],
        None => line,
    };
    let end = line.find("##").filter(|&end| end > 0).unwrap_or(line.len());
    let line = line[..end].trim_start_matches(['#', '<', ' ']);
    reply::start(line).map_or(line, |at| &line[at..])
}
