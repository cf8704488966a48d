//! The numbering (期号) of an issue: its numbers and its day, and those of the one that follows.

use toml_edit::{Item, Table};

use briefing_values::error::{Error, Problem, Result, codes};
use briefing_values::issue::{Date, IssueId, Numbers, Period, Serial, Series};

use super::field;

/// The numbers of an issue, and the day on which it is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Numbering {
    /// Its numbers.
    pub numbers: Numbers,
    /// The print date, if there is one already.
    pub print_date: Option<Date>,
}

impl Numbering {
    /// Reads the numbering of an issue laid over the house file.
    pub(super) fn read(issue: &Table, house: Option<&Table>) -> Result<Self> {
        let numbers = numbers(issue, house)?;
        if let Some(field) = numbers.forgotten(pattern(issue, house).is_some()) {
            return Err(missing(field));
        }
        let print_date = find(issue, house, "colophon.print_date").and_then(date);
        Ok(Self { numbers, print_date })
    }

    /// Returns the identifier of the issue.
    pub fn id(&self) -> IssueId {
        // An issue without numbers is not read.
        self.numbers.id().unwrap_or(IssueId::numbered(0))
    }

    /// Returns the numbering of the next issue, printed on a given day. A period is followed by the next, whatever the
    /// day. A new year restarts the number within the year, never the serial; a day in an earlier year does not turn the
    /// year back.
    pub(super) fn after(&self, day: Date) -> Result<Self> {
        let Numbers { year, number, serial, period, .. } = self.numbers;
        let next = |name, count: u32| count.checked_add(1).ok_or_else(|| too_large(name));
        let period = period.map(|period| match period {
            // Not every day has an issue.
            Period::Day(before) if day > before => Period::Day(day),
            period => period.next(),
        });
        let turned = period.map_or(day.year, Period::year);
        let before = self.numbers.counted_year();
        let turns = before.is_some_and(|before| turned > before);
        let number = match number {
            Some(_) if turns => Some(1),
            number => number.map(|number| next("masthead.number", number)).transpose()?,
        };
        let serial = serial.map(|serial| next("masthead.serial", serial.0).map(Serial));
        let numbers = Numbers {
            year: year.map(|year| if turns { turned } else { year }),
            number,
            serial: serial.transpose()?,
            period,
            ..self.numbers
        };
        Ok(Self { numbers, print_date: Some(day) })
    }
}

/// Returns the pattern after which the office prints its numbers.
pub(super) fn pattern<'t>(issue: &'t Table, house: Option<&'t Table>) -> Option<&'t str> {
    find(issue, house, "masthead.issue_line").and_then(Item::as_str)
}

/// Returns a field of an issue, or of the house file below it.
fn find<'t>(issue: &'t Table, house: Option<&'t Table>, name: &str) -> Option<&'t Item> {
    field::find(issue, name).or_else(|| house.and_then(|house| field::find(house, name)))
}

/// Reads the numbers of an issue laid over the house file.
pub(super) fn numbers(issue: &Table, house: Option<&Table>) -> Result<Numbers> {
    let find = |name| find(issue, house, name);
    let count = |name: &'static str| {
        let read = |count: &Item| {
            let count = count.as_integer().and_then(|count| u32::try_from(count).ok());
            count.ok_or_else(|| too_large(name))
        };
        find(name).map(read).transpose()
    };
    let year = count("masthead.year")?
        .map(|year| u16::try_from(year).map_err(|_| too_large("masthead.year")));
    let period = find("masthead.period").map(|item| {
        let written = item.as_str().unwrap_or_default();
        let words = vec![("found", written.to_owned())];
        let problem = Problem::Noted { code: codes::data::PERIOD, words };
        written.parse().map_err(|_| Error::from(problem))
    });
    Ok(Numbers {
        series: series(find("masthead.supplement")),
        year: year.transpose()?,
        number: count("masthead.number")?,
        serial: count("masthead.serial")?.map(Serial),
        period: period.transpose()?,
    })
}

/// Returns the series in which an issue is numbered.
fn series(supplement: Option<&Item>) -> Series {
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
    use briefing_values::issue::{Date, Numbers, Period, Serial, issue_line};

    const OF_2018: Numbers = Numbers {
        series: briefing_values::issue::Series::Regular,
        year: Some(2018),
        number: Some(14),
        serial: Some(Serial(176)),
        period: None,
    };

    /// Returns the line of the issue after one with some numbers, printed on a day.
    fn after(numbers: Numbers, day: &str) -> String {
        let old = Numbering { numbers, print_date: Date::parse("2018-12-28") };
        let new = old.after(Date::parse(day).unwrap()).unwrap().numbers;
        issue_line(&new.usual_line(), &new).unwrap()
    }

    fn of(period: &str) -> Numbers {
        Numbers { period: Some(period.parse::<Period>().unwrap()), ..Numbers::default() }
    }

    #[test]
    fn a_new_year_begins_at_one() {
        assert_eq!(after(OF_2018, "2018-12-31"), "2018年第15期（总第177期）");
        assert_eq!(after(OF_2018, "2019-01-01"), "2019年第1期（总第177期）");
        assert_eq!(after(OF_2018, "2021-01-01"), "2021年第1期（总第177期）");
        assert_eq!(after(Numbers { serial: None, ..OF_2018 }, "2019-01-01"), "2019年第1期");
    }

    #[test]
    fn a_number_without_a_year_is_never_restarted() {
        let running = Numbers { year: None, serial: None, ..OF_2018 };
        assert_eq!(after(running, "2021-01-01"), "第15期");
    }

    #[test]
    fn the_first_issue_of_a_year_may_be_printed_before_it() {
        let first = Numbers { year: Some(2019), number: Some(1), ..OF_2018 };
        assert_eq!(after(first, "2018-12-31"), "2019年第2期（总第177期）");
    }

    #[test]
    fn a_period_is_followed_by_the_next_whatever_the_day() {
        assert_eq!(after(of("2026-11"), "2027-01-10"), "2026年12月");
        assert_eq!(after(of("2026-12"), "2026-12-20"), "2027年1月");
        let numbered = Numbers { number: Some(12), ..of("2026-12") };
        assert_eq!(after(numbered, "2027-01-10"), "2027年1月（第1期）");
        let numbered = Numbers { number: Some(11), ..of("2026-11") };
        assert_eq!(after(numbered, "2027-01-10"), "2026年12月（第12期）");
    }

    #[test]
    fn the_last_number_has_no_next() {
        let numbers = Numbers { serial: Some(Serial(u32::MAX)), ..OF_2018 };
        let last = Numbering { numbers, print_date: None };
        assert!(last.after(Date::parse("2018-12-31").unwrap()).is_err());
    }
}
