//! Lays the phrases out as a double array.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap, HashSet};

use smtpcodes_matcher::{BASE, OPENINGS, Output, Slot, opening};

/// A byte of a phrase leads from one place to a place of the same 256.
const BLOCK: usize = 256;

/// The longest tail; what is longer hangs on a few more places.
const TAIL: usize = 255;

/// The shortest tail of phrases that part behind it: a few places are gone faster than a look elsewhere.
const SHORTEST: usize = 4;

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

/// What follows a place before phrases end or part, and the base of its children.
struct Tail<'p> {
    place: usize,
    bytes: &'p [u8],
    base: u32,
}

#[derive(Default)]
struct Builder<'p> {
    tree: Tree,
    tails: Vec<Tail<'p>>,
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
            self.place(base ^ usize::from(byte), byte, group, depth + 1)?;
        }
        u32::try_from(base)
            .ok()
            .filter(|base| *base < 1 << (8 * BASE))
            .ok_or("the tables hold at most 16,777,216 places of the tree of phrases".to_owned())
    }

    /// Fills the place of phrases that share the first `depth` bytes.
    fn place(
        &mut self,
        place: usize,
        byte: u8,
        phrases: Alike<'_, 'p>,
        depth: usize,
    ) -> Result<(), String> {
        let (first, last) = (phrases[0].0, phrases[phrases.len() - 1].0);
        let shared = first.iter().zip(last).take_while(|(a, b)| a == b).count();
        let end = match shared - depth {
            ..SHORTEST if phrases.len() > 1 => depth,
            _ => shared.min(depth + TAIL),
        };
        let (ending, going_on) = match phrases {
            [(phrase, outputs), rest @ ..] if phrase.len() == end => (*outputs, rest),
            _ => (&[][..], phrases),
        };
        let outputs = self.outputs(ending)?;
        let base = if going_on.is_empty() { Slot::LEAF } else { self.children(going_on, end)? };
        let tail = &first[depth..end];
        if !tail.is_empty() {
            self.tails.push(Tail { place, bytes: tail, base });
        }
        self.tree.slots[place] = Slot { base, outputs, byte, tail: tail.len() as u8 };
        Ok(())
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

    /// Puts the tails one behind the other; a leaf's that ends a longer one stands there already.
    fn place_tails(&mut self) {
        let (leaves, inner): (Vec<_>, Vec<_>) =
            self.tails.drain(..).partition(|tail| tail.base == Slot::LEAF);
        let (slots, tails) = (&mut self.tree.slots, &mut self.tree.tails);
        for Tail { place, bytes, base } in inner {
            slots[place].base = tails.len() as u32;
            tails.extend_from_slice(bytes);
            tails.extend_from_slice(&base.to_le_bytes()[..BASE]);
        }
        let mut ends: HashMap<&[u8], usize> = HashMap::new();
        let mut leaves = leaves;
        leaves.sort_by_key(|tail| Reverse(tail.bytes.len()));
        for Tail { place, bytes, .. } in leaves {
            let at = ends.get(bytes).copied().unwrap_or(tails.len());
            if at == tails.len() {
                tails.extend_from_slice(bytes);
                for from in 0..bytes.len() {
                    ends.entry(&bytes[from..]).or_insert(at + from);
                }
            }
            slots[place].base = Slot::LEAF | at as u32;
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
