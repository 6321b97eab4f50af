//! Finds out what is asked: a code, a name, or a whole reply.

use smtpcodes::{
    Basis, Blocklist, Context, EnhancedCode, EnhancedEntry, InvalidEnhancedCode, Provider, Reason,
    ReplyCode, ReplyEntry, RuleEntry, VendorEntry, find_codes,
};
use smtpcodes_extract::pieces::unescape;

use crate::engine::Engine;

/// Something that can be explained.
#[derive(Debug)]
pub enum Query {
    ReplyCode(u16, Option<&'static ReplyEntry>),
    Enhanced(EnhancedCode),
    /// `X.1.1`: a registered code of any class.
    Registered(&'static EnhancedEntry),
    Vendor(&'static VendorEntry),
    Reason(Reason),
    Provider(Provider),
    Blocklist(Blocklist),
    Rule(&'static RuleEntry),
    /// A reply, or words of one, with real line ends.
    Text(String),
}

/// What to say when nothing is asked.
pub const NOTHING: &str = "nothing to explain: give a reply code such as 550, an enhanced code such as 5.1.1, \
                           a reason such as mailbox_full, or a whole reply in quotes";

/// Finds out what is asked.
///
/// # Errors
/// Says what is wrong with it, and what would be right.
pub fn read(what: &str, engine: &Engine) -> Result<Query, String> {
    let word = what.trim();
    if word.is_empty() {
        return Err(NOTHING.to_owned());
    }
    let bare = word.trim_matches(|c: char| "()[]<>#:;,.\"'`".contains(c));
    if is_number(bare) {
        return read_code(bare);
    }
    if let Some(query) = read_name(word) {
        return Ok(query);
    }
    let text = unescape(word.as_bytes());
    let codes = find_codes(&text);
    let known = codes.reply.is_some()
        || codes.enhanced.is_some()
        || engine.classify_in(&text, &Context::new()).basis() != Basis::None;
    if known {
        Ok(Query::Text(String::from_utf8_lossy(&text).into_owned()))
    } else {
        Err(unknown(word))
    }
}

/// Says whether the text is digits and dots, or a pattern such as `X.1.1`.
fn is_number(word: &str) -> bool {
    let digits = word.strip_prefix(['x', 'X']).filter(|rest| rest.starts_with('.')).unwrap_or(word);
    digits.bytes().any(|b| b.is_ascii_digit())
        && digits.bytes().all(|b| b.is_ascii_digit() || b == b'.')
}

fn read_code(number: &str) -> Result<Query, String> {
    if let Some(rest) = number.strip_prefix(['x', 'X']) {
        let code: EnhancedCode = format!("5{rest}")
            .parse()
            .map_err(|error: InvalidEnhancedCode| format!("{number} is {error}"))?;
        let entry = code.entry().ok_or_else(|| {
            format!(
                "{number} is not registered; `smtpcodes list enhanced` shows the codes that are"
            )
        })?;
        return Ok(Query::Registered(entry));
    }
    if number.contains('.') {
        let code = number.parse::<EnhancedCode>();
        return code.map(Query::Enhanced).map_err(|error| format!("{number} is {error}"));
    }
    let named = |code| ReplyEntry::all().iter().find(|entry| entry.code == code);
    match (number.parse::<ReplyCode>(), number.parse::<u16>()) {
        (Ok(code), _) => Ok(Query::ReplyCode(code.as_u16(), code.entry())),
        (Err(_), Ok(code)) if number.len() == 3 && named(code).is_some() => {
            Ok(Query::ReplyCode(code, named(code)))
        }
        (Err(error), _) => Err(format!("{number} is {error}")),
    }
}

fn read_name(word: &str) -> Option<Query> {
    let name = word.to_ascii_lowercase();
    let by_reply = || {
        let entry = ReplyEntry::all().iter().find(|entry| entry.name == name)?;
        Some(Query::ReplyCode(entry.code, Some(entry)))
    };
    let registered = || EnhancedEntry::all().iter().find(|entry| entry.name == name);
    let vendor = || VendorEntry::all().iter().find(|entry| entry.name == name);
    let rule = || RuleEntry::all().iter().find(|rule| rule.id == name);
    let reason = name.parse().ok().map(Query::Reason);
    reason
        .or_else(|| Provider::from_name(&name).map(Query::Provider))
        .or_else(|| Blocklist::from_name(&name).map(Query::Blocklist))
        .or_else(by_reply)
        .or_else(|| registered().map(Query::Registered))
        .or_else(|| vendor().map(Query::Vendor))
        .or_else(|| rule().map(Query::Rule))
}

fn unknown(word: &str) -> String {
    const SHOWN: usize = 60;
    let mut shown: String = word.chars().take(SHOWN).collect();
    if shown.len() < word.len() {
        shown.push('…');
    }
    let near = Reason::ALL
        .into_iter()
        .map(|reason| (strsim::jaro_winkler(word, reason.as_str()), reason.as_str()))
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .filter(|(score, _)| *score > 0.85);
    let hint = near.map_or_else(String::new, |(_, name)| format!(" Did you mean {name}?"));
    if word.starts_with("--") && !word.contains(char::is_whitespace) {
        return format!(
            "`{shown}` is no option of `explain`; `smtpcodes explain --help` shows those it has"
        );
    }
    format!(
        "`{shown}` has no code and no words that are known.{hint} Give a reply code from 200 to 599, an enhanced code \
         such as 5.1.1, a reason (`smtpcodes list reasons` shows them), or a whole reply in quotes"
    )
}

/// Says whether the arguments are the words of one reply that nobody quoted: `550 5.1.1 user unknown`.
pub fn are_words_of_a_reply(arguments: &[String]) -> bool {
    let Some((first, rest)) = arguments.split_first() else { return false };
    let begins = first.get(..3).is_some_and(|code| code.parse::<ReplyCode>().is_ok())
        && first.as_bytes().get(3).is_none_or(|&b| matches!(b, b' ' | b'-'))
        || first.parse::<EnhancedCode>().is_ok();
    let is_question = |word: &String| is_number(word) || word == "-" || read_name(word).is_some();
    let one_word_each = arguments.iter().all(|word| !word.contains(char::is_whitespace));
    begins && !rest.is_empty() && one_word_each && !arguments.iter().all(is_question)
}

/// Cuts standard input into questions: each line where each is one, or else the whole as one reply.
pub fn split_input(input: &str) -> Vec<String> {
    let lines: Vec<&str> = input.lines().filter(|line| !line.trim().is_empty()).collect();
    let alone = |line: &&str| {
        let line = line.trim();
        let begins = line
            .get(..4)
            .is_some_and(|head| head.ends_with(' ') && head[..3].parse::<ReplyCode>().is_ok());
        begins || is_number(line) || read_name(line).is_some()
    };
    if lines.len() > 1 && lines.iter().all(alone) {
        return lines.into_iter().map(str::to_owned).collect();
    }
    vec![input.trim().to_owned()]
}
