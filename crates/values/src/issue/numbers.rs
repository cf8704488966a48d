//! The numbers of an issue: what it is counted by.

use serde::Serialize;

use super::{Counted, IssueId, Period, Serial, Series, YearNumber};

/// All numbers that an issue has. One of them at least identifies it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Numbers {
    /// The series in which it is numbered.
    pub series: Series,
    /// The year of its number.
    pub year: Option<u16>,
    /// Its number within the year (期号): 2018年第14期; without a year, since the first.
    pub number: Option<u32>,
    /// Its number since the first (总期号): 总第176期.
    pub serial: Option<Serial>,
    /// The months, the week or the day that it is about.
    pub period: Option<Period>,
}

impl Numbers {
    /// Returns the identifier: by the number since the first, the period, or the number within the year, whichever there
    /// is first; `None` without any of them.
    pub fn id(&self) -> Option<IssueId> {
        let serial = self.serial.map(Counted::Serial);
        let period = || self.period.map(Counted::from);
        let number = || {
            let number = self.number?;
            Some(match self.year {
                Some(year) => Counted::InYear(YearNumber { year, number }),
                None => Counted::Serial(Serial(number)),
            })
        };
        let counted = serial.or_else(period).or_else(number)?;
        Some(IssueId { series: self.series, counted })
    }

    /// Returns the field of a number that seems to have been forgotten. The number within a year says nothing without it; an
    /// office that prints one without the other says so by a line of its own.
    pub fn forgotten(&self, own_line: bool) -> Option<&'static str> {
        let Self { year, number, serial, period, .. } = self;
        let usual = !own_line && period.is_none() && serial.is_some();
        if self.id().is_none() || usual && year.is_some() && number.is_none() {
            return Some("masthead.number");
        }
        (usual && year.is_none() && number.is_some()).then_some("masthead.year")
    }

    /// Returns the year in which the issue is counted, if its numbers tell.
    pub fn counted_year(&self) -> Option<u16> {
        self.period.map(Period::year).or(self.year)
    }

    /// Returns the pattern of the line that prints these numbers, unless the office has one of its own.
    pub fn usual_line(&self) -> String {
        let number = self.number.map(|_| "第{number}期");
        let serial = self.serial.map(|_| "总第{serial}期");
        let before = match (self.period, self.year) {
            (Some(_), _) => "{period}",
            (None, Some(_)) => "{year}年",
            (None, None) => "",
        };
        // The number within the year is part of it; what is known besides stands in brackets.
        let (head, besides) = match (number, serial) {
            (Some(number), serial) if self.period.is_none() => {
                (format!("{before}{{supplement}}{number}"), serial.map(String::from))
            }
            (None, Some(serial)) if self.period.is_none() => {
                (format!("{{supplement}}{serial}"), None)
            }
            (Some(number), Some(serial)) => (before.into(), Some(format!("{number}，{serial}"))),
            (None, None) => (format!("{before}{{supplement}}"), None),
            (one, other) => (before.into(), one.or(other).map(String::from)),
        };
        let besides = besides.map(|words| format!("（{{supplement}}{words}）"));
        head + &besides.unwrap_or_default()
    }
}
