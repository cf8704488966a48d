//! Calendar dates, without time and without a clock.

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
    /// Returns the date, or `None` where the calendar has no such day.
    pub fn new(year: u16, month: u8, day: u8) -> Option<Self> {
        let leap =
            year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
        let days = match month {
            1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
            4 | 6 | 9 | 11 => 30,
            2 if leap => 29,
            2 => 28,
            _ => return None,
        };
        (1..=days).contains(&day).then_some(Self { year, month, day })
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
}
