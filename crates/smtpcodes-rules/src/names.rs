//! The words that rules may use, and their numbers.

/// A word and its number.
pub type Named = (String, u8);

/// A reason as the compiler needs it.
#[derive(Clone, Debug)]
pub struct ReasonName {
    /// `mailbox_unknown`
    pub name: String,
    /// Its published number.
    pub number: u8,
    /// The smaller decides first.
    pub precedence: u8,
    /// It blames the recipient.
    pub recipient: bool,
}

/// Every word a rule may use for something that another file of the spec defines.
#[derive(Clone, Debug, Default)]
pub struct Names {
    /// The reasons.
    pub reasons: Vec<ReasonName>,
    /// The providers.
    pub providers: Vec<Named>,
    /// The block lists.
    pub blocklists: Vec<Named>,
    /// The commands.
    pub commands: Vec<Named>,
    /// The bounces.
    pub bounces: Vec<Named>,
    /// The retries.
    pub retries: Vec<Named>,
}

/// Finds the number of `name`, or says what could have been meant.
pub(crate) fn number_of(list: &[Named], what: &str, name: &str) -> Result<u8, String> {
    match list.iter().find(|(known, _)| known == name) {
        Some(&(_, number)) => Ok(number),
        None => Err(unknown(what, name, list.iter().map(|(known, _)| known.as_str()))),
    }
}

pub(crate) fn unknown<'a>(what: &str, name: &str, known: impl Iterator<Item = &'a str>) -> String {
    let known: Vec<&str> = known.collect();
    let close = known.iter().copied().min_by_key(|candidate| distance(candidate, name));
    match close {
        Some(close) if distance(close, name) <= 3 => {
            format!("there is no {what} `{name}`; did you mean `{close}`?")
        }
        _ if known.len() <= 40 => {
            format!("there is no {what} `{name}`; there are {}", known.join(", "))
        }
        _ => format!("there is no {what} `{name}`; `smtpcodes list` shows those there are"),
    }
}

/// How many letters must be changed to make one word of the other.
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, ca) in a.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, cb) in b.iter().enumerate() {
            let changed = diagonal + usize::from(ca != *cb);
            diagonal = row[j + 1];
            row[j + 1] = changed.min(diagonal + 1).min(row[j] + 1);
        }
    }
    row[b.len()]
}
