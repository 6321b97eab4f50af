//! What a log or report line says around the reply itself: the host that answered and the command it answered.

/// Finds `needle` (lower case) in the first `limit` bytes of `text`, without regard to ASCII case; gives the bytes behind it.
fn after<'t>(text: &'t [u8], needle: &[u8], limit: usize) -> Option<&'t [u8]> {
    let looked_at = &text[..text.len().min(limit)];
    let at = looked_at.windows(needle.len()).position(|w| w.eq_ignore_ascii_case(needle))?;
    Some(&text[at + needle.len()..])
}

/// Tells the name in `host NAME[IP] said: ...` and `host NAME [IP]: ...`, as MTAs write it before a reply.
pub(crate) fn host_in(text: &[u8]) -> Option<&[u8]> {
    let rest = if text.len() > 5 && text[..5].eq_ignore_ascii_case(b"host ") {
        &text[5..]
    } else {
        after(text, b": host ", 512)?
    };
    let end = rest.iter().position(|&b| matches!(b, b'[' | b' ' | b'(' | b':' | b'\r' | b'\n'))?;
    let name = &rest[..end];
    let is_name = name.contains(&b'.')
        && name.iter().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b'_'));
    is_name.then_some(name)
}

/// Gives the words behind `(in reply to `, or behind `after ` where a mail server names the command it had sent.
pub(crate) fn words_after_reply(text: &[u8]) -> Option<&[u8]> {
    let tail = &text[text.len().saturating_sub(512)..];
    let words = after(tail, b"in reply to ", 512)
        .or_else(|| after(text, b"mail server after ", 256))
        .or_else(|| after(text, b"mailer after ", 256))?;
    Some(&words[..words.len().min(24)])
}
