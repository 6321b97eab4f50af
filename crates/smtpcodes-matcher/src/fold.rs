//! The folded view of a text: what patterns are matched on.
//!
//! ASCII letters are lower case, runs of white space and control characters are one space, typographic quotes are
//! plain, invisible marks are gone, and the `550-5.7.26 ` that each line of a reply repeats is left out. Folding into
//! a small buffer on the stack lets the walk read plain bytes; it was measured twice as fast as folding while walking.

use core::ops::Range;

use crate::block::{BLOCK, ONES, Plain, block};

/// How many bytes of the folded text are looked at. The rest of a longer reply is ignored, which bounds the work.
pub const LOOKED_AT: usize = 8192;

pub(crate) const SPACE: u8 = 0;
pub(crate) const WORD: u8 = 1;
pub(crate) const MARK: u8 = 2;
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

/// Says whether a byte continues an ASCII word.
#[inline]
pub(crate) fn is_word(b: u8) -> bool {
    CLASS[b as usize] == WORD
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

/// A folded text of at most `N` bytes, with the places where a phrase may start: a bit for each byte, `BITS` times 64.
pub(crate) struct Folded<const N: usize, const BITS: usize> {
    bytes: [u8; N],
    len: usize,
    starts: [u64; BITS],
    /// From where on folded bytes stand for bytes of the text, one for one.
    runs: [Run; RUNS],
    run_count: usize,
    /// So many folded bytes are in those runs.
    in_runs: usize,
}

/// Runs that are remembered; where a text has more, what lies behind is folded again to be found.
const RUNS: usize = 8;

#[derive(Clone, Copy, Default)]
struct Run {
    folded: u16,
    origin: u16,
}

impl<const N: usize, const BITS: usize> Folded<N, BITS> {
    /// Folds as much of `text` as there is room for. The text has at most 65,535 bytes.
    pub(crate) fn new(text: &[u8], head: &Head<'_>) -> Self {
        let mut folded = Self {
            bytes: [0; N],
            len: 0,
            starts: [0; BITS],
            runs: [Run::default(); RUNS],
            run_count: 1,
            in_runs: usize::MAX,
        };
        let codes = ONES * u64::from(head.code.first().copied().unwrap_or(0));
        let mut walk = Walk::default();
        // a block that needs a closer look is gone through byte by byte
        let mut next_block = 0;
        while folded.len < N {
            if walk.at >= next_block
                && let Some((block, length)) = block(text, walk.at)
                && let Some(place) = folded.bytes[folded.len..].first_chunk_mut()
            {
                if let Some(plain) = Plain::of(block, walk.previous, codes) {
                    *place = plain.folded.to_le_bytes();
                    folded.start(plain.starts & (0xFF >> (BLOCK - length)));
                    folded.len += length;
                    walk = Walk { at: walk.at + length, previous: plain.last };
                    continue;
                }
                next_block = walk.at + BLOCK;
            }
            let previous = walk.previous;
            let Some(step) = walk.next(text, head) else { break };
            folded.keep(&step, previous);
        }
        folded
    }

    /// Adds a byte behind one of the class `previous`.
    #[inline]
    fn keep(&mut self, step: &Step, previous: u8) {
        let last = &mut self.runs[self.run_count - 1];
        if usize::from(last.origin) + self.len - usize::from(last.folded) != step.origin {
            let run = Run { folded: self.len as u16, origin: step.origin as u16 };
            if self.len == 0 {
                *last = run;
            } else if let Some(next) = self.runs.get_mut(self.run_count) {
                *next = run;
                self.run_count += 1;
            } else {
                self.in_runs = self.in_runs.min(self.len);
            }
        }
        if step.width != 1 {
            self.in_runs = self.in_runs.min(self.len);
        }
        let starts = match step.class {
            WORD => previous != WORD,
            class => class == MARK || class == LEAD,
        };
        self.start(u8::from(starts));
        self.bytes[self.len] = step.folded;
        self.len += 1;
    }

    /// Notes at which of the next eight bytes a phrase may start: a bit for each, the lowest for the first.
    #[inline]
    fn start(&mut self, starts: u8) {
        let (word, shift) = (self.len / 64, self.len % 64);
        if let Some(place) = self.starts.get_mut(word) {
            *place |= u64::from(starts) << shift;
        }
        if shift > 64 - BLOCK
            && let Some(place) = self.starts.get_mut(word + 1)
        {
            *place |= u64::from(starts) >> (64 - shift);
        }
    }

    pub(crate) fn bytes(&self) -> &[u8] {
        &self.bytes[..self.len]
    }

    /// The places where a phrase may start, 64 at a time: the first one, and a bit for each.
    pub(crate) fn starts(&self) -> impl Iterator<Item = (usize, u64)> {
        (0..self.len).step_by(64).zip(self.starts.iter().copied())
    }

    /// Which byte of the text a folded one of the runs stands for.
    fn origin(&self, folded: usize) -> usize {
        let runs = self.runs[..self.run_count].iter();
        let run = runs.rev().find(|run| usize::from(run.folded) <= folded);
        run.map_or(0, |run| usize::from(run.origin) + folded - usize::from(run.folded))
    }

    /// Tells which bytes of the text stand behind some that were folded.
    pub(crate) fn span(&self, text: &[u8], head: &Head<'_>, folded: Range<usize>) -> Range<usize> {
        let mut first = self.origin(folded.start);
        let mut end = self.origin(folded.end.saturating_sub(1)) + 1;
        let mut class = text.get(end - 1).map_or(SPACE, |&byte| CLASS[byte as usize]);
        if folded.end > self.in_runs {
            let mut walk = Walk::default();
            for at in 0..folded.end {
                let Some(step) = walk.next(text, head) else { break };
                if at == folded.start {
                    first = step.origin;
                }
                end = walk.at;
                class = step.class;
            }
        }
        // Of a character of several bytes only the first was counted, where a phrase ends before its tail.
        let tail =
            text.get(end..).unwrap_or(&[]).iter().take_while(|b| CLASS[**b as usize] == TAIL);
        first..if class == LEAD || class == TAIL { end + tail.count() } else { end }
    }
}

/// A walk over what is kept of a text, byte by byte.
struct Walk {
    at: usize,
    previous: u8,
}

impl Default for Walk {
    /// Begins at the start, where a head may stand as behind a blank.
    fn default() -> Self {
        Self { at: 0, previous: SPACE }
    }
}

impl Walk {
    /// Goes on to the next byte that is kept.
    fn next(&mut self, text: &[u8], head: &Head<'_>) -> Option<Step> {
        loop {
            let rest = text.get(self.at..)?;
            let &byte = rest.first()?;
            let class = CLASS[byte as usize];
            if self.previous == SPACE && byte.is_ascii_digit() {
                let repeated = head.repeated(rest);
                if repeated > 0 {
                    self.at += repeated;
                    continue;
                }
            }
            let (folded, width, class) = match class {
                WORD => (byte.to_ascii_lowercase(), 1, WORD),
                SPACE if self.previous == SPACE => {
                    self.at += 1;
                    continue;
                }
                SPACE => (b' ', 1, SPACE),
                LEAD => match fold_wide(rest) {
                    None => (byte, 1, LEAD),
                    Some((width, Some(plain))) if plain != b' ' || self.previous != SPACE => {
                        (plain, width, CLASS[plain as usize])
                    }
                    Some((width, _)) => {
                        self.at += width;
                        continue;
                    }
                },
                class => (byte, 1, class),
            };
            let origin = self.at;
            self.at += width;
            self.previous = class;
            return Some(Step { origin, folded, width, class });
        }
    }
}

/// A byte that is kept, and where in the text it comes from.
struct Step {
    origin: usize,
    folded: u8,
    /// How many bytes of the text it stands for.
    width: usize,
    class: u8,
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

#[cfg(test)]
mod tests {
    extern crate std;
    use std::vec::Vec;

    use super::*;

    /// Folding many bytes at once gives what the walk gives byte by byte, and leads back to where each came from.
    #[test]
    fn blocks_and_single_bytes_fold_alike() {
        let kinds: [&[u8]; 12] = [
            b"User",
            b"x",
            b" ",
            b"  ",
            b"\r\n",
            b"550 5.1.1 ",
            b"550-",
            b"5",
            b"<a@b>",
            b"\xE2\x80\x9C",
            "\u{e9}\u{434}".as_bytes(),
            b"\x7F\0",
        ];
        let mut state = 1_u64;
        for _ in 0..20_000 {
            let mut text = Vec::new();
            for _ in 0..state >> 33 & 31 {
                state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
                text.extend_from_slice(kinds[(state >> 40) as usize % kinds.len()]);
            }
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            let head = Head { code: b"550", enhanced: b"5.1.1" };
            let folded = Folded::<256, 4>::new(&text, &head);
            let mut walk = Walk::default();
            let (mut previous, mut starts) = (SPACE, Vec::new());
            for at in 0..folded.bytes().len() {
                let step = walk.next(&text, &head).expect("as many bytes");
                assert_eq!(folded.bytes()[at], step.folded, "{at} of {text:?}");
                if matches!(step.class, MARK | LEAD) || step.class == WORD && previous != WORD {
                    starts.push(at);
                }
                previous = step.class;
                let span = folded.span(&text, &head, at..at + 1);
                let tail =
                    text[walk.at..].iter().take_while(|b| CLASS[**b as usize] == TAIL).count();
                let end = walk.at + if matches!(step.class, LEAD | TAIL) { tail } else { 0 };
                assert_eq!(span, step.origin..end, "{at} of {text:?}");
            }
            assert!(folded.bytes().len() == 256 || walk.next(&text, &head).is_none());
            let bits = folded.starts().flat_map(|(first, bits)| {
                (0..64).filter(move |at| bits >> at & 1 == 1).map(move |at| first + at)
            });
            assert_eq!(bits.collect::<Vec<_>>(), starts, "{text:?}");
        }
    }
}
