//! The clock, for records and timeouts: the default date of a new issue, the time of a log entry. What
//! is printed depends on the issue alone.

use std::time::{Duration, Instant, SystemTime};

use crate::issue::Date;

/// How far China is ahead of UTC, in every season and province. The machine's own time zone would need a
/// time library, and may be UTC on a server; a bulletin is dated in China.
const CHINA: Duration = Duration::from_hours(8);

/// Returns the Unix time, in seconds.
#[expect(clippy::disallowed_methods, reason = "a log entry carries its time, an edition does not")]
pub fn seconds() -> u64 {
    SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default().as_secs()
}

/// Returns today's date in China.
pub fn today() -> Date {
    day(seconds())
}

/// Returns the current instant, to measure how long something takes.
#[expect(clippy::disallowed_methods, reason = "time is measured around the work, never used in it")]
pub fn now() -> Instant {
    Instant::now()
}

/// Returns the date in China at a Unix time.
fn day(since_1970: u64) -> Date {
    let days = (since_1970 + CHINA.as_secs()) / (24 * 60 * 60);
    // A clock that shows a year after 9999 is as wrong as one before 1970.
    Date::after_1970(days).unwrap_or(Date { year: 1970, month: 1, day: 1 })
}

#[cfg(test)]
mod tests {
    use super::day;

    #[test]
    fn the_day_begins_when_it_does_in_china() {
        let at = |hours: u64| day(hours * 3600).to_string();
        assert_eq!(at(15), "1970-01-01");
        assert_eq!(at(16), "1970-01-02");
        assert_eq!(at(24 * 365 + 15), "1971-01-01");
    }
}
