//! Which provider stands behind a host name.

use crate::Tables;

/// Tells the number of the provider whose suffix `host` ends in, the longest suffix first; 0 when none does.
///
/// An address in brackets behind the name, a trailing dot and the case of letters do not matter.
pub fn provider_of(tables: &Tables<'_>, host: &[u8]) -> u8 {
    let name = match host.iter().position(|&b| matches!(b, b'[' | b'(' | b' ' | b':')) {
        Some(end) => &host[..end],
        None => host,
    };
    let mut name = name.strip_suffix(b".").unwrap_or(name);
    // RFC 1035: a name has at most 255 bytes; whatever is longer is not one.
    let mut buffer = [0; 255];
    let Some(lower) = buffer.get_mut(..name.len()) else { return 0 };
    lower.copy_from_slice(name);
    lower.make_ascii_lowercase();
    name = lower;
    while !name.is_empty() {
        let found = tables.hosts.binary_search_by(|row| row.suffix.as_bytes().cmp(name));
        if let Ok(at) = found {
            return tables.hosts[at].provider;
        }
        name = match name.iter().position(|&b| b == b'.') {
            Some(dot) => &name[dot + 1..],
            None => return 0,
        };
    }
    0
}
