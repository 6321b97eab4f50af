//! The syntax of a pattern: folded words, with `*` for a gap.

use smtpcodes_matcher::fold_pattern;

/// The shortest piece between gaps, in bytes: the prefix that the tables are entered by.
const SHORTEST: usize = 3;

/// The longest pattern, in bytes.
const LONGEST: usize = 200;

/// A piece of a pattern, owned.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct OwnedPiece {
    pub(crate) bytes: Vec<u8>,
    pub(crate) whole_word: bool,
}

/// Cuts a pattern into its pieces, or says what is wrong with it.
pub(crate) fn pieces(pattern: &str) -> Result<Vec<OwnedPiece>, String> {
    if pattern.len() > LONGEST {
        return Err(format!(
            "the pattern `{pattern}` has {} bytes; {LONGEST} are the most: keep the words that tell",
            pattern.len()
        ));
    }
    if let Some(upper) = pattern.chars().find(char::is_ascii_uppercase) {
        return Err(format!(
            "the pattern `{pattern}` has a capital `{upper}`; patterns are lower case"
        ));
    }
    if pattern.chars().any(|c| c.is_control() || matches!(c, '\u{2018}' | '\u{2019}' | '\u{a0}')) {
        return Err(format!(
            "the pattern {pattern:?} has a control character, a no-break space or a typographic quote; \
             write what they fold to: a space, or '"
        ));
    }
    if pattern.contains("  ") || pattern.trim() != pattern {
        return Err(format!(
            "the pattern `{pattern}` has spaces at an end, or two in a row; one is enough"
        ));
    }
    let mut pieces = Vec::new();
    fold_pattern(pattern, |piece| {
        pieces.push(OwnedPiece { bytes: piece.bytes.to_vec(), whole_word: piece.whole_word });
    });
    if pieces.is_empty() {
        return Err(format!("the pattern `{pattern}` has no words"));
    }
    for piece in &pieces {
        let text = String::from_utf8_lossy(&piece.bytes);
        if piece.bytes.len() < SHORTEST {
            return Err(format!(
                "the piece `{text}` of the pattern `{pattern}` has less than {SHORTEST} bytes; \
                 take a neighbouring word in"
            ));
        }
        if piece.bytes[0].is_ascii_alphanumeric()
            || piece.bytes[0] >= 0xC0
            || piece.bytes[0].is_ascii_punctuation()
        {
            continue;
        }
        return Err(format!(
            "the piece `{text}` of the pattern `{pattern}` starts inside a character"
        ));
    }
    // Where a piece begins a later one, every sighting of the later is one of the earlier too, and replaces it.
    for (at, piece) in pieces.iter().enumerate() {
        let later = pieces[at + 1..].iter().find(|later| later.bytes.starts_with(&piece.bytes));
        if let Some(later) = later {
            return Err(format!(
                "the piece `{}` of the pattern `{pattern}` begins the later piece `{}`; leave it out",
                String::from_utf8_lossy(&piece.bytes),
                String::from_utf8_lossy(&later.bytes)
            ));
        }
    }
    Ok(pieces)
}
