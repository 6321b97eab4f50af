//! Lays the phrases out as a double array.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap, HashSet};

use smtpcodes_matcher::{OPENINGS, Output, Slot, opening};

/// A byte of a phrase leads from one place to a place of the same 256.
const BLOCK: usize = 256;

/// The longest tail; what is longer hangs on a few more places.
const TAIL: usize = 255;

/// The tree as flat tables.
#[derive(Clone, Debug, Default)]
pub(crate) struct Tree {
    pub(crate) openings: Vec<u64>,
    pub(crate) slots: Vec<Slot>,
    pub(crate) root: u32,
    pub(crate) tails: Vec<u8>,
    pub(crate) outputs: Vec<Output>,
}

/// The phrases (three bytes at least each) and what ends with them.
pub(crate) type Phrases = BTreeMap<Vec<u8>, Vec<Output>>;

/// Phrases that begin alike, in order.
type Alike<'a, 'p> = &'a [(&'p [u8], &'p [Output])];

/// Lays the phrases out; an error says which limit of the tables they pass.
pub(crate) fn build(phrases: &Phrases) -> Result<Tree, String> {
    let sorted: Vec<(&[u8], &[Output])> =
        phrases.iter().map(|(phrase, outputs)| (&phrase[..], &outputs[..])).collect();
    let mut builder = Builder::default();
    if sorted.is_empty() {
        return Ok(builder.tree);
    }
    builder.tree.root = builder.children(&sorted, 0)?;
    builder.place_tails();
    builder.tree.openings = openings(phrases.keys());
    Ok(builder.tree)
}

/// Sets the bits of the four bytes that phrases begin with; a phrase of three may go on with any.
fn openings<'p>(phrases: impl Iterator<Item = &'p Vec<u8>>) -> Vec<u64> {
    let mut bits = vec![0; OPENINGS];
    let mut set = |four| bits[opening(four) / 64] |= 1 << (opening(four) % 64);
    for phrase in phrases {
        match phrase[..] {
            [a, b, c] => (0..=u8::MAX).for_each(|d| set([a, b, c, d])),
            [a, b, c, d, ..] => set([a, b, c, d]),
            _ => {}
        }
    }
    bits
}

#[derive(Default)]
struct Builder<'p> {
    tree: Tree,
    /// The places that have a tail.
    tails: Vec<(usize, &'p [u8])>,
    /// Bases that are taken: no two places share one.
    bases: HashSet<u32>,
    /// No place before this one is vacant.
    first_free: usize,
}

impl<'p> Builder<'p> {
    /// Lays out what follows the first `depth` bytes, which all of the phrases share; gives back the base.
    fn children(&mut self, phrases: Alike<'_, 'p>, depth: usize) -> Result<u32, String> {
        let groups: Vec<(u8, Alike<'_, 'p>)> = phrases
            .chunk_by(|(a, _), (b, _)| a[depth] == b[depth])
            .map(|group| (group[0].0[depth], group))
            .collect();
        let bytes: Vec<u8> = groups.iter().map(|(byte, _)| *byte).collect();
        let base = self.free_base(&bytes);
        for &byte in &bytes {
            self.tree.slots[base ^ usize::from(byte)].byte = byte;
        }
        for (byte, group) in groups {
            let place = base ^ usize::from(byte);
            let (ending, going_on) = match group {
                [(phrase, outputs), rest @ ..] if phrase.len() == depth + 1 => (*outputs, rest),
                _ => (&[][..], group),
            };
            let slot = match going_on {
                [] => Slot { base: u32::MAX, outputs: self.outputs(ending)?, ..Slot::default() },
                [(phrase, outputs)] if ending.is_empty() && phrase.len() <= depth + 1 + TAIL => {
                    let tail = &phrase[depth + 1..];
                    self.tails.push((place, tail));
                    Slot {
                        tail: tail.len() as u8,
                        outputs: self.outputs(outputs)?,
                        ..Slot::default()
                    }
                }
                _ => {
                    let outputs = self.outputs(ending)?;
                    Slot { base: self.children(going_on, depth + 1)?, outputs, ..Slot::default() }
                }
            };
            self.tree.slots[place] = Slot { byte, ..slot };
        }
        Ok(base as u32)
    }

    /// Adds outputs; gives back one more than the index of the first, or 0 where there is none.
    fn outputs(&mut self, outputs: &[Output]) -> Result<u16, String> {
        let Some(last) = outputs.len().checked_sub(1) else { return Ok(0) };
        let first = self.tree.outputs.len() + 1;
        let more = |(at, output): (usize, &Output)| {
            if at < last { output.and_more() } else { *output }
        };
        self.tree.outputs.extend(outputs.iter().enumerate().map(more));
        u16::try_from(first)
            .map_err(|_| "the tables hold at most 65,535 ends of phrases".to_owned())
    }

    /// Puts the tails one behind the other; one that ends a longer one stands there already.
    fn place_tails(&mut self) {
        let mut ends: HashMap<&[u8], usize> = HashMap::new();
        self.tails.sort_by_key(|(_, tail)| Reverse(tail.len()));
        for &(place, tail) in &self.tails {
            let at = ends.get(tail).copied().unwrap_or(self.tree.tails.len());
            if at == self.tree.tails.len() {
                self.tree.tails.extend_from_slice(tail);
                for from in 0..tail.len() {
                    ends.entry(&tail[from..]).or_insert(at + from);
                }
            }
            self.tree.slots[place].base = at as u32;
        }
    }

    /// Finds a base that nobody has, and from which the places of all these bytes are vacant.
    fn free_base(&mut self, bytes: &[u8]) -> usize {
        while self.tree.slots.get(self.first_free).is_some_and(|slot| slot.byte != 0) {
            self.first_free += 1;
        }
        let mut place = self.first_free;
        loop {
            while place >= self.tree.slots.len() {
                self.tree.slots.resize(self.tree.slots.len() + BLOCK, Slot::default());
            }
            let base = place ^ usize::from(bytes[0]);
            let vacant = |byte: &u8| self.tree.slots[base ^ usize::from(*byte)].byte == 0;
            if bytes.iter().all(vacant) && self.bases.insert(base as u32) {
                return base;
            }
            place += 1;
        }
    }
}
