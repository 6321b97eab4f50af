//! The walk: every phrase that stands in a folded text, in one pass from left to right.

use crate::fold::{Folded, is_word};
use crate::tables::{Node, Output, Tables, Target, prefix_slot, run};

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
    let slots = tables.prefixes.len();
    if !slots.is_power_of_two() {
        return;
    }
    let mut partials = Partials::new();
    let bytes = text.bytes();
    for (at, start) in text.starts().iter().enumerate() {
        let start = usize::from(start.folded);
        let Some((node, behind)) = enter(tables, bytes, start) else { continue };
        walk(tables, bytes, behind, node, |output, end| {
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

/// Finds the first node to visit for the three bytes at `start`, and where in the text its label stands.
#[inline]
fn enter<'t>(tables: &Tables<'t>, text: &[u8], start: usize) -> Option<(&'t Node, usize)> {
    let &[a, b, c] = text.get(start..start + 3)?.first_chunk()?;
    let key = u32::from(a) | u32::from(b) << 8 | u32::from(c) << 16;
    let slots = tables.prefixes.len();
    let mut slot = prefix_slot(key, slots);
    let prefix = loop {
        let prefix = tables.prefixes.get(slot)?;
        if prefix.key == key {
            break prefix;
        }
        if prefix.key == 0 {
            return None;
        }
        slot = (slot + 1) & (slots - 1);
    };
    let at = start + 3;
    if prefix.fourth == u32::MAX {
        return Some((tables.nodes.get(usize::from(prefix.node))?, at));
    }
    let (&fourth, &fifth) = (text.get(at)?, text.get(at + 1).unwrap_or(&0));
    if prefix.fifth >> (fifth % 32) & 1 == 0 {
        return None;
    }
    let children = run(tables.nodes, prefix.first_child, prefix.children);
    Some((child(children, prefix.fourth, fourth)?, at))
}

/// Follows the tree from `node` as far as the text agrees, and reports what ends on the way.
#[inline]
fn walk<'t>(
    tables: &Tables<'t>,
    text: &[u8],
    mut at: usize,
    mut node: &'t Node,
    mut found: impl FnMut(Output, usize),
) {
    while label_matches(tables, node, text.get(at..).unwrap_or(&[])) {
        at += usize::from(node.label_len);
        let next = text.get(at).copied();
        for &output in run(tables.outputs, node.first_output, node.outputs) {
            if !output.whole_word || !next.is_some_and(is_word) {
                found(output, at);
            }
        }
        let Some(next) = next else { return };
        let children = run(tables.nodes, node.first_child, node.children);
        let Some(below) = child(children, node.follows, next) else { return };
        node = below;
    }
}

/// Compares a node's label: its first bytes, which are all of most labels, at one go.
#[inline]
fn label_matches(tables: &Tables<'_>, node: &Node, text: &[u8]) -> bool {
    let len = usize::from(node.label_len);
    let Some(eight) = text.first_chunk() else {
        return text.len() >= len && {
            let head = node.head.to_le_bytes();
            head.iter().zip(text).take(len).all(|(a, b)| a == b)
        };
    };
    let different = node.head ^ u64::from_le_bytes(*eight);
    if len < 8 {
        return different & ((1 << (8 * len)) - 1) == 0;
    }
    let rest = node.label as usize;
    different == 0 && text.get(8..len) == tables.labels.get(rest..rest + len - 8)
}

/// Finds the child whose label begins with `byte`. The bits before its own tell how many children come first at least;
/// only children that share a bit lie between.
#[inline]
fn child(children: &[Node], follows: u32, byte: u8) -> Option<&Node> {
    let bit = byte % 32;
    if follows >> bit & 1 == 0 {
        return None;
    }
    let before = (follows & ((1 << bit) - 1)).count_ones() as usize;
    children.get(before..)?.iter().find(|child| child.head as u8 == byte)
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
