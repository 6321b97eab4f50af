//! The folded view of a text: what patterns are matched on.
//!
//! ASCII letters are lower case, runs of white space and control characters are one space, typographic quotes are
//! plain, invisible marks are gone, and the `550-5.7.26 ` that each line of a reply repeats is left out. Folding into
//! a small buffer on the stack lets the walk read plain bytes; it was measured twice as fast as folding while walking.

/// How many bytes of the folded text are looked at. The rest of a longer reply is ignored, which bounds the work.
pub const LOOKED_AT: usize = 8192;

const SPACE: u8 = 0;
const WORD: u8 = 1;
const MARK: u8 = 2;
const LEAD: u8 = 3;
const TAIL: u8 = 4;

const fn class_of(b: u8) -> u8 {
    match b {
        0..=b' ' | 0x7F => SPACE,
        b'0'..=b'9' | b'a'..=b'z' | b'A'..=b'Z' => WORD,
        0x21..=0x7E => MARK,
        0xC0.. => LEAD,
        0x80..=0xBF => TAIL,
    }
}

const CLASS: [u8; 256] = {
    let mut table = [0; 256];
    let mut b = 0;
    while b < 256 {
        table[b] = class_of(b as u8);
        b += 1;
    }
    table
};

/// What the bytes of ASCII words fold to; 0 for all other bytes.
const WORD_FOLDED: [u8; 256] = {
    let mut table = [0; 256];
    let mut b = 0;
    while b < 256 {
        if CLASS[b] == WORD {
            table[b] = (b as u8).to_ascii_lowercase();
        }
        b += 1;
    }
    table
};

/// Says whether a byte continues an ASCII word.
#[inline]
pub(crate) fn is_word(b: u8) -> bool {
    WORD_FOLDED[b as usize] != 0
}

/// The head that lines of a reply repeat: three digits and perhaps an enhanced code.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Head<'a> {
    pub(crate) code: &'a [u8],
    pub(crate) enhanced: &'a [u8],
}

impl Head<'_> {
    /// Tells how many bytes of `rest` are a repetition of the head, 0 when it is none.
    fn repeated(&self, rest: &[u8]) -> usize {
        if self.code.is_empty() || !rest.starts_with(self.code) {
            return 0;
        }
        let mut at = self.code.len();
        match rest.get(at) {
            Some(b' ' | b'-') => at += 1,
            None | Some(b'\r' | b'\n') => return at,
            Some(_) => return 0,
        }
        let behind = &rest[at..];
        let sign = usize::from(behind.first() == Some(&b'#'));
        if !self.enhanced.is_empty() && behind[sign..].starts_with(self.enhanced) {
            let end = sign + self.enhanced.len();
            match behind.get(end) {
                None => at += end,
                Some(&b) if CLASS[b as usize] == SPACE => at += end + 1,
                Some(b':' | b'-') => at += end + 1,
                Some(_) => {}
            }
        }
        at
    }
}

/// Three bytes at most that fold to something else than themselves, and what they fold to (`None`: to nothing).
#[cold]
fn fold_wide(rest: &[u8]) -> Option<(usize, Option<u8>)> {
    match rest {
        [0xE2, 0x80, 0x98 | 0x99 | 0x9B, ..] | [0xC2, 0xB4, ..] => {
            Some((if rest[0] == 0xC2 { 2 } else { 3 }, Some(b'\'')))
        }
        [0xE2, 0x80, 0x9C..=0x9F, ..] => Some((3, Some(b'"'))),
        [0xE2, 0x80, 0x90..=0x95, ..] => Some((3, Some(b'-'))),
        [0xE2, 0x80, 0x8B..=0x8F | 0xAA..=0xAE, ..]
        | [0xE2, 0x81, 0xA0..=0xAF, ..]
        | [0xEF, 0xBB, 0xBF, ..] => Some((3, None)),
        [0xC2, 0xAD, ..] => Some((2, None)),
        [0xC2, 0xA0, ..] => Some((2, Some(b' '))),
        _ => None,
    }
}

/// A place where a phrase may start, in the folded text and in the text itself.
#[derive(Clone, Copy, Default)]
pub(crate) struct Start {
    pub(crate) folded: u16,
    pub(crate) origin: u16,
}

/// A folded text of at most `N` bytes, with the places where a phrase may start.
pub(crate) struct Folded<const N: usize> {
    bytes: [u8; N],
    len: usize,
    starts: [Start; N],
    start_count: usize,
}

impl<const N: usize> Folded<N> {
    /// Folds as much of `text` as there is room for. The text has at most 65,535 bytes.
    pub(crate) fn new(text: &[u8], head: &Head<'_>) -> Self {
        let mut folded =
            Self { bytes: [0; N], len: 0, starts: [Start::default(); N], start_count: 0 };
        let mut previous = SPACE;
        let mut at = 0;
        while folded.len < N
            && let Some(&byte) = text.get(at)
        {
            if WORD_FOLDED[byte as usize] != 0 {
                if previous == SPACE && byte.is_ascii_digit() {
                    let repeated = head.repeated(&text[at..]);
                    if repeated > 0 {
                        at += repeated;
                        continue;
                    }
                }
                folded.start(at);
                at += folded.word(&text[at..]);
                previous = WORD;
                continue;
            }
            let step = match other(&text[at..], previous) {
                Ok(step) => step,
                Err(skipped) => {
                    at += skipped;
                    continue;
                }
            };
            if step.class == MARK || step.class == LEAD {
                folded.start(at);
            }
            folded.bytes[folded.len] = step.folded;
            folded.len += 1;
            at += step.width;
            previous = step.class;
        }
        folded
    }

    /// Notes that a phrase may start here.
    #[inline]
    fn start(&mut self, origin: usize) {
        if let Some(start) = self.starts.get_mut(self.start_count) {
            *start = Start { folded: self.len as u16, origin: origin as u16 };
            self.start_count += 1;
        }
    }

    /// Folds the ASCII word at the start of `rest`; tells how many bytes of it there was room for.
    #[inline]
    fn word(&mut self, rest: &[u8]) -> usize {
        let mut count = 0;
        for (place, &byte) in self.bytes[self.len..].iter_mut().zip(rest) {
            let folded = WORD_FOLDED[byte as usize];
            if folded == 0 {
                break;
            }
            *place = folded;
            count += 1;
        }
        self.len += count;
        count
    }

    pub(crate) fn bytes(&self) -> &[u8] {
        &self.bytes[..self.len]
    }

    pub(crate) fn starts(&self) -> &[Start] {
        &self.starts[..self.start_count]
    }
}

/// What one character of the text folds to, and how many bytes of the text it takes.
struct Step {
    folded: u8,
    width: usize,
    class: u8,
}

/// Everything but ASCII words. An error is the number of bytes that fold to nothing.
#[inline]
fn other(rest: &[u8], previous: u8) -> Result<Step, usize> {
    let byte = rest[0];
    match CLASS[byte as usize] {
        SPACE if previous == SPACE => Err(1),
        SPACE => Ok(Step { folded: b' ', width: 1, class: SPACE }),
        LEAD => match fold_wide(rest) {
            Some((width, None)) => Err(width),
            Some((width, Some(b' '))) if previous == SPACE => Err(width),
            Some((width, Some(plain))) => {
                Ok(Step { folded: plain, width, class: CLASS[plain as usize] })
            }
            None => Ok(Step { folded: byte, width: 1, class: LEAD }),
        },
        class => Ok(Step { folded: byte, width: 1, class }),
    }
}

/// Tells where the phrase of `len` folded bytes that starts at `origin` ends in `text`.
pub(crate) fn end_in_text(text: &[u8], origin: usize, len: usize, head: &Head<'_>) -> usize {
    let mut previous = WORD;
    let mut at = origin;
    for _ in 0..len {
        loop {
            let Some(&byte) = text.get(at) else { return text.len() };
            if previous == SPACE && byte.is_ascii_digit() {
                let repeated = head.repeated(&text[at..]);
                if repeated > 0 {
                    at += repeated;
                    continue;
                }
            }
            match other(&text[at..], previous) {
                Ok(step) => {
                    at += step.width;
                    previous = step.class;
                    break;
                }
                Err(skipped) => at += skipped,
            }
        }
    }
    // Of a character of several bytes only the first was counted, where a phrase ends before its tail.
    let tail = text.get(at..).unwrap_or(&[]).iter().take_while(|b| CLASS[**b as usize] == TAIL);
    if previous == LEAD || previous == TAIL { at + tail.count() } else { at }
}

/// One piece of a pattern between two gaps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Piece<'a> {
    /// The folded bytes.
    pub bytes: &'a [u8],
    /// True when the next byte of a text must not go on the word.
    pub whole_word: bool,
}

/// Cuts a pattern at its gaps (`*`), and calls `piece` with each piece in order.
///
/// The pattern must be folded already: see the validator of the rules.
pub fn fold_pattern<'a>(pattern: &'a str, mut piece: impl FnMut(Piece<'a>)) {
    let mut parts = pattern.split('*').peekable();
    while let Some(part) = parts.next() {
        let trimmed = part.trim();
        if trimmed.is_empty() {
            continue;
        }
        // A gap that touches the last word leaves it open: `exceed*`; a gap behind a space does not.
        let open = parts.peek().is_some() && part.ends_with(trimmed);
        let last = trimmed.as_bytes()[trimmed.len() - 1];
        piece(Piece { bytes: trimmed.as_bytes(), whole_word: is_word(last) && !open });
    }
}
