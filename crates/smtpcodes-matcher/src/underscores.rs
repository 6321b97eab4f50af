//! Texts whose blanks are underscores, as qmail logs them: `Remote_host_said:_550-5.1.1_no_such/550_5.1.1_user/`.

use crate::fold::LOOKED_AT;

/// How far into a text its blanks are counted.
const COUNTED: usize = 2048;

/// Says whether a text has more underscores than blanks.
pub(crate) fn are_blanks(text: &[u8]) -> bool {
    let text = &text[..text.len().min(COUNTED)];
    let count = |wanted| text.iter().filter(|&&byte| byte == wanted).count();
    count(b'_') > count(b' ')
}

/// Hands over a text with its blanks and line ends back in place; every byte stands where it stood.
#[cold]
#[inline(never)]
pub(crate) fn with_blanks<T>(text: &[u8], read: impl FnOnce(&[u8]) -> T) -> T {
    let mut copy = [0; LOOKED_AT];
    let text = &text[..text.len().min(LOOKED_AT)];
    let copy = &mut copy[..text.len()];
    for (at, (place, &byte)) in copy.iter_mut().zip(text).enumerate() {
        *place = match byte {
            b'_' => b' ',
            b'/' if begins_line(&text[at + 1..]) => b'\n',
            byte => byte,
        };
    }
    read(copy)
}

/// Another line of a reply begins, or the report ends.
fn begins_line(rest: &[u8]) -> bool {
    match rest {
        [] => true,
        [b'2'..=b'5', a, b, b'_' | b'-', ..] => a.is_ascii_digit() && b.is_ascii_digit(),
        _ => rest.starts_with(b"Giving_up_on_") || rest.starts_with(b"Remote_host_said:_"),
    }
}
