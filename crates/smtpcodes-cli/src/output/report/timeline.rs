//! Time in equal steps without a gap: hours, days, weeks, months or years, as few as a page can show.

use std::collections::BTreeMap;

use jiff::civil::Date;
use jiff::{Span, ToSpan};

use crate::output::count::{Count, Counts, add};
use crate::output::moment::Day;
use crate::output::times::Times;

/// Steps that fit beside each other.
const STEPS: i32 = 92;
/// The year that days without one are put into, where no day tells its year; a leap year.
const SOME_YEAR: i16 = 2000;
/// Days that a log may be ahead of the last day whose year is known.
const AHEAD: i32 = 7;

/// Failures over time.
#[derive(Debug)]
pub struct Timeline {
    /// What a step is: `day`, `week`, ...
    pub unit: &'static str,
    /// The first day and the last.
    pub period: String,
    pub steps: Vec<Step>,
}

/// The failures of one step.
#[derive(Debug, Default)]
pub struct Step {
    pub name: String,
    /// The name, shorter, for an axis.
    pub tick: String,
    pub count: Count,
    pub reasons: Counts,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Unit {
    Day,
    Week,
    Month,
    Years(i16),
}

impl Timeline {
    /// Puts times into steps; none where no failure tells its time.
    pub fn of(times: &Times) -> Option<Self> {
        let (days, years_known) = dated(&times.days);
        let (&first, &last) = (days.first_key_value()?.0, days.last_key_value()?.0);
        let name = |date| Unit::Day.names(date, years_known).0;
        let period = match first == last {
            true => name(first),
            false => format!("{} to {}", name(first), name(last)),
        };
        let between = distance(first, last);
        let failures = |counts: &Counts| counts.values().map(|count| count.all).sum::<u64>();
        if between < 2
            && times.hours.values().map(failures).sum::<u64>()
                == times.days.values().map(failures).sum::<u64>()
        {
            return Some(Self::by_hour(times, &days, period));
        }
        let unit = Unit::that_fits(between);
        let mut counts: BTreeMap<Date, Counts> = BTreeMap::new();
        for (date, found) in days {
            add(counts.entry(unit.start(date)).or_default(), found.clone());
        }
        let steps = std::iter::successors(Some(unit.start(first)), |&start| unit.next(start))
            .take_while(|&start| start <= last)
            .map(|start| {
                let (name, tick) = unit.names(start, years_known);
                Step::new(name, tick, counts.remove(&start).unwrap_or_default())
            })
            .collect();
        Some(Self { unit: unit.word(), period, steps })
    }

    fn by_hour(times: &Times, days: &BTreeMap<Date, Counts>, period: String) -> Self {
        let mut steps = Vec::new();
        for date in days.keys() {
            for hour in 0..24 {
                let counts = times
                    .hours
                    .iter()
                    .filter(|((day, at), _)| {
                        (day.month, day.day, *at) == (date.month(), date.day(), hour)
                    })
                    .fold(Counts::new(), |mut sum, (_, counts)| {
                        add(&mut sum, counts.clone());
                        sum
                    });
                let tick = format!("{hour:02}:00");
                steps.push(Step::new(format!("{}, {tick}", date.strftime("%-d %b")), tick, counts));
            }
        }
        Self { unit: "hour", period, steps }
    }

    /// Gives the number of all failures that tell their time.
    pub fn all(&self) -> u64 {
        self.steps.iter().map(|step| step.count.all).sum()
    }
}

impl Step {
    fn new(name: String, tick: String, reasons: Counts) -> Self {
        let mut count = Count::default();
        reasons.values().for_each(|&reason| count += reason);
        Self { name, tick, count, reasons }
    }

    /// Gives the count of one reason.
    pub fn of(&self, reason: &str) -> u64 {
        self.reasons.get(reason).map_or(0, |count| count.all)
    }
}

impl Unit {
    fn that_fits(days: i32) -> Self {
        match days {
            ..STEPS => Self::Day,
            _ if days / 7 < STEPS - 1 => Self::Week,
            _ if days / 30 < STEPS - 1 => Self::Month,
            _ if days / 365 < STEPS - 1 => Self::Years(1),
            _ if days / 3650 < STEPS - 1 => Self::Years(10),
            _ => Self::Years(100),
        }
    }

    fn word(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::Week => "week",
            Self::Month => "month",
            Self::Years(1) => "year",
            Self::Years(10) => "decade",
            Self::Years(_) => "century",
        }
    }

    fn span(self) -> Span {
        match self {
            Self::Day => 1.day(),
            Self::Week => 1.week(),
            Self::Month => 1.month(),
            Self::Years(years) => years.years(),
        }
    }

    /// Gives the first day of the step that a day is in; where the calendar does not begin so early, the day itself.
    fn start(self, date: Date) -> Date {
        match self {
            Self::Day => date,
            Self::Week => {
                let behind = i32::from(date.weekday().to_monday_zero_offset());
                date.checked_sub(behind.days()).unwrap_or(date)
            }
            Self::Month => date.first_of_month(),
            Self::Years(years) => {
                let year = date.year() - date.year().rem_euclid(years);
                Date::new(year, 1, 1).unwrap_or(date)
            }
        }
    }

    fn next(self, start: Date) -> Option<Date> {
        start.checked_add(self.span()).ok()
    }

    /// Names a step, in full and short.
    fn names(self, start: Date, years_known: bool) -> (String, String) {
        let (full, short) = match (self, years_known) {
            (Self::Day, true) => ("%a %-d %b %Y", "%-d %b"),
            (Self::Day, false) => ("%-d %b", "%-d %b"),
            (Self::Week, true) => ("week of %-d %b %Y", "%b %Y"),
            (Self::Week, false) => ("week of %-d %b", "%-d %b"),
            (Self::Month, true) => ("%B %Y", "%b %Y"),
            (Self::Month, false) => ("%B", "%b"),
            (Self::Years(1), _) => ("%Y", "%Y"),
            (Self::Years(_), _) => ("from %Y", "%Y"),
        };
        (start.strftime(full).to_string(), start.strftime(short).to_string())
    }
}

fn distance(first: Date, last: Date) -> i32 {
    first.until(last).map_or(0, |span| span.get_days())
}

/// Gives each day its date, and whether the years are known. A day without a year is in the year that ends with the
/// last day that has one; where none has, the widest gap between the days is taken for the time before the first.
fn dated(days: &BTreeMap<Day, Counts>) -> (BTreeMap<Date, Counts>, bool) {
    let latest = days.keys().filter_map(|day| day.date(day.year?)).max();
    let turn = match latest {
        Some(_) => None,
        None => turn_of_the_year(days),
    };
    let mut dates = BTreeMap::new();
    for (day, counts) in days {
        let date = match (day.year, latest) {
            (Some(year), _) => day.date(year),
            (None, Some(latest)) => day
                .date(latest.year())
                .filter(|&date| distance(latest, date) <= AHEAD)
                .or_else(|| day.date(latest.year() - 1)),
            (None, None) if turn.is_some_and(|turn| *day < turn) => day.date(SOME_YEAR + 1),
            (None, None) => day.date(SOME_YEAR),
        };
        if let Some(date) = date {
            add(dates.entry(date).or_default(), counts.clone());
        }
    }
    (dates, latest.is_some())
}

/// Finds the day with which a log begins that runs over the end of a year.
fn turn_of_the_year(days: &BTreeMap<Day, Counts>) -> Option<Day> {
    let dates: Vec<(Day, Date)> =
        days.keys().filter_map(|&day| Some((day, day.date(SOME_YEAR)?))).collect();
    let (first, last) = (dates.first()?.1, dates.last()?.1);
    let around = 366 - distance(first, last);
    dates
        .windows(2)
        .map(|pair| (distance(pair[0].1, pair[1].1), pair[1].0))
        .filter(|&(gap, _)| gap > around)
        .max_by_key(|&(gap, _)| gap)
        .map(|(_, day)| day)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::moment::moment;

    fn timeline(times: &[&str]) -> Timeline {
        let mut found = Times::default();
        for time in times {
            let moment = moment(time).unwrap_or_else(|| panic!("{time}"));
            found.add(moment, "mailbox_full", Count::one(false));
        }
        Timeline::of(&found).expect("there are times")
    }

    fn shape(times: &[&str]) -> (&'static str, usize, String, String) {
        let line = timeline(times);
        assert_eq!(line.all(), times.len() as u64);
        let (first, last) = (&line.steps[0], &line.steps[line.steps.len() - 1]);
        (line.unit, line.steps.len(), first.name.clone(), last.name.clone())
    }

    #[test]
    fn the_steps_fit_the_time() {
        for (times, unit, steps, first, last) in [
            (&["2026-11-24T01:00:00Z"][..], "hour", 24, "24 Nov, 00:00", "24 Nov, 23:00"),
            (&["2026-11-24"], "day", 1, "Tue 24 Nov 2026", "Tue 24 Nov 2026"),
            (&["Nov 30 01:00:00", "Dec  1 09:00:00"], "hour", 48, "30 Nov, 00:00", "1 Dec, 23:00"),
            (&["2026-11-24", "2026-11-28"], "day", 5, "Tue 24 Nov 2026", "Sat 28 Nov 2026"),
            (
                &["2026-01-01", "2026-12-31"],
                "week",
                53,
                "week of 29 Dec 2025",
                "week of 28 Dec 2026",
            ),
            (&["2024-02-03", "2026-12-31"], "month", 35, "February 2024", "December 2026"),
            (&["1990-02-03", "2026-12-31"], "year", 37, "1990", "2026"),
            (&["1985-02-03", "2526-12-31"], "decade", 55, "from 1980", "from 2520"),
            (&["0001-02-03", "9999-12-31"], "century", 100, "from 0000", "from 9900"),
        ] {
            assert_eq!(shape(times), (unit, steps, first.to_owned(), last.to_owned()));
        }
    }

    #[test]
    fn days_without_a_year_are_put_in_order() {
        let winter = shape(&["Dec 30 01:00:00", "Jan  2 01:00:00", "Dec 28 01:00:00"]);
        assert_eq!(winter, ("day", 6, "28 Dec".to_owned(), "2 Jan".to_owned()));
        let summer = shape(&["Jun 30 01:00:00", "Jul  2 01:00:00", "Jul 4 01:00:00"]);
        assert_eq!(summer, ("day", 5, "30 Jun".to_owned(), "4 Jul".to_owned()));
        let mixed = shape(&["2026-01-03", "Dec 31 01:00:00", "Jan  4 01:00:00"]);
        assert_eq!(mixed, ("day", 5, "Wed 31 Dec 2025".to_owned(), "Sun 4 Jan 2026".to_owned()));
    }

    #[test]
    fn the_period_is_told_in_days() {
        assert_eq!(timeline(&["2026-11-24T01:00:00Z"]).period, "Tue 24 Nov 2026");
        let years = timeline(&["1990-02-03", "2026-12-31"]);
        assert_eq!(years.period, "Sat 3 Feb 1990 to Thu 31 Dec 2026");
        assert_eq!(timeline(&["Nov 30 01:00:00", "Dec  1 09:00:00"]).period, "30 Nov to 1 Dec");
    }

    #[test]
    fn a_quiet_day_is_a_step_too() {
        let line = timeline(&["2026-11-24", "2026-11-24", "2026-11-27"]);
        let counts: Vec<u64> = line.steps.iter().map(|step| step.of("mailbox_full")).collect();
        assert_eq!(counts, [2, 0, 0, 1]);
    }
}
