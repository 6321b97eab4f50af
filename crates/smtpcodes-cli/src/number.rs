//! Numbers of the command line, and what to write where one is none.

/// Reads a whole number that is not zero.
pub fn whole<N: TryFrom<u64>>(word: &str) -> Result<N, String> {
    let number = word.parse::<u64>().ok().filter(|&number| number > 0);
    let number = number.and_then(|number| N::try_from(number).ok());
    number.ok_or_else(|| format!("write a whole number, 1 or more; the most is {}", u64::MAX))
}

/// Reads a number of bytes.
pub fn bytes<N: TryFrom<u64>>(word: &str) -> Result<N, String> {
    let number = word.parse::<u64>().ok().and_then(|number| N::try_from(number).ok());
    number.ok_or_else(|| {
        format!(
            "write a whole number of bytes, such as 10485760 for 10 MiB; the most is {}",
            u64::MAX
        )
    })
}
