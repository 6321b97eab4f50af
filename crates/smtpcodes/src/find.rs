//! Codes in free text.

use core::ops::Range;

use smtpcodes_matcher::locate;

use crate::{EnhancedCode, ReplyCode};

/// The codes of a text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Codes {
    /// The reply code.
    pub reply: Option<ReplyCode>,
    /// The bytes of the reply code.
    pub reply_span: Option<Range<usize>>,
    /// The enhanced code.
    pub enhanced: Option<EnhancedCode>,
    /// The bytes of the enhanced code.
    pub enhanced_span: Option<Range<usize>>,
}

/// Finds the codes of a text as it stands in logs and reports. Looks at the first 2 KiB.
///
/// ```
/// let codes = smtpcodes::find_codes(b"host mx.example.com[192.0.2.1] said: 550-5.1.1 no such user");
/// assert_eq!(codes.reply.map(u16::from), Some(550));
/// assert_eq!(codes.enhanced.map(|code| code.detail()), Some(1));
/// ```
#[must_use]
pub fn find_codes(text: &[u8]) -> Codes {
    let located = locate(text);
    Codes {
        reply: located.reply.and_then(ReplyCode::new),
        reply_span: located.reply.map(|_| located.reply_at),
        enhanced: located.enhanced.map(EnhancedCode::from_engine),
        enhanced_span: located.enhanced.map(|_| located.enhanced_at),
    }
}
