//! The identifier of an issue: the series in which it is numbered, and what it is counted by there.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::{Date, Period, Serial, YearNumber};

/// A series of issues with its own numbering.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "lowercase")]
pub enum Series {
    /// The bulletin itself (正刊).
    #[default]
    Regular,
    /// Its supplements (增刊), which have their own numbering.
    Supplement,
}

/// The identifier of an issue: `176`, `2018-14`, `2026-06` or `2026-W34` in the bulletin, `增刊3` among its supplements.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct IssueId {
    /// The series.
    pub series: Series,
    /// What it is counted by in the series.
    pub counted: Counted,
}

/// What an issue is counted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Counted {
    /// A running number: `176`.
    Serial(Serial),
    /// A number within a year, or a month of it: `2018-14`, `2026-06`.
    InYear(YearNumber),
    /// A week: `2026-W34`.
    Week(YearNumber),
    /// A quarter: `2026-Q2`.
    Quarter(YearNumber),
    /// A half of a year: `2026-H1`.
    Half(YearNumber),
    /// A day: `2026-06-01`.
    Day(Date),
}

impl From<Period> for Counted {
    /// A span of months is counted by its first.
    fn from(period: Period) -> Self {
        let in_year = |year, number: u8| YearNumber { year, number: number.into() };
        match period {
            Period::Months { year, first, .. } => Self::InYear(in_year(year, first)),
            Period::Week(year, week) => Self::Week(in_year(year, week)),
            Period::Quarter(year, quarter) => Self::Quarter(in_year(year, quarter)),
            Period::Half(year, half) => Self::Half(in_year(year, half)),
            Period::Day(date) => Self::Day(date),
        }
    }
}

impl IssueId {
    /// Returns the issue of the bulletin with a running number.
    pub fn numbered(serial: u32) -> Self {
        Self { series: Series::Regular, counted: Counted::Serial(Serial(serial)) }
    }

    /// Returns the running number, of an issue that is counted by it.
    pub fn serial(self) -> Option<Serial> {
        if let Counted::Serial(serial) = self.counted { Some(serial) } else { None }
    }

    /// Returns the identifier that follows; `period` is that of the issue, which may have several months.
    #[must_use]
    pub fn next(self, period: Option<Period>) -> Self {
        let counted = match (self.counted, period) {
            (Counted::Serial(Serial(serial)), _) => {
                Counted::Serial(Serial(serial.saturating_add(1)))
            }
            (_, Some(period)) => period.next().into(),
            (Counted::InYear(YearNumber { year, number }), None) => {
                Counted::InYear(YearNumber { year, number: number.saturating_add(1) })
            }
            (counted, None) => counted,
        };
        Self { counted, ..self }
    }

    /// Returns whether another is counted by the same.
    pub fn is_like(self, other: Self) -> bool {
        std::mem::discriminant(&self.counted) == std::mem::discriminant(&other.counted)
    }

    /// Returns whether it is the first of a year after that of another, by its number within the year.
    pub fn begins_a_year_after(self, other: Self) -> bool {
        match (self.counted, other.counted) {
            (Counted::InYear(one), Counted::InYear(other)) => {
                one.number == 1 && one.year > other.year
            }
            _ => false,
        }
    }

    /// Returns the stem of its file names, in ASCII: `176`, `2018-14`, `s3`.
    pub fn stem(self) -> String {
        match self.series {
            Series::Regular => self.counted.to_string(),
            Series::Supplement => format!("s{}", self.counted),
        }
    }
}

impl fmt::Display for Counted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::Serial(Serial(serial)) => write!(f, "{serial}"),
            Self::InYear(YearNumber { year, number }) => write!(f, "{year}-{number:02}"),
            Self::Week(YearNumber { year, number }) => write!(f, "{year}-W{number:02}"),
            Self::Quarter(YearNumber { year, number }) => write!(f, "{year}-Q{number}"),
            Self::Half(YearNumber { year, number }) => write!(f, "{year}-H{number}"),
            Self::Day(date) => date.fmt(f),
        }
    }
}

impl FromStr for Counted {
    type Err = NoIssueId;

    fn from_str(word: &str) -> Result<Self, NoIssueId> {
        let digits = |word: &str| word.bytes().all(|byte| byte.is_ascii_digit());
        if digits(word) && !word.starts_with('0') {
            return word.parse().map(|serial| Self::Serial(Serial(serial))).map_err(|_| NoIssueId);
        }
        // A number that no month has is one within the year.
        let within_year = word.split_once('-').filter(|(year, number)| {
            year.len() == 4 && digits(year) && !year.starts_with('0') && digits(number)
        });
        if let Some((year, number)) = within_year {
            let number: u32 = number.parse().map_err(|_| NoIssueId)?;
            let year = year.parse().map_err(|_| NoIssueId)?;
            return match number {
                0 => Err(NoIssueId),
                number => Ok(Self::InYear(YearNumber { year, number })),
            };
        }
        word.parse::<Period>().map(Self::from).map_err(|_| NoIssueId)
    }
}

impl fmt::Display for IssueId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.series {
            Series::Regular => write!(f, "{}", self.counted),
            Series::Supplement => write!(f, "增刊{}", self.counted),
        }
    }
}

impl FromStr for IssueId {
    type Err = NoIssueId;

    /// Parses `176`, `2018-14`, `2026-W34`, `增刊3`, or `s3`, which can be typed on any keyboard.
    fn from_str(word: &str) -> Result<Self, NoIssueId> {
        let supplement = word.strip_prefix("增刊").or_else(|| word.strip_prefix('s'));
        let (series, counted) = match supplement {
            Some(counted) => (Series::Supplement, counted),
            None => (Series::Regular, word),
        };
        // One issue has one name: a span of months is named by its first.
        let counted = counted.parse().map_err(|_| NoIssueId)?;
        if word.contains('/') { Err(NoIssueId) } else { Ok(Self { series, counted }) }
    }
}

/// The error for text that identifies no issue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NoIssueId;

impl fmt::Display for NoIssueId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(
            "an issue is identified by its number, such as 176, 2018-14, 2026-W34, or 增刊3 for a supplement",
        )
    }
}

impl Serialize for IssueId {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.stem())
    }
}

impl<'de> Deserialize<'de> for IssueId {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let word = String::deserialize(deserializer)?;
        word.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::{IssueId, NoIssueId};

    #[test]
    fn it_is_read_as_it_is_written() {
        for word in [
            "176",
            "2018-14",
            "2018-04",
            "2018-114",
            "2026-W34",
            "2026-Q2",
            "2026-H1",
            "2026-06-01",
        ] {
            for word in [word.to_owned(), format!("s{word}")] {
                let id: IssueId = word.parse().expect(&word);
                assert_eq!(id.stem(), word);
                assert_eq!(id.to_string().parse(), Ok(id));
            }
        }
        assert_eq!("2018-4".parse::<IssueId>(), "2018-04".parse());
    }

    #[test]
    fn other_words_name_no_issue() {
        for word in [
            "",
            "s",
            "0",
            "07",
            "+7",
            "176.toml",
            "../176",
            "增刊",
            "4294967296",
            "2018-",
            "2018-0",
            "2018-00",
            "0018-1",
            "18-1",
            "2026-06/07",
            "2026-W54",
            "2026-Q5",
            "2026-02-30",
            "-1",
            "2018-4294967296",
        ] {
            assert_eq!(word.parse::<IssueId>(), Err(NoIssueId), "{word}");
        }
    }
}
