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

/// Finds the first byte of this value.
#[inline]
pub(crate) fn find<const BYTE: u8>(bytes: &[u8]) -> Option<usize> {
    const ONES: u64 = u64::from_ne_bytes([1; 8]);
    let wanted = u64::from_ne_bytes([BYTE; 8]);
    let (blocks, rest) = bytes.as_chunks::<8>();
    for (at, block) in blocks.iter().enumerate() {
        // bytes that are wanted become zero; taking one from a zero byte sets its highest bit, and the lowest such
        // bit is always that of a zero byte
        let zeros = u64::from_le_bytes(*block) ^ wanted;
        let found = zeros.wrapping_sub(ONES) & !zeros & (ONES << 7);
        if found != 0 {
            return Some(at * 8 + found.trailing_zeros() as usize / 8);
        }
    }
    let end = rest.iter().position(|&byte| byte == BYTE)?;
    Some(blocks.len() * 8 + end)
}

#[cfg(test)]
mod tests {
    use super::line_end;

    #[test]
    fn every_place_of_a_line_end_is_found_among_every_byte() {
        for length in 0..40 {
            for filler in (0..=255).filter(|&byte| byte != b'\n') {
                let mut bytes = [filler; 40];
                assert_eq!(line_end(&bytes[..length]), None);
                for at in (0..length).rev() {
                    bytes[at] = b'\n';
                    assert_eq!(line_end(&bytes[..length]), Some(at), "{filler} {length}");
                }
            }
        }
    }
}
