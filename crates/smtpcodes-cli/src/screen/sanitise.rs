//! Keeps what a server wrote from acting on the terminal: whatever is obeyed or hidden becomes something to see.

use std::borrow::Cow;
use std::ops::Range;

use textwrap::core::display_width;

pub use smtpcodes_extract::is_hidden;

/// Gives the text with a symbol or an escape for everything hidden; a tab is a blank.
pub fn visible(text: &str) -> Cow<'_, str> {
    if text.chars().any(is_hidden) {
        Cow::Owned(visible_marked(text, 0..0).0)
    } else {
        Cow::Borrowed(text)
    }
}

/// Gives the text as [`visible`] does, and where the marked bytes are in it.
pub fn visible_marked(text: &str, mark: Range<usize>) -> (String, Range<usize>) {
    let mut out = String::with_capacity(text.len());
    let (mut start, mut end) = (None, 0);
    for (at, c) in text.char_indices() {
        if at >= mark.start && at < mark.end {
            start.get_or_insert(out.len());
        }
        push(c, &mut out);
        if at >= mark.start && at < mark.end {
            end = out.len();
        }
    }
    (out, start.map_or(0..0, |start| start..end))
}

/// Gives the text as [`visible`] does, cut to this many columns.
pub fn clipped(text: &str, columns: usize) -> String {
    let text = visible(text);
    if display_width(&text) <= columns {
        return text.into_owned();
    }
    let mut room = columns.saturating_sub(1);
    let fits = |c: &char| {
        let width = display_width(c.encode_utf8(&mut [0; 4]));
        let fits = width <= room;
        room = room.saturating_sub(width);
        fits
    };
    let mut out: String = text.chars().take_while(fits).collect();
    out.extend((columns > 0).then_some('…'));
    out
}

fn push(c: char, out: &mut String) {
    match c {
        '\t' => out.push(' '),
        // the pictures of control characters stand in their order
        '\0'..='\x1F' => out.extend(char::from_u32(0x2400 + u32::from(c))),
        '\x7F' => out.push('␡'),
        c if is_hidden(c) => out.extend(c.escape_unicode()),
        c => out.push(c),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_hidden_stays() {
        for c in ('\0'..=char::MAX).filter(|&c| is_hidden(c)) {
            let text = c.to_string();
            assert!(!visible(&text).chars().any(is_hidden), "{c:?}");
        }
        assert_eq!(visible("a\x1b[31mb\u{202e}c\u{9b}"), "a␛[31mb\\u{202e}c\\u{9b}");
        assert_eq!(visible("Postfach überfüllt, 邮箱"), "Postfach überfüllt, 邮箱");
    }

    #[test]
    fn a_text_is_cut_to_its_columns() {
        for (text, columns, expected) in [
            ("user unknown", 12, "user unknown"),
            ("user unknown", 6, "user …"),
            ("邮箱邮箱", 5, "邮箱…"),
            ("邮箱邮箱", 4, "邮…"),
            ("a\x1b\x1bb", 3, "a␛…"),
            ("ab", 1, "…"),
            ("ab", 0, ""),
        ] {
            assert_eq!(clipped(text, columns), expected, "{text:?} in {columns}");
        }
    }

    #[test]
    fn the_mark_follows_its_words() {
        let (text, mark) = visible_marked("\x1b\x1b user unknown", 3..15);
        assert_eq!(&text[mark], "user unknown");
        assert_eq!(visible_marked("plain", 0..0).1, 0..0);
    }
}
