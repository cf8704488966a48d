//! A day, as it is typed.

use briefing_values::issue::Date;

/// Reads a day that an issue can bear.
pub(super) fn date(word: &str) -> Result<Date, String> {
    let date = Date::parse(word).filter(|date| (1900..=2999).contains(&date.year));
    date.ok_or_else(|| "write a day of the calendar as 2026-03-05".into())
}
