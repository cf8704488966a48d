//! A period (期间): the months, the week or the day that an issue is about, where issues are counted by these.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::{Date, han};

/// A span of time by which issues are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Period {
    /// Months of a year, from one to another, which may be the same.
    Months {
        /// The year.
        year: u16,
        /// The first month, from 1.
        first: u8,
        /// The last month.
        last: u8,
    },
    /// A week of ISO 8601, from 1.
    Week(u16, u8),
    /// A quarter, from 1.
    Quarter(u16, u8),
    /// A half of a year, 1 or 2.
    Half(u16, u8),
    /// A day.
    Day(Date),
}

impl Period {
    /// Returns the year in which it is counted.
    pub fn year(self) -> u16 {
        match self {
            Self::Months { year, .. }
            | Self::Week(year, _)
            | Self::Quarter(year, _)
            | Self::Half(year, _) => year,
            Self::Day(date) => date.year,
        }
    }

    /// Returns the period that follows it, as long as it is, but for months that the year has no more of.
    #[must_use]
    pub fn next(self) -> Self {
        let step = |year: u16, n: u8, most: u8| {
            if n < most { (year, n + 1) } else { (year.saturating_add(1), 1) }
        };
        match self {
            Self::Months { year, first, last } => {
                let (year, next) = step(year, last, 12);
                Self::Months { year, first: next, last: (next + (last - first)).min(12) }
            }
            Self::Week(year, week) => {
                let (year, week) = step(year, week, weeks_of(year));
                Self::Week(year, week)
            }
            Self::Quarter(year, quarter) => {
                let (year, quarter) = step(year, quarter, 4);
                Self::Quarter(year, quarter)
            }
            Self::Half(year, half) => {
                let (year, half) = step(year, half, 2);
                Self::Half(year, half)
            }
            Self::Day(date) => Self::Day(date.next()),
        }
    }

    /// Returns the period as a page prints it: 2026年6月, 2026年6—7月, 2026年第34周, 2026年第二季度, 2026年上半年.
    pub fn in_words(self) -> String {
        let year = self.year();
        match self {
            Self::Months { first, last, .. } if first == last => format!("{year}年{first}月"),
            Self::Months { first, last, .. } => format!("{year}年{first}—{last}月"),
            Self::Week(_, week) => format!("{year}年第{week}周"),
            Self::Quarter(_, quarter) => format!("{year}年第{}季度", han::counted(quarter.into())),
            Self::Half(_, 1) => format!("{year}年上半年"),
            Self::Half(..) => format!("{year}年下半年"),
            Self::Day(date) => date.in_words(),
        }
    }
}

/// Returns how many weeks a year has (ISO 8601): one more if it begins or ends on a Thursday.
fn weeks_of(year: u16) -> u8 {
    let last_day = |year: u32| (year + year / 4 - year / 100 + year / 400) % 7;
    let year = u32::from(year);
    if last_day(year) == 4 || last_day(year.saturating_sub(1)) == 3 { 53 } else { 52 }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::Months { year, first, last } if first == last => write!(f, "{year}-{first:02}"),
            Self::Months { year, first, last } => write!(f, "{year}-{first:02}/{last:02}"),
            Self::Week(year, week) => write!(f, "{year}-W{week:02}"),
            Self::Quarter(year, quarter) => write!(f, "{year}-Q{quarter}"),
            Self::Half(year, half) => write!(f, "{year}-H{half}"),
            Self::Day(date) => date.fmt(f),
        }
    }
}

/// The error for text that names no period.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NoPeriod;

impl fmt::Display for NoPeriod {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a period is written like 2026-06, 2026-06/07, 2026-W34, 2026-Q2, 2026-H1 or 2026-06-01")
    }
}

impl FromStr for Period {
    type Err = NoPeriod;

    fn from_str(word: &str) -> Result<Self, NoPeriod> {
        if let Some(date) = Date::parse(word) {
            return Ok(Self::Day(date));
        }
        let (year, part) = word.split_once('-').ok_or(NoPeriod)?;
        let digits = |word: &str, most: usize| {
            let plain = word.len() <= most && word.bytes().all(|byte| byte.is_ascii_digit());
            plain.then(|| word.parse::<u16>().ok()).flatten()
        };
        let year = digits(year, 4).filter(|year| *year >= 1000).ok_or(NoPeriod)?;
        let within = |word: &str, most: u8| {
            let n = digits(word, 2).and_then(|n| u8::try_from(n).ok());
            n.filter(|n| (1..=most).contains(n)).ok_or(NoPeriod)
        };
        if let Some(week) = part.strip_prefix('W') {
            return Ok(Self::Week(year, within(week, weeks_of(year))?));
        }
        if let Some(quarter) = part.strip_prefix('Q') {
            return Ok(Self::Quarter(year, within(quarter, 4)?));
        }
        if let Some(half) = part.strip_prefix('H') {
            return Ok(Self::Half(year, within(half, 2)?));
        }
        let (first, last) = part.split_once('/').unwrap_or((part, part));
        let (first, last) = (within(first, 12)?, within(last, 12)?);
        if first > last { Err(NoPeriod) } else { Ok(Self::Months { year, first, last }) }
    }
}

impl Serialize for Period {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Period {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let word = String::deserialize(deserializer)?;
        word.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::{NoPeriod, Period};

    #[test]
    fn it_is_read_as_it_is_written_and_followed_by_the_next() {
        for (word, words, next) in [
            ("2026-06", "2026年6月", "2026-07"),
            ("2026-12", "2026年12月", "2027-01"),
            ("2026-06/07", "2026年6—7月", "2026-08/09"),
            ("2026-09/11", "2026年9—11月", "2026-12"),
            ("2026-W34", "2026年第34周", "2026-W35"),
            ("2026-W53", "2026年第53周", "2027-W01"),
            ("2027-W52", "2027年第52周", "2028-W01"),
            ("2026-Q2", "2026年第二季度", "2026-Q3"),
            ("2026-Q4", "2026年第四季度", "2027-Q1"),
            ("2026-H1", "2026年上半年", "2026-H2"),
            ("2026-H2", "2026年下半年", "2027-H1"),
            ("2026-12-31", "2026年12月31日", "2027-01-01"),
        ] {
            let period: Period = word.parse().expect(word);
            assert_eq!(period.to_string(), word);
            assert_eq!(
                (period.in_words().as_str(), period.next().to_string().as_str()),
                (words, next)
            );
        }
    }

    #[test]
    fn other_words_are_no_periods() {
        for word in [
            "",
            "2026",
            "2026-",
            "2026-13",
            "2026-00",
            "26-06",
            "2026-07/06",
            "2027-W53",
            "2026-Q5",
            "2026-H3",
            "2026-02-30",
            "2026-6-1",
            "2026-+6",
            "2026-006",
        ] {
            assert_eq!(word.parse::<Period>(), Err(NoPeriod), "{word}");
        }
    }
}
