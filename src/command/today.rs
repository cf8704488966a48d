//! What the program takes from the clock: the day that a new issue bears where the command line names
//! none, and the moment that the log of the archive notes. What is printed depends on the issue alone.

use std::time::{Duration, SystemTime};

use crate::desk::{Date, Moment};

/// How far clocks in China are ahead of UTC, all year and everywhere in the country. The machine's own
/// zone would need a time library, and may be UTC on a server; a bulletin's day is China's.
const CHINA: Duration = Duration::from_hours(8);

/// Returns the date that is given, or today's in China.
pub(super) fn or(given: Option<Date>) -> Date {
    #[expect(
        clippy::disallowed_methods,
        reason = "a day is put into a file that a person is about to write; no edition depends on it"
    )]
    let now = SystemTime::now();
    given.unwrap_or_else(|| day(now.duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default()))
}

/// Returns the moment, for the log of the archive: it tells when something was done, and no edition
/// depends on it.
#[expect(clippy::disallowed_methods, reason = "the log of the archive tells when things were done")]
pub(super) fn moment() -> Moment {
    let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
    Moment::after_1970(now.as_secs())
}

/// Returns the day in China, so long after 1970 began in UTC.
fn day(since_1970: Duration) -> Date {
    let days = (since_1970.as_secs() + CHINA.as_secs()) / (24 * 60 * 60);
    // A clock that shows a year after 9999 is as wrong as one before 1970.
    Date::after_1970(days).unwrap_or(Date { year: 1970, month: 1, day: 1 })
}

#[cfg(test)]
mod tests {
    use super::day;
    use std::time::Duration;

    #[test]
    fn the_day_begins_when_it_does_in_china() {
        let at = |hours: u64| day(Duration::from_hours(hours)).to_string();
        assert_eq!(at(15), "1970-01-01");
        assert_eq!(at(16), "1970-01-02");
        assert_eq!(at(24 * 365 + 15), "1971-01-01");
    }
}
