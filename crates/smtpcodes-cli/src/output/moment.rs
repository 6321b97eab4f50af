//! The day and hour of a time stamp, in the ways that logs and messages write it.

use jiff::civil::Date;

const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// A leap year, in which every day can be.
const LEAP: i16 = 2000;

/// A day of the calendar; classic logs do not tell the year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Day {
    pub year: Option<i16>,
    pub month: i8,
    pub day: i8,
}

/// When something happened, by the clock of whoever wrote it down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moment {
    pub day: Day,
    pub hour: Option<i8>,
}

impl Day {
    fn new(year: Option<i16>, month: i8, day: i8) -> Option<Self> {
        let date = Date::new(year.unwrap_or(LEAP), month, day).ok()?;
        Some(Self { year, month: date.month(), day: date.day() })
    }

    /// Gives the date, in `year` where the day tells none.
    pub fn date(self, year: i16) -> Option<Date> {
        let year = self.year.unwrap_or(year);
        // the 29th of February of a year that has none
        Date::new(year, self.month, self.day).or_else(|_| Date::new(year, self.month, 28)).ok()
    }
}

/// `2026-11-24`, or `11-24` where the year is not told.
impl std::fmt::Display for Day {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if let Some(year) = self.year {
            write!(f, "{year:04}-")?;
        }
        write!(f, "{:02}-{:02}", self.month, self.day)
    }
}

/// Reads a time stamp.
pub fn moment(time: &str) -> Option<Moment> {
    Some(Moment { day: day(time)?, hour: hour(time) })
}

fn day(time: &str) -> Option<Day> {
    if let Some(date) = time.get(..10).filter(|date| is_iso(date)) {
        return Day::new(date[..4].parse().ok(), date[5..7].parse().ok()?, date[8..].parse().ok()?);
    }
    let words: Vec<&str> =
        time.split([' ', ',', '-']).filter(|word| !word.is_empty()).take(6).collect();
    let place = words.iter().position(|word| month(word).is_some())?;
    let month = month(words[place])?;
    let number = |at: Option<usize>| words.get(at?)?.parse::<i16>().ok();
    let year = |at| number(Some(at)).filter(|year| (1980..=9999).contains(year));
    let day = |at| number(at).and_then(|day| i8::try_from(day).ok());
    // 24 Nov 2026, as in the Date field
    if let (Some(day), Some(year)) = (day(place.checked_sub(1)), year(place + 1)) {
        return Day::new(Some(year), month, day);
    }
    // Nov 24, as in the classic log, sometimes with the year behind the time
    Day::new(year(place + 3), month, day(Some(place + 1))?)
}

/// Finds the hour: two digits before the first colon.
fn hour(time: &str) -> Option<i8> {
    let (before, _) = time.split_once(':')?;
    let digits = before.get(before.len().checked_sub(2)?..)?;
    digits.trim_start().parse().ok().filter(|hour| (0..24).contains(hour))
}

fn is_iso(date: &str) -> bool {
    date.bytes()
        .enumerate()
        .all(|(at, b)| if at == 4 || at == 7 { b == b'-' } else { b.is_ascii_digit() })
}

fn month(word: &str) -> Option<i8> {
    (1..).zip(MONTHS).find(|(_, name)| name.eq_ignore_ascii_case(word)).map(|(number, _)| number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_way_of_writing_a_moment() {
        let at = |year, month, day, hour| Some(Moment { day: Day { year, month, day }, hour });
        for (time, expected) in [
            ("2026-11-24T01:27:36Z", at(Some(2026), 11, 24, Some(1))),
            ("2026-11-24 13:27:36", at(Some(2026), 11, 24, Some(13))),
            ("2026-11-24", at(Some(2026), 11, 24, None)),
            ("Tue, 24 Nov 2026 01:27:36 +0000", at(Some(2026), 11, 24, Some(1))),
            ("4 Nov 2026 1:27:36 +0000", at(Some(2026), 11, 4, Some(1))),
            ("Nov 24 01:27:36", at(None, 11, 24, Some(1))),
            ("Nov  4 01:27:36", at(None, 11, 4, Some(1))),
            ("Feb 29 01:27:36", at(None, 2, 29, Some(1))),
            ("Tue Nov 24 01:27:36 2026", at(Some(2026), 11, 24, Some(1))),
            ("2026-02-30T00:00:00Z", None),
            ("2026-00-00T00:00:00Z", None),
            ("yesterday", None),
            ("", None),
            ("ä:", None),
            ("Nov 99", None),
        ] {
            assert_eq!(moment(time), expected, "{time}");
        }
    }
}
