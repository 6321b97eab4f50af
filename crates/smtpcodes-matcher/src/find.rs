//! Finds a byte, eight bytes at a time.

/// Finds the first line feed.
///
/// ```
/// assert_eq!(smtpcodes_matcher::line_end(b"250 OK\r\n"), Some(7));
/// assert_eq!(smtpcodes_matcher::line_end(b"250 OK"), None);
/// ```
#[must_use]
#[inline]
pub fn line_end(bytes: &[u8]) -> Option<usize> {
    find::<b'\n'>(bytes)
}

const ONES: u64 = u64::from_ne_bytes([1; 8]);
const HIGHEST: u64 = ONES << 7;

/// Bytes that are skipped at once where none of them is wanted.
const WIDE: usize = 32;

/// Finds the first byte of this value.
#[inline]
pub(crate) fn find<const BYTE: u8>(bytes: &[u8]) -> Option<usize> {
    // a comparison of all bytes of a wide block, without a branch, is what compilers have an instruction for
    let holds = |wide: &[u8; WIDE]| wide.iter().fold(false, |holds, &byte| holds | (byte == BYTE));
    let skipped = bytes.as_chunks().0.iter().take_while(|wide| !holds(wide)).count() * WIDE;
    let found = first(
        &bytes[skipped..],
        // bytes that are wanted become zero; taking one from a zero byte sets its highest bit, and the lowest such bit
        // is always that of a zero byte
        |block| {
            let zeros = block ^ (ONES * u64::from(BYTE));
            zeros.wrapping_sub(ONES) & !zeros & HIGHEST
        },
        |byte| byte == BYTE,
    );
    found.map(|at| skipped + at)
}

/// Finds the first ASCII byte from `LEAST` to `MOST`.
#[inline]
pub(crate) fn find_within<const LEAST: u8, const MOST: u8>(bytes: &[u8]) -> Option<usize> {
    first(
        bytes,
        // without their highest bits no addition carries into the next byte
        |block| {
            let low = block & !HIGHEST;
            let from = |least: u8| low + ONES * u64::from(0x80 - least);
            from(LEAST) & !from(MOST + 1) & !block & HIGHEST
        },
        |byte| (LEAST..=MOST).contains(&byte),
    )
}

/// Finds the first byte that is wanted: `highest` marks those of a block by their highest bits, the first one exactly.
#[inline]
fn first(bytes: &[u8], highest: impl Fn(u64) -> u64, wanted: impl Fn(u8) -> bool) -> Option<usize> {
    let (blocks, rest) = bytes.as_chunks::<8>();
    for (at, block) in blocks.iter().enumerate() {
        let found = highest(u64::from_le_bytes(*block));
        if found != 0 {
            return Some(at * 8 + found.trailing_zeros() as usize / 8);
        }
    }
    let end = rest.iter().position(|&byte| wanted(byte))?;
    Some(blocks.len() * 8 + end)
}

#[cfg(test)]
mod tests {
    use super::{find_within, line_end};

    #[test]
    fn every_byte_of_a_range_is_found_and_no_other() {
        for byte in 0..=255_u8 {
            for at in 0..20 {
                let mut bytes = [b'a'; 20];
                bytes[at] = byte;
                let wanted = (b'2'..=b'5').contains(&byte).then_some(at);
                assert_eq!(find_within::<b'2', b'5'>(&bytes), wanted, "{byte} at {at}");
                bytes = [0xB4; 20];
                bytes[at] = byte;
                assert_eq!(find_within::<b'2', b'5'>(&bytes), wanted, "{byte} at {at}");
            }
        }
    }

    #[test]
    fn every_place_of_a_line_end_is_found_among_every_byte() {
        for length in 0..90 {
            for filler in (0..=255).filter(|&byte| byte != b'\n') {
                let mut bytes = [filler; 90];
                assert_eq!(line_end(&bytes[..length]), None);
                for at in (0..length).rev() {
                    bytes[at] = b'\n';
                    assert_eq!(line_end(&bytes[..length]), Some(at), "{filler} {length}");
                }
            }
        }
    }
}
