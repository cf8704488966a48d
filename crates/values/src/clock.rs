//! The clock, for what people note and for what is waited for: the day that a new issue bears where
//! nobody names one, the moment of an entry in a log. What is printed depends on the issue alone.

use std::time::{Duration, Instant, SystemTime};

use crate::issue::Date;

/// How far clocks in China are ahead of UTC, all year and everywhere in the country. The machine's own
/// zone would need a time library, and may be UTC on a server; a bulletin's day is China's.
const CHINA: Duration = Duration::from_hours(8);

/// Returns how many seconds have passed since 1970 began in UTC.
#[expect(clippy::disallowed_methods, reason = "logs tell when things were done; no edition does")]
pub fn seconds() -> u64 {
    SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default().as_secs()
}

/// Returns the date in China.
pub fn today() -> Date {
    day(seconds())
}

/// Returns the moment, to measure how long something takes.
#[expect(clippy::disallowed_methods, reason = "the clock is read beside the work, never by it")]
pub fn now() -> Instant {
    Instant::now()
}

/// Returns the day in China, so long after 1970 began in UTC.
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
