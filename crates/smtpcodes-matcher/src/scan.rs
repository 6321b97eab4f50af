//! The walk: every phrase that stands in a folded text, in one pass from left to right.

use crate::fold::{Folded, is_word, prefix};
use crate::tables::{Output, Tables, Target, prefix_slot, run};

/// The longest gap between two pieces of a phrase, in folded bytes.
const WIDEST_GAP: usize = 256;

/// How many half-seen phrases with gaps are remembered; a new one replaces the oldest.
const REMEMBERED: usize = 32;

/// A phrase in the folded text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Hit {
    pub(crate) target: Target,
    /// Which of the text's starts it begins at.
    pub(crate) first: usize,
    pub(crate) start: usize,
    pub(crate) end: usize,
    /// Folded bytes that were compared: the measure of how much a phrase says.
    pub(crate) length: usize,
}

#[derive(Clone, Copy, Default)]
struct Partial {
    piece: u16,
    first: u16,
    start: u16,
    end: u16,
    length: u16,
}

/// Half-seen phrases, the last sighting of each piece.
struct Partials {
    seen: [Partial; REMEMBERED],
    count: usize,
    next: usize,
}

impl Partials {
    fn new() -> Self {
        Self { seen: [Partial::default(); REMEMBERED], count: 0, next: 0 }
    }

    fn find(&self, piece: u16) -> Option<Partial> {
        self.seen[..self.count].iter().find(|partial| partial.piece == piece).copied()
    }

    fn remember(&mut self, partial: Partial) {
        if let Some(same) = self.seen[..self.count].iter_mut().find(|p| p.piece == partial.piece) {
            *same = partial;
        } else {
            self.seen[self.next] = partial;
            self.next = (self.next + 1) % REMEMBERED;
            self.count = (self.count + 1).min(REMEMBERED);
        }
    }
}

/// Calls `hit` for every phrase of `tables` in `text`, by the place where it starts.
pub(crate) fn scan<const N: usize>(
    tables: &Tables<'_>,
    text: &Folded<N>,
    mut hit: impl FnMut(Hit),
) {
    let slots = tables.prefix_keys.len();
    if slots == 0 || !slots.is_power_of_two() {
        return;
    }
    let mut partials = Partials::new();
    let bytes = text.bytes();
    for (at, start) in text.starts().iter().enumerate() {
        let start = usize::from(start.folded);
        let prefix = prefix(bytes, start);
        let mut slot = prefix_slot(prefix, slots);
        let node = loop {
            match tables.prefix_keys[slot] {
                0 => break None,
                key if key == prefix => break tables.prefix_nodes.get(slot),
                _ => slot = (slot + 1) & (slots - 1),
            }
        };
        let Some(&node) = node else { continue };
        walk(tables, bytes, start, node, |output, end| {
            let found = Hit { target: output.target, first: at, start, end, length: end - start };
            if let Target::Piece(piece) = output.target {
                if let Some(whole) = go_on(tables, &mut partials, piece, found) {
                    hit(whole);
                }
            } else {
                hit(found);
            }
        });
    }
}

/// Follows the tree from `node` as far as the text agrees, and reports what ends on the way.
fn walk(
    tables: &Tables<'_>,
    text: &[u8],
    start: usize,
    node: u16,
    mut found: impl FnMut(Output, usize),
) {
    let mut node = tables.nodes.get(usize::from(node));
    let mut at = start + 3;
    while let Some(here) = node {
        let label = here.label as usize;
        let len = usize::from(here.label_len);
        let (Some(wanted), Some(got)) =
            (tables.labels.get(label..label + len), text.get(at..at + len))
        else {
            return;
        };
        if wanted != got {
            return;
        }
        at += len;
        let next = text.get(at).copied();
        for &output in run(tables.outputs, here.first_output, here.outputs) {
            if !output.whole_word || !next.is_some_and(is_word) {
                found(output, at);
            }
        }
        let Some(next) = next else { return };
        let first = usize::from(here.first_child);
        let children = tables.nodes.get(first..first + usize::from(here.children)).unwrap_or(&[]);
        node = children.iter().find(|child| tables.labels.get(child.label as usize) == Some(&next));
    }
}

/// Notes a piece of a phrase with gaps; gives the whole phrase when it was the last one.
fn go_on(tables: &Tables<'_>, partials: &mut Partials, piece: u16, found: Hit) -> Option<Hit> {
    let row = tables.pieces.get(usize::from(piece))?;
    let (first, start, length) = match row.after {
        None => (found.first, found.start, found.length),
        Some(before) => {
            let partial = partials.find(before)?;
            let gap = found.start.checked_sub(usize::from(partial.end))?;
            if gap > WIDEST_GAP {
                return None;
            }
            let length = usize::from(partial.length) + found.length;
            (usize::from(partial.first), usize::from(partial.start), length)
        }
    };
    if let Some(target) = row.completes {
        return Some(Hit { target, first, start, length, end: found.end });
    }
    partials.remember(Partial {
        piece,
        first: first as u16,
        start: start as u16,
        end: found.end as u16,
        length: length as u16,
    });
    None
}
