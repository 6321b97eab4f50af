//! The day of a time stamp, in the ways that logs and messages write it.

const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// Gives `2026-11-24`, or `11-24` where the year is not told.
pub fn day(time: &str) -> Option<String> {
    if let Some(date) = time.get(..10).filter(|date| is_iso(date)) {
        return Some(date.to_owned());
    }
    let words: Vec<&str> =
        time.split([' ', ',', '-']).filter(|word| !word.is_empty()).take(6).collect();
    let place = words.iter().position(|word| month(word).is_some())?;
    let month = month(words[place])?;
    let number = |at: Option<usize>| words.get(at?)?.parse::<u32>().ok();
    let is_year = |year: &u32| (1980..=9999).contains(year);
    let is_day = |day: &u32| (1..=31).contains(day);
    // 24 Nov 2026, as in the Date field
    if let (Some(day), Some(year)) =
        (number(place.checked_sub(1)).filter(is_day), number(Some(place + 1)).filter(is_year))
    {
        return Some(format!("{year:04}-{month:02}-{day:02}"));
    }
    // Nov 24, as in the classic log, sometimes with the year behind the time
    let day = number(Some(place + 1)).filter(is_day)?;
    match number(Some(place + 3)).filter(is_year) {
        Some(year) => Some(format!("{year:04}-{month:02}-{day:02}")),
        None => Some(format!("{month:02}-{day:02}")),
    }
}

fn is_iso(date: &str) -> bool {
    date.bytes()
        .enumerate()
        .all(|(at, b)| if at == 4 || at == 7 { b == b'-' } else { b.is_ascii_digit() })
}

fn month(word: &str) -> Option<usize> {
    MONTHS.iter().position(|name| name.eq_ignore_ascii_case(word)).map(|at| at + 1)
}

#[cfg(test)]
mod tests {
    use super::day;

    #[test]
    fn every_way_of_writing_a_day() {
        for (time, expected) in [
            ("2026-11-24T01:27:36Z", Some("2026-11-24")),
            ("2026-11-24 01:27:36", Some("2026-11-24")),
            ("Tue, 24 Nov 2026 01:27:36 +0000", Some("2026-11-24")),
            ("4 Nov 2026 01:27:36 +0000", Some("2026-11-04")),
            ("Nov 24 01:27:36", Some("11-24")),
            ("Nov  4 01:27:36", Some("11-04")),
            ("Tue Nov 24 01:27:36 2026", Some("2026-11-24")),
            ("yesterday", None),
            ("", None),
            ("Nov 99", None),
        ] {
            assert_eq!(day(time).as_deref(), expected, "{time}");
        }
    }
}
