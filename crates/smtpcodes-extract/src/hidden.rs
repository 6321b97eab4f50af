//! Characters that are no text to see: what a terminal obeys, hides or turns around.

/// Says whether a terminal would obey the character, hide it, or turn the text around it.
///
/// ```
/// use smtpcodes_extract::is_hidden;
/// assert!(is_hidden('\x1b') && is_hidden('\u{202e}') && !is_hidden('é'));
/// ```
pub fn is_hidden(c: char) -> bool {
    match c {
        ' '..='~' => false,
        // C0, DEL, C1
        '\0'..='\x1F' | '\x7F'..='\u{9F}' => true,
        // soft hyphen, marks and overrides of direction, joiners and blanks of no width, line and paragraph ends
        '\u{AD}' | '\u{61C}' | '\u{180E}' => true,
        '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}' => true,
        // byte order mark, annotations, tags
        '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}' | '\u{E0000}'..='\u{E007F}' => true,
        _ => false,
    }
}
