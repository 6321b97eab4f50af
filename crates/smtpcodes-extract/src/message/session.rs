//! Reads what a report tells about the session around a reply: which host answered, and which command.

use crate::Command;

use super::phrases::Phrases;

/// The host, its network address and the command that was answered.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Session {
    pub(crate) host: Option<String>,
    pub(crate) address: Option<String>,
    pub(crate) command: Option<Command>,
}

/// Words that stand directly before the name of the remote host; the earlier ones are believed first.
const BEFORE_HOST: [&str; 17] = [
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

/// Places of the same words that are looked at: more of them tell no more.
const PLACES: usize = 16;

/// Words that name the command, with what stands before and after it.
const AROUND_COMMAND: [(&str, &str); 13] = [
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

/// Words that make the host the one that sent, or the one that reports, in lower case.
static CLIENTS: Phrases = Phrases::new(&[
    "client ",
    "sending ",
    "sender ",
    "your ",
    "source ",
    "originating ",
    "system at ",
    "program at ",
]);

/// All of them are looked for in one pass.
static WORDS: Phrases = Phrases::new(&all_words());

/// Reads the session that this text tells about.
pub(crate) fn read(text: &str) -> Session {
    let mut host: Option<(usize, Host)> = None;
    let mut looked_at = [0; BEFORE_HOST.len()];
    let mut commands = [None; AROUND_COMMAND.len()];
    let mut telling = None;
    for (which, at) in WORDS.all(text) {
        if which < HOSTS_END {
            if looked_at[which] < PLACES && host.as_ref().is_none_or(|(best, _)| which < *best) {
                looked_at[which] += 1;
                if !CLIENTS.close(&text[..at.start]) {
                    host = host_at(&text[at.end..]).map(|found| (which, found)).or(host);
                }
            }
        } else if which < COMMANDS_END {
            commands[which - HOSTS_END].get_or_insert(at.end);
        } else {
            let which = which - COMMANDS_END;
            telling = Some(telling.map_or(which, |best: usize| best.min(which)));
        }
    }
    let command = named(text, &commands)
        .or_else(|| sent(text).unwrap_or_else(|| telling.map(|which| BY_WORDS[which].1)));
    let (host, address) = host.map(|(_, host)| host).or_else(|| host_at(text)).unwrap_or_default();
    Session { host, address, command }
}

/// The name of a host and its network address.
type Host = (Option<String>, Option<String>);

/// Reads `mx.example.com[192.0.2.1]`, `mx.example.com (192.0.2.1)`, `mx.example.com` or an address alone.
fn host_at(text: &str) -> Option<Host> {
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

/// Reads the command behind the words that announce one, where they stand in the text.
fn named(text: &str, places: &[Option<usize>]) -> Option<Command> {
    places.iter().zip(AROUND_COMMAND).find_map(|(at, (_, after))| {
        let near: String = text[(*at)?..].chars().take(60).collect::<String>().to_ascii_lowercase();
        // the last line needs no line end
        let named = match near.split_once(after) {
            Some((named, _)) => named,
            None if after == "\n" => &near,
            None => return None,
        };
        Command::from_words(named.trim().as_bytes())
    })
}

/// Reads the last command of a transcript; nothing where there is no transcript.
fn sent(text: &str) -> Option<Option<Command>> {
    let at = memchr::memmem::rfind(text.as_bytes(), b">>> ")?;
    let word: String = text[at + 4..].chars().take(12).collect();
    Some(Command::from_words(word.to_ascii_lowercase().trim().as_bytes()))
}

/// Whole phrases that tell the command without naming it as a command.
const BY_WORDS: [(&str, Command); 17] = [
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

const HOSTS_END: usize = BEFORE_HOST.len();
const COMMANDS_END: usize = HOSTS_END + AROUND_COMMAND.len();
const WORDS_END: usize = COMMANDS_END + BY_WORDS.len();

const fn all_words() -> [&'static str; WORDS_END] {
    let mut out = [""; WORDS_END];
    let mut at = 0;
    while at < WORDS_END {
        out[at] = if at < HOSTS_END {
            BEFORE_HOST[at]
        } else if at < COMMANDS_END {
            AROUND_COMMAND[at - HOSTS_END].0
        } else {
            BY_WORDS[at - COMMANDS_END].0
        };
        at += 1;
    }
    out
}
