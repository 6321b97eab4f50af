//! Finds mail addresses in lines that people were meant to read.

/// Tells whether the text looks like `local@domain`.
pub(crate) fn is_address(text: &str) -> bool {
    let Some(at) = text.rfind('@') else {
        return false;
    };
    let (local, domain) = (&text[..at], &text[at + 1..]);
    let quoted = local.len() > 2 && local.starts_with('"') && local.ends_with('"');
    !local.is_empty()
        && local.len() <= 512
        && (quoted || !local.contains(['"', '<', '>', '(', ')', ',', ';', ' ', '\t', '\\']))
        && !local.contains("://")
        && domain.len() <= 255
        && !domain.starts_with(['.', '-'])
        && (domain.starts_with('[') && domain.ends_with(']')
            || domain.chars().all(|c| c.is_alphanumeric() || matches!(c, '.' | '-' | '_')))
        && !domain.is_empty()
}

/// Returns the bare address of an address field such as `Name <a@b.example> (note)` or `rfc822; a@b.example`.
pub(crate) fn bare(value: &str) -> Option<String> {
    let value = value.trim();
    if let (Some(open), Some(close)) = (value.rfind('<'), value.rfind('>'))
        && open < close
    {
        let inner = trimmed(&value[open + 1..close]);
        if is_address(inner) {
            return Some(inner.to_owned());
        }
    }
    all(value).into_iter().next()
}

/// Returns the first address of the text.
pub(crate) fn first(text: &str) -> Option<&str> {
    text.match_indices('@').take(20).find_map(|(at, _)| around(text, at))
}

/// Returns every address of the text, in order, without repeats.
pub(crate) fn all(text: &str) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for at in text.match_indices('@').map(|(i, _)| i).take(2000) {
        if let Some(found) = around(text, at)
            && !out.iter().any(|a| a.eq_ignore_ascii_case(found))
        {
            out.push(found.to_owned());
        }
    }
    out
}

/// Returns the address whose `@` stands at this offset.
fn around(text: &str, at: usize) -> Option<&str> {
    let before = &text[..at];
    let start = if before.ends_with('"') {
        before[..at - 1].rfind('"')?
    } else {
        before
            .rfind(|c: char| {
                c.is_whitespace()
                    || matches!(
                        c,
                        '<' | '>'
                            | '('
                            | ')'
                            | ','
                            | ';'
                            | ':'
                            | '"'
                            | '\''
                            | '['
                            | ']'
                            | '|'
                            | '「'
                            | '“'
                            | '：'
                            | '（'
                            | '、'
                            | '，'
                            | '《'
                            | '«'
                    )
            })
            .map_or(0, |i| i + before[i..].chars().next().map_or(1, char::len_utf8))
    };
    let start = with_apostrophe(before, start);
    let start = start + beside_ideographs(&before[start..]);
    let after = &text[at + 1..];
    let end = if after.starts_with('[') {
        after.find(']')? + 1
    } else {
        let mut last = '.';
        after
            .find(|c: char| {
                let runs_on = is_ideograph(c) && last.is_ascii_alphanumeric();
                last = c;
                runs_on || !(c.is_alphanumeric() || matches!(c, '.' | '-' | '_'))
            })
            .unwrap_or(after.len())
    };
    let found = trimmed(&text[start..at + 1 + end]);
    is_address(found).then_some(found)
}

/// Returns where a local part begins that holds an apostrophe, as in `<o'neil@example.org>`: elsewhere it is a quote.
fn with_apostrophe(before: &str, start: usize) -> usize {
    let Some(outer) = before[..start].strip_suffix('\'') else {
        return start;
    };
    let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_' | '+');
    let open = outer.trim_end_matches(is_part);
    if open.ends_with('<') && open.len() < outer.len() { open.len() } else { start }
}

/// Returns where the local part begins behind words of a language that sets no blanks.
fn beside_ideographs(local: &str) -> usize {
    let end = local.char_indices().rev().find(|(_, c)| is_ideograph(*c));
    end.map(|(i, c)| i + c.len_utf8()).filter(|&at| at < local.len()).unwrap_or_default()
}

/// Tells whether the letter is one of a language that sets no blanks between words.
fn is_ideograph(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30FF}' | '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}')
}

/// Returns the address that opens a line, and what follows it.
///
/// Blanks, bullets, quotes and an opening angle may stand before it.
pub(crate) fn leading(line: &str) -> Option<(String, &str)> {
    let start = line.trim_start_matches(|c: char| {
        c.is_whitespace() || matches!(c, '*' | '•' | '-' | '<' | '>' | '(' | '\'')
    });
    let at = start.find('@')?;
    let quoted = start.starts_with('"');
    let found = around(start, at)?;
    let offset = found.as_ptr() as usize - start.as_ptr() as usize;
    if !(offset == 0 || quoted && offset == 1) {
        return None;
    }
    let rest = start[offset + found.len()..].trim_start_matches(['.', '"', '>', ')', ']', '\'']);
    if let Some(inner) = rest.trim_start().strip_prefix('<')
        && let Some((angled, after)) = inner.split_once('>')
        && is_address(angled)
    {
        return Some((trimmed(angled).to_owned(), after));
    }
    Some((found.to_owned(), rest))
}

fn trimmed(text: &str) -> &str {
    text.trim()
        .trim_start_matches("mailto:")
        .trim_matches(|c: char| matches!(c, '<' | '>' | '\'' | '`' | '*'))
        .trim_end_matches('.')
}
