//! The numbering (期号) of an issue: its numbers and its day, and those of the one that follows.

use toml_edit::{Item, Table};

use briefing_values::error::{Error, Problem, Result};
use briefing_values::issue::{Date, Serial, Series, YearNumber};

use super::field;

/// The numbers of an issue, and the day on which it is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Numbering {
    /// The series in which it is numbered.
    pub series: Series,
    /// The year and the number in it.
    pub number: YearNumber,
    /// The number since the bulletin began.
    pub serial: Serial,
    /// The print date, if there is one already.
    pub print_date: Option<Date>,
}

impl Numbering {
    /// Reads the numbering of an issue laid over the house file.
    pub(super) fn read(issue: &Table, house: Option<&Table>) -> Result<Self> {
        let find = |name| {
            field::find(issue, name).or_else(|| house.and_then(|house| field::find(house, name)))
        };
        let count = |name: &'static str| {
            let count = find(name).ok_or_else(|| missing(name))?.as_integer();
            count.and_then(|count| u32::try_from(count).ok()).ok_or_else(|| too_large(name))
        };
        let year = count("masthead.year")?;
        Ok(Self {
            series: series(find("masthead.supplement")),
            number: YearNumber {
                year: u16::try_from(year).map_err(|_| too_large("masthead.year"))?,
                number: count("masthead.number")?,
            },
            serial: Serial(count("masthead.serial")?),
            print_date: find("colophon.print_date").and_then(date),
        })
    }

    /// Returns the numbering of the next issue, printed on a given day. A new year restarts the number
    /// within the year, never the serial; a day in an earlier year does not turn the year back.
    pub(super) fn after(&self, day: Date) -> Result<Self> {
        let YearNumber { year, number } = self.number;
        let next = |name, count: u32| count.checked_add(1).ok_or_else(|| too_large(name));
        let number = if day.year > year {
            YearNumber { year: day.year, number: 1 }
        } else {
            YearNumber { year, number: next("masthead.number", number)? }
        };
        let serial = Serial(next("masthead.serial", self.serial.0)?);
        Ok(Self { series: self.series, number, serial, print_date: Some(day) })
    }
}

/// Returns the series in which an issue is numbered.
pub(super) fn series(supplement: Option<&Item>) -> Series {
    match supplement.and_then(Item::as_bool) {
        Some(true) => Series::Supplement,
        Some(false) | None => Series::Regular,
    }
}

fn date(item: &Item) -> Option<Date> {
    let date = item.as_datetime()?.date?;
    Date::new(date.year, date.month, date.day)
}

fn missing(name: &str) -> Error {
    Problem::Missing { field: name.into() }.into()
}

fn too_large(name: &str) -> Error {
    Problem::OutOfRange { field: name.into(), least: 1, most: u32::MAX - 1 }.into()
}

#[cfg(test)]
mod tests {
    use super::Numbering;
    use briefing_values::issue::{Date, Serial, Series, YearNumber};

    fn after(year: u16, number: u32, day: &str) -> (u16, u32) {
        let old = Numbering {
            series: Series::Regular,
            number: YearNumber { year, number },
            serial: Serial(176),
            print_date: Date::parse("2018-12-28"),
        };
        let new = old.after(Date::parse(day).unwrap()).unwrap();
        assert_eq!(new.serial, Serial(177));
        (new.number.year, new.number.number)
    }

    #[test]
    fn a_new_year_begins_at_one() {
        assert_eq!(after(2018, 14, "2018-12-31"), (2018, 15));
        assert_eq!(after(2018, 14, "2019-01-01"), (2019, 1));
        assert_eq!(after(2018, 14, "2021-01-01"), (2021, 1));
    }

    #[test]
    fn the_first_issue_of_a_year_may_be_printed_before_it() {
        assert_eq!(after(2019, 1, "2018-12-31"), (2019, 2));
    }

    #[test]
    fn the_last_number_has_no_next() {
        let last = Numbering {
            series: Series::Regular,
            number: YearNumber { year: 2018, number: 1 },
            serial: Serial(u32::MAX),
            print_date: None,
        };
        assert!(last.after(Date::parse("2018-12-31").unwrap()).is_err());
    }
}
