//! A moment, by the clock in China: 2026-11-24T17:51:16+08:00.

use std::fmt;

use serde::{Deserialize, Serialize};
use toml::value::{Datetime, Offset, Time};

use briefing_values::issue::Date;

/// How far China is ahead of UTC, in minutes, in every season and province.
const AHEAD: i16 = 8 * 60;
const DAY: u64 = 24 * 60 * 60;

/// A moment, to the second.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Moment(Datetime);

impl Moment {
    /// Returns the moment at a Unix time, in seconds.
    pub fn after_1970(seconds: u64) -> Self {
        let seconds = seconds + u64::from(AHEAD.unsigned_abs()) * 60;
        // A clock that shows a year after 9999 is as wrong as one before 1970.
        let date = Date::after_1970(seconds / DAY);
        let Date { year, month, day } = date.unwrap_or(Date { year: 1970, month: 1, day: 1 });
        let part = |seconds: u64| u8::try_from(seconds).unwrap_or_default();
        let rest = seconds % DAY;
        let time = Time {
            hour: part(rest / 3600),
            minute: part(rest / 60 % 60),
            second: Some(part(rest % 60)),
            nanosecond: None,
        };
        Self(Datetime {
            date: Some(toml::value::Date { year, month, day }),
            time: Some(time),
            offset: Some(Offset::Custom { minutes: AHEAD }),
        })
    }

    /// Returns the day, as 2026-11-24.
    pub fn day(&self) -> String {
        self.0.date.map(|date| date.to_string()).unwrap_or_default()
    }
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

#[cfg(test)]
mod tests {
    use super::Moment;

    #[test]
    fn it_is_told_by_the_clock_in_china() {
        let moment = Moment::after_1970(1_795_513_876);
        assert_eq!(moment.to_string(), "2026-11-24T17:51:16+08:00");
        assert_eq!(moment.day(), "2026-11-24");
        assert!(moment > Moment::after_1970(1_795_513_875));
        assert_eq!(Moment::after_1970(16 * 3600).to_string(), "1970-01-02T00:00:00+08:00");
    }
}
