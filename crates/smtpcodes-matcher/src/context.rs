//! What a log or report line says around the reply itself: the host that answered and the command it answered.

/// How far from the start of a line an MTA names the command or the host before it quotes the reply.
const INTRODUCTION: usize = 256;

/// How Exim introduces the reply of another server.
const EXIM: &[u8] = b"SMTP error from remote mail";

/// Gives the bytes behind the first `needle` in the introduction of `text`.
fn behind<'t>(text: &'t [u8], needle: &[u8]) -> Option<&'t [u8]> {
    let looked_at = &text[..text.len().min(INTRODUCTION)];
    let at = looked_at.windows(needle.len()).position(|window| window == needle)?;
    Some(&text[at + needle.len()..])
}

/// Tells the name in `host NAME[IP] said: ...` and `...: host NAME [IP]: ...`, as MTAs write it before a reply.
pub(crate) fn host_in(text: &[u8]) -> Option<&[u8]> {
    let rest = match text.strip_prefix(b"host ") {
        Some(rest) => rest,
        None if text.starts_with(EXIM) => behind(text, b": host ")?,
        None => return None,
    };
    let end = rest.iter().position(|&b| matches!(b, b'[' | b' ' | b'(' | b':' | b'\r' | b'\n'))?;
    let name = &rest[..end];
    let is_name = name.contains(&b'.')
        && name.iter().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b'_'));
    is_name.then_some(name)
}

/// Gives the words of `(in reply to WORDS command)` at the end of a text, or behind `after ` where Exim names the command.
pub(crate) fn command_words(text: &[u8]) -> Option<&[u8]> {
    if let Some(text) = text.strip_suffix(b" command)") {
        let tail = &text[text.len().saturating_sub(32)..];
        let open = tail.iter().rposition(|&b| b == b'(')?;
        return tail[open + 1..].strip_prefix(b"in reply to ");
    }
    if !text.starts_with(EXIM) {
        return None;
    }
    let words = behind(text, b" after ")?;
    Some(&words[..words.len().min(24)])
}
