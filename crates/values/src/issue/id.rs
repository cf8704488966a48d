//! The identifier of an issue: the series in which it is numbered, and its number there.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::{Serial, YearNumber};

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

/// The identifier of an issue: `176` in the bulletin, `增刊3` among its supplements.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct IssueId {
    /// The series.
    pub series: Series,
    /// The running number in it.
    pub serial: Serial,
}

impl IssueId {
    /// Returns how the issue is called, by its number within the year, too: 2018年第14期（总第176期）.
    pub fn in_words(self, YearNumber { year, number }: YearNumber) -> String {
        let serial = self.serial.0;
        let serial = match self.series {
            Series::Regular => format!("（总第{serial}期）"),
            Series::Supplement => format!("（增刊{serial}）"),
        };
        format!("{year}年第{number}期{serial}")
    }

    /// Returns the stem of its file names, in ASCII: `176`, `s3`.
    pub fn stem(self) -> String {
        match self.series {
            Series::Regular => self.serial.0.to_string(),
            Series::Supplement => format!("s{}", self.serial.0),
        }
    }
}

impl fmt::Display for IssueId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.series {
            Series::Regular => write!(f, "{}", self.serial.0),
            Series::Supplement => write!(f, "增刊{}", self.serial.0),
        }
    }
}

impl FromStr for IssueId {
    type Err = NoIssueId;

    /// Parses `176`, `增刊3`, or `s3`, which can be typed on any keyboard.
    fn from_str(word: &str) -> Result<Self, NoIssueId> {
        let supplement = word.strip_prefix("增刊").or_else(|| word.strip_prefix('s'));
        let (series, number) = match supplement {
            Some(number) => (Series::Supplement, number),
            None => (Series::Regular, word),
        };
        let plain = number.bytes().all(|byte| byte.is_ascii_digit()) && !number.starts_with('0');
        let serial = number.parse().ok().filter(|_| plain).ok_or(NoIssueId)?;
        Ok(Self { series, serial: Serial(serial) })
    }
}

/// The error for text that identifies no issue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NoIssueId;

impl fmt::Display for NoIssueId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an issue is identified by its number, such as 176, or 增刊3 for a supplement")
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
    use super::{IssueId, NoIssueId, Serial, Series};

    #[test]
    fn it_is_read_as_it_is_written() {
        let regular = IssueId { series: Series::Regular, serial: Serial(176) };
        let supplement = IssueId { series: Series::Supplement, serial: Serial(3) };
        for id in [regular, supplement] {
            assert_eq!(id.to_string().parse(), Ok(id));
            assert_eq!(id.stem().parse(), Ok(id));
        }
    }

    #[test]
    fn other_words_name_no_issue() {
        for word in ["", "s", "0", "07", "+7", "176.toml", "../176", "增刊", "4294967296"] {
            assert_eq!(word.parse::<IssueId>(), Err(NoIssueId), "{word}");
        }
    }
}
