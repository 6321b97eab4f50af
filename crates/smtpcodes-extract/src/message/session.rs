//! Reads what a report tells about the session around a reply: which host answered, and which command.

use crate::Command;

/// The host, its network address and the command that was answered.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Session {
    pub(crate) host: Option<String>,
    pub(crate) address: Option<String>,
    pub(crate) command: Option<Command>,
}

/// Words that stand directly before the name of the remote host.
const BEFORE_HOST: &[&str] = &[
    "while talking to ",
    "refused to talk to me: host ",
    "connect to ",
    "lost connection with ",
    "conversation with ",
    "remote server at ",
    "remote host at ",
    "server for the recipient domain ",
    "error from remote server ",
    "host: ",
    "host ",
    "server ",
    "rejected by ",
    "giving up on ",
    "connected to ",
    "error transferring to ",
    " by ",
];

/// Words that name the command, with what stands before and after it.
const AROUND_COMMAND: &[(&str, &str)] = &[
    ("in reply to ", " command"),
    ("in reply to ", ")"),
    ("error from remote mail server after ", ":"),
    ("error from remote mailer after ", ":"),
    ("error from remote server after ", ":"),
    ("error from remote mail server in response to ", ":"),
    ("did not like our ", ":"),
    ("error from remote server for ", " command"),
    ("while sending ", ")"),
    ("while sending ", "\n"),
    ("smtp error from ", " command"),
    ("sent: ", "\n"),
    ("-smtp command\n", "\n"),
];

/// Reads the session that this text tells about.
pub(crate) fn read(text: &str) -> Session {
    let lower = text.to_ascii_lowercase();
    let (host, address) = BEFORE_HOST
        .iter()
        .find_map(|words| {
            lower.match_indices(words).take(16).find_map(|(i, _)| host_at(&text[i + words.len()..]))
        })
        .or_else(|| host_at(text))
        .unwrap_or_default();
    Session { host, address, command: command(&lower) }
}

/// Reads `mx.example.com[192.0.2.1]`, `mx.example.com (192.0.2.1)`, `mx.example.com` or an address alone.
fn host_at(text: &str) -> Option<(Option<String>, Option<String>)> {
    let text = text.trim_start_matches(['<', '"', '\'']);
    let end = text
        .find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_')))
        .unwrap_or(text.len());
    let name = text[..end].trim_end_matches('.');
    let rest = text[end..].trim_start_matches([' ', '.', '>']);
    let address = rest
        .strip_prefix(['[', '('])
        .or_else(|| (end == 0).then(|| text.strip_prefix('[')).flatten())
        .and_then(|r| r.split([']', ')', ':']).next().map(|short| (r, short)))
        .and_then(|(r, short)| {
            network_address(r.split([']', ')']).next()?).or_else(|| network_address(short))
        });
    if let Some(own) = network_address(name) {
        return Some((None, Some(own)));
    }
    let named = name.contains('.')
        && name
            .rsplit('.')
            .next()
            .is_some_and(|top| top.len() >= 2 && top.bytes().all(|b| b.is_ascii_alphabetic()))
        && !text[end..].starts_with('@');
    match (named, address) {
        (true, address) => Some((Some(name.to_owned()), address)),
        (false, Some(address)) if end == 0 => Some((None, Some(address))),
        _ => None,
    }
}

/// Returns the text as a network address, or nothing.
pub(crate) fn network_address(text: &str) -> Option<String> {
    let text = text.trim().trim_start_matches("IPv6:").trim_start_matches("IPv6");
    text.parse::<std::net::IpAddr>().ok().map(|a| a.to_string())
}

fn command(lower: &str) -> Option<Command> {
    if let Some(found) = AROUND_COMMAND.iter().find_map(|(before, after)| {
        let rest = &lower[lower.find(before)? + before.len()..];
        let short: String = rest.chars().take(60).collect();
        // the last line needs no line end
        let named = match short.split_once(after) {
            Some((named, _)) => named,
            None if *after == "\n" => &short,
            None => return None,
        };
        Command::from_words(named.trim().as_bytes())
    }) {
        return Some(found);
    }
    if let Some(sent) = lower.rfind(">>> ") {
        let word: String = lower[sent + 4..].chars().take(12).collect();
        return Command::from_words(word.trim().as_bytes());
    }
    BY_WORDS.iter().find_map(|(words, command)| lower.contains(words).then_some(*command))
}

/// Whole phrases that tell the command without naming it as a command.
const BY_WORDS: &[(&str, Command)] = &[
    ("server after initial connection", Command::Connect),
    ("transfer of mail text", Command::Data),
    ("after end of data", Command::Data),
    ("[rcpt_to]", Command::Rcpt),
    ("[mail_from]", Command::Mail),
    ("[data]", Command::Data),
    ("does not like recipient", Command::Rcpt),
    ("sender was rejected", Command::Mail),
    ("my name was rejected", Command::Helo),
    ("failed after i sent the message", Command::Data),
    ("refused to talk to me", Command::Connect),
    ("connection refused", Command::Connect),
    ("(state 13)", Command::Mail),
    ("(state 14)", Command::Rcpt),
    ("(state 15)", Command::Data),
    ("(state 17)", Command::Data),
    ("(state 18)", Command::Data),
];
