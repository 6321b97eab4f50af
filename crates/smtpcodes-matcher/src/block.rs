//! Folds eight bytes at once, where they are plain.

use crate::fold::{MARK, SPACE, WORD};

/// Bytes that are folded at once.
pub(crate) const BLOCK: usize = 8;

/// A one in each of them.
pub(crate) const ONES: u64 = u64::from_ne_bytes([1; BLOCK]);

/// Multiplied by this, the lowest bit of each byte comes to stand in the highest byte, that of the first one lowest.
const GATHER: u64 = {
    let mut factor = 0;
    let mut at = 0;
    while at < BLOCK {
        factor |= 1 << (56 - 7 * at);
        at += 1;
    }
    factor
};

/// Eight bytes of plain text: ASCII words and marks, and single blanks between them. Most of most texts is that.
pub(crate) struct Plain {
    /// What they fold to, the first one lowest.
    pub(crate) folded: u64,
    /// A bit for each byte at which a phrase may start.
    pub(crate) starts: u8,
    /// The class of the last one.
    pub(crate) last: u8,
}

impl Plain {
    /// Folds them, or nothing where one of them needs a closer look; `codes` holds the first digit of the head eight times.
    ///
    /// A mask has the highest bit of each byte that is meant. Plain bytes have it clear, so an addition tells which of
    /// them are at least some letter, without a carry into the next one.
    #[inline]
    pub(crate) fn of(block: [u8; BLOCK], previous: u8, codes: u64) -> Option<Self> {
        const HIGH: u64 = ONES << 7;
        let bytes = u64::from_le_bytes(block);
        if bytes & HIGH != 0 {
            return None;
        }
        let from = |bytes: u64, least: u8| bytes + ONES * u64::from(0x80 - least);
        let letters = (from(bytes | ONES << 5, b'a') & !from(bytes | ONES << 5, b'z' + 1)) & HIGH;
        let words = letters | from(bytes, b'0') & !from(bytes, b'9' + 1) & HIGH;
        let printed = from(bytes, b' ');
        let blanks = !from(bytes, b'!') & HIGH;
        let codes = !((bytes ^ codes) + (ONES << 7) - ONES) & HIGH;
        let behind_blank = blanks << 8 | u64::from(previous == SPACE) << 7;
        // A control folds to a blank, a second blank to nothing, and the first digit of the head may repeat it.
        let other = (!printed | from(bytes, 0x7F)) & HIGH;
        if other | behind_blank & (blanks | codes) != 0 {
            return None;
        }
        let behind_word = words << 8 | u64::from(previous == WORD) << 7;
        let marks = !(words | blanks) & HIGH;
        let last = match (words >> 63, blanks >> 63) {
            (1, _) => WORD,
            (_, 1) => SPACE,
            _ => MARK,
        };
        let starts = (words & !behind_word | marks) >> 7;
        let starts = (starts.wrapping_mul(GATHER) >> 56) as u8;
        Some(Self { folded: bytes | letters >> 2, starts, last })
    }
}

/// The next eight bytes and how many of them are the text's: at its end, marks that nothing reads stand for what is missing.
#[inline]
pub(crate) fn block(text: &[u8], at: usize) -> Option<([u8; BLOCK], usize)> {
    let rest = text.get(at..)?;
    if let Some(block) = rest.first_chunk() {
        return Some((*block, BLOCK));
    }
    let mut block = [b'.'; BLOCK];
    block[..rest.len()].copy_from_slice(rest);
    (!rest.is_empty()).then_some((block, rest.len()))
}
