//! The walk: every phrase that stands in a folded text, in one pass from left to right.

use crate::fold::{Folded, is_word};
use crate::tables::{BASE, Output, Slot, Tables, Target, opening};

/// The longest gap between two pieces of a phrase, in folded bytes.
const WIDEST_GAP: usize = 256;

/// How many half-seen phrases with gaps are remembered; a new one replaces the oldest.
const REMEMBERED: usize = 32;

/// A phrase in the folded text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Hit {
    pub(crate) target: Target,
    pub(crate) start: usize,
    pub(crate) end: usize,
    /// Folded bytes that were compared: the measure of how much a phrase says.
    pub(crate) length: usize,
}

#[derive(Clone, Copy, Default)]
struct Partial {
    piece: u16,
    start: u16,
    end: u16,
    length: u16,
}

/// Half-seen phrases, the last sighting of each piece.
struct Partials {
    seen: [Partial; REMEMBERED],
    /// Bit `piece % 64` is set when a piece of such a number is among them: most are not, and are asked for often.
    numbers: u64,
    count: usize,
    next: usize,
}

impl Partials {
    fn new() -> Self {
        Self { seen: [Partial::default(); REMEMBERED], numbers: 0, count: 0, next: 0 }
    }

    fn find(&self, piece: u16) -> Option<Partial> {
        if self.numbers >> (piece % 64) & 1 == 0 {
            return None;
        }
        self.seen[..self.count].iter().find(|partial| partial.piece == piece).copied()
    }

    fn remember(&mut self, partial: Partial) {
        let known = self.numbers >> (partial.piece % 64) & 1 == 1;
        let mut seen = self.seen[..self.count].iter_mut();
        if let Some(same) = seen.find(|p| known && p.piece == partial.piece) {
            *same = partial;
        } else {
            self.numbers |= 1 << (partial.piece % 64);
            self.seen[self.next] = partial;
            self.next = (self.next + 1) % REMEMBERED;
            self.count = (self.count + 1).min(REMEMBERED);
        }
    }
}

/// Calls `hit` for every phrase of `tables` in `text`, by the place where it starts.
pub(crate) fn scan<const N: usize, const BITS: usize>(
    tables: &Tables<'_>,
    text: &Folded<N, BITS>,
    mut hit: impl FnMut(Hit),
) {
    let mut partials = Partials::new();
    let bytes = text.bytes();
    for (first, starts) in text.starts() {
        let mut worth = [0; 64];
        let mut count = 0;
        let mut starts = starts;
        while starts != 0 {
            // Written down in any case, and overwritten by the next one where it is not worth a walk: a branch that goes
            // either way at random costs more than all of this.
            let start = first + starts.trailing_zeros() as usize;
            worth[count] = start;
            count += usize::from(may_open(tables, bytes, start));
            starts &= starts - 1;
        }
        for &start in &worth[..count] {
            walk(tables, bytes, start, |output, end| {
                let length = end - start;
                match output.piece() {
                    None => hit(Hit { target: output.target(), start, end, length }),
                    Some(piece) => {
                        if let Some(whole) = go_on(tables, &mut partials, piece, start, end) {
                            hit(whole);
                        }
                    }
                }
            });
        }
    }
}

/// Says whether a phrase may begin here, by the next four bytes.
#[inline]
fn may_open(tables: &Tables<'_>, text: &[u8], start: usize) -> bool {
    let Some(&four) = text.get(start..).and_then(|rest| rest.first_chunk()) else { return true };
    let bit = opening(four);
    tables.openings.get(bit / 64).is_some_and(|bits| bits >> (bit % 64) & 1 == 1)
}

/// Follows the tree as far as the text agrees, and reports what ends on the way.
#[inline]
fn walk(tables: &Tables<'_>, text: &[u8], start: usize, mut found: impl FnMut(Output, usize)) {
    let slots = tables.slots;
    let mut base = tables.root;
    let mut rest = text.get(start..).unwrap_or(&[]).iter();
    while let Some(&byte) = rest.next() {
        let Some(&slot) = slots.get((base ^ u32::from(byte)) as usize) else { return };
        if slot.byte != byte {
            return;
        }
        base = slot.base;
        if slot.tail > 0 {
            let Some((tail, behind)) = tail(tables, slot) else { return };
            let Some(left) = rest.as_slice().strip_prefix(tail) else { return };
            rest = left.iter();
            base = behind;
        }
        if slot.outputs > 0 {
            report(tables, text, slot.outputs, text.len() - rest.as_slice().len(), &mut found);
        }
        if base >= Slot::LEAF {
            return;
        }
    }
}

/// The tail of a place, and the base behind it.
#[inline]
fn tail<'t>(tables: &Tables<'t>, slot: Slot) -> Option<(&'t [u8], u32)> {
    let place = (slot.base & !Slot::LEAF) as usize;
    let (tail, behind) = tables.tails.get(place..)?.split_at_checked(slot.tail.into())?;
    if slot.base >= Slot::LEAF {
        return Some((tail, Slot::LEAF));
    }
    let &[low, middle, high] = behind.first_chunk::<BASE>()?;
    Some((tail, u32::from_le_bytes([low, middle, high, 0])))
}

/// Reports what ends here, unless the text goes on with a word that should be whole.
// measured: left to itself, the compiler takes it for too long
#[inline(always)]
fn report(
    tables: &Tables<'_>,
    text: &[u8],
    outputs: u16,
    end: usize,
    found: &mut impl FnMut(Output, usize),
) {
    let word_goes_on = text.get(end).is_some_and(|&next| is_word(next));
    for &output in tables.outputs.get(usize::from(outputs) - 1..).unwrap_or(&[]) {
        if !output.whole_word() || !word_goes_on {
            found(output, end);
        }
        if !output.more() {
            return;
        }
    }
}

/// Notes a piece of a phrase with gaps; gives the whole phrase when it was the last one.
#[inline]
fn go_on(
    tables: &Tables<'_>,
    partials: &mut Partials,
    piece: u16,
    start: usize,
    end: usize,
) -> Option<Hit> {
    let row = tables.pieces.get(usize::from(piece))?;
    let (start, length) = match row.after {
        None => (start, end - start),
        Some(before) => {
            let partial = partials.find(before)?;
            let gap = start.checked_sub(usize::from(partial.end))?;
            if gap > WIDEST_GAP {
                return None;
            }
            let length = usize::from(partial.length) + end - start;
            (usize::from(partial.start), length)
        }
    };
    if let Some(target) = row.completes {
        return Some(Hit { target, start, end, length });
    }
    partials.remember(Partial {
        piece,
        start: start as u16,
        end: end as u16,
        length: length as u16,
    });
    None
}
