//! Bare replies, one a line; the lines of one reply are joined.

use std::borrow::Cow;

use memchr::memmem;

use crate::{Event, Problem};

use super::chunks::Chunk;

/// Reads the replies of a piece.
pub(super) fn read(chunk: &Chunk, found: &mut dyn FnMut(Result<Event, Problem>)) {
    let mut reply: Vec<u8> = Vec::new();
    let mut begun = 0;
    let mut hand_over = |reply: &mut Vec<u8>, line: u64| {
        if !reply.iter().all(u8::is_ascii_whitespace) {
            let text = unescape(reply).into_owned();
            found(Ok(Event { line: Some(line), text, ..Event::default() }));
        }
        reply.clear();
    };
    let mut expects: Option<[u8; 3]> = None;
    for (number, line) in chunk.lines() {
        let head = head(line);
        if !reply.is_empty() && (expects.is_none() || expects != head.map(|(code, _)| code)) {
            hand_over(&mut reply, begun);
        }
        if reply.is_empty() {
            begun = number;
        } else {
            reply.extend(b"\r\n");
        }
        reply.extend(line);
        expects = head.filter(|(_, more)| *more).map(|(code, _)| code);
    }
    hand_over(&mut reply, begun);
    if let Some(problem) = chunk.problem() {
        found(Err(problem));
    }
}

/// Says whether a line of a reply is followed by another one: `550-`.
pub(super) fn goes_on(line: &[u8]) -> bool {
    matches!(head(line), Some((_, true)))
}

/// Reads the code of a line, and whether another line follows.
fn head(line: &[u8]) -> Option<([u8; 3], bool)> {
    match *line {
        [a @ b'2'..=b'5', b, c, ..] if b.is_ascii_digit() && c.is_ascii_digit() => {
            Some(([a, b, c], line.get(3) == Some(&b'-')))
        }
        _ => None,
    }
}

/// Makes line ends of the two characters `\n`, as logs and shells write them.
///
/// ```
/// assert_eq!(*smtpcodes_extract::pieces::unescape(br"550-no\r\n550 such user"), *b"550-no\n550 such user");
/// ```
pub fn unescape(text: &[u8]) -> Cow<'_, [u8]> {
    let Some(first) = memmem::find(text, b"\\n") else { return Cow::Borrowed(text) };
    let (mut rest, mut end) = (text, first);
    let mut out = Vec::with_capacity(text.len());
    loop {
        out.extend(rest[..end].strip_suffix(b"\\r").unwrap_or(&rest[..end]));
        out.push(b'\n');
        rest = &rest[end + 2..];
        match memmem::find(rest, b"\\n") {
            Some(next) => end = next,
            None => break,
        }
    }
    out.extend(rest);
    Cow::Owned(out)
}
