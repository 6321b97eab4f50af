//! Numbers as people read them.

/// Writes a number with its thousands apart.
pub fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// Writes a share: `75.0%`.
pub fn percent(count: u64, of: u64) -> String {
    let percent = if of == 0 { 0.0 } else { 100.0 * count as f64 / of as f64 };
    format!("{percent:.1}%")
}

/// Writes a count and its share: `3 (75.0%)`.
pub fn share(count: u64, of: u64) -> String {
    format!("{} ({})", grouped(count), percent(count, of))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_are_apart() {
        assert_eq!(grouped(0), "0");
        assert_eq!(grouped(999), "999");
        assert_eq!(grouped(1_234_567), "1,234,567");
        assert_eq!(share(1, 0), "1 (0.0%)");
        assert_eq!(share(1000, 3000), "1,000 (33.3%)");
    }
}
