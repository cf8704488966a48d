//! A day, as TOML writes it: 2018-04-27.

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use toml::value::Datetime;

use briefing_values::issue::Date;

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes it by reference")]
pub(super) fn serialize<S: Serializer>(date: &Date, serializer: S) -> Result<S::Ok, S::Error> {
    let Date { year, month, day } = *date;
    let date = Some(toml::value::Date { year, month, day });
    Datetime { date, time: None, offset: None }.serialize(serializer)
}

pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Date, D::Error> {
    let day = Datetime::deserialize(deserializer)?;
    let date = day.date.filter(|_| day.time.is_none());
    let date = date.and_then(|date| Date::new(date.year, date.month, date.day));
    date.ok_or_else(|| serde::de::Error::custom("a day of the calendar is written as 2018-04-27"))
}
