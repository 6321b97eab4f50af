//! Remembers, in fixed memory, what an earlier line said about a queue id: its sender, its recipient, its peer.
//!
//! Values lie one after the other in a ring of bytes; the index holds where each began. What the ring has overwritten
//! since is forgotten, the oldest first, so a log of any length needs the same memory and no allocation a line.

use std::hash::{BuildHasher, Hasher, RandomState};

const RING: usize = 4 << 20;
const BUCKETS: usize = 1 << 14;
const WAYS: usize = 4;
/// Longer values are hostile: no address or host name comes near.
const LONGEST: usize = 1024;

/// Two words, so that a bucket is one line of a processor's cache: a busy log looks at another one with every message.
#[derive(Clone, Copy, Default)]
struct Slot {
    hash: u64,
    /// Where the value begins, counted over the whole life of the ring, and in the lowest 16 bits how long it is; 0 is an
    /// empty slot.
    place: u64,
}

impl Slot {
    fn start(self) -> u64 {
        self.place >> 16
    }

    fn length(self) -> usize {
        self.place as usize & 0xFFFF
    }
}

#[derive(Clone, Copy, Default)]
#[repr(align(64))]
struct Bucket([Slot; WAYS]);

/// A bounded map from (what, id) to a value.
pub(super) struct Joins {
    hasher: RandomState,
    buckets: Vec<Bucket>,
    ring: Vec<u8>,
    head: u64,
}

/// What the value is about, so that one map serves all readers.
#[derive(Clone, Copy)]
pub(super) enum About {
    Sender,
    Recipient,
    Peer,
    Message,
    Seen,
}

impl Joins {
    pub(super) fn new() -> Self {
        Self {
            hasher: RandomState::new(),
            buckets: Vec::new(),
            ring: Vec::new(),
            // not 0, which marks an empty slot
            head: 1,
        }
    }

    /// Remembers the value, in place of an older one.
    pub(super) fn put(&mut self, about: About, id: &[u8], value: &[u8]) {
        if value.len() > LONGEST {
            return;
        }
        if self.ring.is_empty() {
            self.ring = vec![0; RING];
            self.buckets = vec![Bucket::default(); BUCKETS];
        }
        let offset = (self.head % RING as u64) as usize;
        if offset + value.len() > RING {
            self.head += (RING - offset) as u64;
        }
        let offset = (self.head % RING as u64) as usize;
        self.ring[offset..offset + value.len()].copy_from_slice(value);
        let hash = self.hash(about, id);
        let Bucket(slots) = &mut self.buckets[hash as usize % BUCKETS];
        let slot =
            slots.iter_mut().min_by_key(|slot| if slot.hash == hash { 0 } else { slot.place });
        if let Some(slot) = slot {
            *slot = Slot { hash, place: self.head << 16 | value.len() as u64 };
        }
        self.head += value.len().max(1) as u64;
    }

    /// Returns what was said last, unless it has been forgotten.
    pub(super) fn get(&self, about: About, id: &[u8]) -> Option<&[u8]> {
        if self.ring.is_empty() {
            return None;
        }
        let hash = self.hash(about, id);
        let Bucket(slots) = &self.buckets[hash as usize % BUCKETS];
        let slot = slots.iter().find(|slot| slot.place != 0 && slot.hash == hash)?;
        if self.head - slot.start() > RING as u64 {
            return None;
        }
        let offset = (slot.start() % RING as u64) as usize;
        self.ring.get(offset..offset + slot.length())
    }

    fn hash(&self, about: About, id: &[u8]) -> u64 {
        let mut hasher = self.hasher.build_hasher();
        hasher.write(id);
        hasher.write_u8(about as u8);
        hasher.finish()
    }

    /// Returns the value as text.
    pub(super) fn text(&self, about: About, id: &[u8]) -> Option<String> {
        self.get(about, id).map(super::scan::text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_value_counts_and_kinds_are_apart() {
        let mut joins = Joins::new();
        assert_eq!(joins.get(About::Sender, b"A1"), None);
        joins.put(About::Sender, b"A1", b"a@example.com");
        joins.put(About::Sender, b"A1", b"b@example.com");
        joins.put(About::Recipient, b"A1", b"");
        assert_eq!(joins.get(About::Sender, b"A1"), Some(&b"b@example.com"[..]));
        assert_eq!(joins.get(About::Recipient, b"A1"), Some(&b""[..]));
        assert_eq!(joins.get(About::Sender, b"A2"), None);
    }

    #[test]
    fn a_flood_forgets_the_oldest_and_never_mixes_values() {
        let mut joins = Joins::new();
        for n in 0..200_000u32 {
            joins.put(
                About::Sender,
                &n.to_le_bytes(),
                format!("sender-{n}@example.com").as_bytes(),
            );
        }
        let mut kept = 0;
        for n in 0..200_000u32 {
            if let Some(value) = joins.get(About::Sender, &n.to_le_bytes()) {
                assert_eq!(value, format!("sender-{n}@example.com").as_bytes());
                kept += 1;
            }
        }
        assert!((40_000..=65_536).contains(&kept), "kept {kept}");
        assert_eq!(joins.get(About::Sender, &0u32.to_le_bytes()), None);
        assert!(joins.get(About::Sender, &199_999u32.to_le_bytes()).is_some());
        assert_eq!(joins.ring.len(), RING);
    }

    #[test]
    fn a_value_beyond_reason_is_not_kept() {
        let mut joins = Joins::new();
        joins.put(About::Sender, b"A1", &[b'x'; LONGEST + 1]);
        assert_eq!(joins.get(About::Sender, b"A1"), None);
    }
}
