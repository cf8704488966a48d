//! Calendar dates, without time and without a clock.

use std::fmt;

use serde::Serialize;

/// A day of the Gregorian calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Date {
    /// The year, in full.
    pub year: u16,
    /// The month, from 1.
    pub month: u8,
    /// The day of the month, from 1.
    pub day: u8,
}

impl Date {
    /// Returns the date, or `None` if the calendar has no such day.
    pub fn new(year: u16, month: u8, day: u8) -> Option<Self> {
        (1..=days_in(year, month)?).contains(&day).then_some(Self { year, month, day })
    }

    /// Returns the date that is written like 2026-03-05, or `None` if it is not one.
    pub fn parse(text: &str) -> Option<Self> {
        let digits = |part: &str, count| {
            part.len() == count && part.bytes().all(|byte| byte.is_ascii_digit())
        };
        let mut parts = text.split('-');
        let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
        if parts.next().is_some() || !digits(year, 4) || !digits(month, 2) || !digits(day, 2) {
            return None;
        }
        Self::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
    }

    /// Returns the date as a page prints it: 2026年3月5日.
    pub fn in_words(self) -> String {
        format!("{}年{}月{}日", self.year, self.month, self.day)
    }

    /// Returns the ways in which a page may print the date, each without its spaces: 2026年3月5日, 5March2026.
    pub fn printed(self) -> [String; 4] {
        let Self { year, month, day } = self;
        let name = month_name(month.into()).unwrap_or_default();
        let english = [format!("{day}{name}{year}"), format!("{name}{day},{year}")];
        let [day_first, month_first] = english;
        [self.in_words(), day_first, month_first, self.to_string()]
    }

    /// Returns the day after it.
    #[must_use]
    pub fn next(self) -> Self {
        let Self { year, month, day } = self;
        let next = Self::new(year, month, day + 1).or_else(|| Self::new(year, month + 1, 1));
        next.unwrap_or(Self { year: year.saturating_add(1), month: 1, day: 1 })
    }

    /// Returns the date this many days after 1 January 1970, or `None` after the year 9999.
    pub fn after_1970(mut days: u64) -> Option<Self> {
        for year in 1970..=9999 {
            for month in 1..=12 {
                let length = u64::from(days_in(year, month)?);
                if days < length {
                    return Self::new(year, month, u8::try_from(days).ok()? + 1);
                }
                days -= length;
            }
        }
        None
    }
}

/// The English names of the months.
const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// Returns the English name of a month, counted from 1.
pub fn month_name(month: usize) -> Option<&'static str> {
    MONTHS.get(month.checked_sub(1)?).copied()
}

/// Returns how many days a month has, or `None` if there is no such month.
fn days_in(year: u16, month: u8) -> Option<u8> {
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => Some(31),
        4 | 6 | 9 | 11 => Some(30),
        2 => Some(if leap { 29 } else { 28 }),
        _ => None,
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

#[cfg(test)]
mod tests {
    use super::Date;

    #[test]
    fn knows_the_leap_years() {
        assert!(Date::new(2000, 2, 29).is_some());
        assert!(Date::new(2024, 2, 29).is_some());
        assert!(Date::new(1900, 2, 29).is_none());
        assert!(Date::new(2018, 2, 29).is_none());
    }

    #[test]
    fn refuses_days_outside_the_month() {
        assert!(Date::new(2018, 4, 30).is_some());
        assert!(Date::new(2018, 4, 31).is_none());
        assert!(Date::new(2018, 13, 1).is_none());
        assert!(Date::new(2018, 1, 0).is_none());
    }

    #[test]
    fn a_page_prints_a_day_in_several_ways() {
        let day = Date::new(2026, 3, 5).unwrap();
        assert_eq!(day.printed(), ["2026年3月5日", "5March2026", "March5,2026", "2026-03-05"]);
    }

    #[test]
    fn reads_what_it_writes() {
        for text in ["2018-04-27", "2024-02-29", "1999-12-01"] {
            assert_eq!(Date::parse(text).unwrap().to_string(), text);
        }
        for text in
            ["2018-4-27", "18-04-27", "2018-04-31", "2018-04-27-1", "2018-04", "+018-04-01", ""]
        {
            assert_eq!(Date::parse(text), None, "{text}");
        }
    }

    #[test]
    fn counts_the_days_since_1970() {
        let after = |days| Date::after_1970(days).unwrap().to_string();
        assert_eq!(after(0), "1970-01-01");
        assert_eq!(after(789), "1972-02-29");
        assert_eq!(after(17_648), "2018-04-27");
        assert_eq!(after(20_517), "2026-03-05");
        assert_eq!(Date::after_1970(u64::MAX), None);
    }
}
