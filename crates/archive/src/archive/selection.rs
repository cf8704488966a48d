//! A selection of issues: `176`, `170-176`, `2018-14`, `2018`, `增刊3`, or all.

use briefing_values::error::{Code, Problem, Result, codes};
use briefing_values::issue::{Counted, IssueId, Serial, Series, YearNumber};

use crate::lock::Subject;

use super::Archive;
use super::entry::Entry;
use super::log::Log;

/// The years that a number may be taken for.
const YEARS: std::ops::RangeInclusive<u32> = 1900..=2999;

/// A selection of issues.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Selection {
    /// Every issue.
    All,
    /// One issue.
    One(IssueId),
    /// The issues of a series from one number to another.
    Range(IssueId, IssueId),
    /// The issue of a year and number, or a range of running numbers: the archive decides.
    NumberOrRange(YearNumber),
    /// The issues of a year, or the issue of that number: the archive decides.
    YearOrSerial(u32),
    /// The issues of a year, supplements too.
    Year(u32),
}

impl Selection {
    /// Parses what people write: `176`, `170-176`, `170..176`, `2018-14`, `2026-W34`, `2018`, `2018年`, `增刊3` or `s3`.
    ///
    /// # Errors
    /// Text that selects no issues.
    pub fn parse(word: &str) -> Result<Self> {
        let refusal = || Problem::Noted {
            code: codes::archive::BAD_SELECTION,
            words: vec![("words", word.to_owned())],
        };
        if let Some(year) = word.strip_suffix('年') {
            return Ok(Self::Year(year.parse().map_err(|_| refusal())?));
        }
        let range = |(from, to): (&str, &str)| {
            let (from, to): (IssueId, IssueId) = (from.parse().ok()?, to.parse().ok()?);
            let alike = from.series == to.series && from.is_like(to);
            (alike && from <= to).then_some(Self::Range(from, to))
        };
        if let Some(ends) = word.split_once("..").or_else(|| word.split_once(['—', '–', '～']))
        {
            return range(ends).ok_or_else(|| refusal().into());
        }
        let Ok(id) = word.parse::<IssueId>() else {
            return word.split_once('-').and_then(range).ok_or_else(|| refusal().into());
        };
        Ok(match (id.series, id.counted) {
            (Series::Regular, Counted::Serial(Serial(n))) if YEARS.contains(&n) => {
                Self::YearOrSerial(n)
            }
            (Series::Regular, Counted::InYear(number)) => Self::NumberOrRange(number),
            _ => Self::One(id),
        })
    }

    /// Returns the entries of the latest revisions of the selected issues, in the order of their
    /// numbers. `subject` returns what an entry's issue is called.
    ///
    /// # Errors
    /// Issues that the archive does not have, or words that can be read in two ways.
    pub fn of<'l>(
        &self,
        log: &'l Log,
        mut subject: impl FnMut(&Entry) -> Result<Subject>,
    ) -> Result<Vec<&'l Entry>> {
        let latest = log.latest();
        let mut with = |wanted: &dyn Fn(&Subject) -> bool| -> Result<Vec<&'l Entry>> {
            let mut chosen = Vec::new();
            for entry in &latest {
                if wanted(&subject(entry)?) {
                    chosen.push(*entry);
                }
            }
            Ok(chosen)
        };
        let within = |from: IssueId, to: IssueId| -> Vec<&'l Entry> {
            latest.iter().filter(|it| (from..=to).contains(&it.issue)).copied().collect()
        };
        let of_year = |wanted: u32| move |issue: &Subject| u32::from(issue.year) == wanted;
        let chosen = match *self {
            Self::All => latest.clone(),
            Self::One(id) => match within(id, id) {
                // One that is counted by its running number may have a period as well.
                one if one.is_empty() => with(&|issue| issue.names().any(|name| name == id))?,
                one => one,
            },
            Self::Range(from, to) => match within(from, to) {
                range if range.is_empty() => with(&|issue| {
                    issue.names().any(|id| id.is_like(from) && (from..=to).contains(&id))
                })?,
                range => range,
            },
            Self::Year(wanted) => with(&of_year(wanted))?,
            Self::YearOrSerial(n) => {
                let id = IssueId::numbered(n);
                match (with(&of_year(n))?, within(id, id)) {
                    (year, one) if one.is_empty() => year,
                    (year, one) if year.is_empty() => one,
                    _ => return Err(self.refusal(codes::archive::YEAR_OR_ISSUE).into()),
                }
            }
            Self::NumberOrRange(number) => {
                let id = IssueId { series: Series::Regular, counted: Counted::InYear(number) };
                let (from, to) = (number.year.into(), number.number);
                let range = within(IssueId::numbered(from), IssueId::numbered(to.max(from)));
                let range = if from <= to { range } else { Vec::new() };
                match (within(id, id), range) {
                    (one, range) if one.is_empty() && range.is_empty() => {
                        with(&|issue| issue.names().any(|name| name == id))?
                    }
                    (one, range) if range.is_empty() => one,
                    (one, range) if one.is_empty() => range,
                    _ => return Err(self.refusal(codes::archive::NUMBER_OR_RANGE).into()),
                }
            }
        };
        if chosen.is_empty() && *self != Self::All {
            return Err(self.refusal(codes::archive::NOT_THERE).into());
        }
        Ok(chosen)
    }

    fn refusal(&self, code: Code) -> Problem {
        Problem::Noted { code, words: vec![("words", self.to_string())] }
    }
}

impl std::fmt::Display for Selection {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::All => f.write_str("*"),
            Self::One(id) => write!(f, "{id}"),
            Self::Range(from, to) => write!(f, "{from}-{to}"),
            Self::NumberOrRange(YearNumber { year, number }) => write!(f, "{year}-{number}"),
            Self::YearOrSerial(n) | Self::Year(n) => write!(f, "{n}"),
        }
    }
}

impl Archive {
    /// Returns the entries of the latest revisions of the issues that words name, each once, in the
    /// order of their numbers; of all issues if there are no words.
    ///
    /// # Errors
    /// Words that name no issue, and a lock that cannot be read.
    pub fn latest<'l>(&self, log: &'l Log, words: &[String]) -> Result<Vec<&'l Entry>> {
        let subject = |entry: &Entry| Ok(self.lock(entry)?.issue);
        if words.is_empty() {
            return Selection::All.of(log, subject);
        }
        let mut chosen = Vec::new();
        for word in words {
            chosen.extend(Selection::parse(word)?.of(log, subject)?);
        }
        chosen.sort_by_key(|entry| entry.issue);
        chosen.dedup_by_key(|entry| entry.issue);
        Ok(chosen)
    }

    /// Returns the entries of all revisions of the issues that words name.
    ///
    /// # Errors
    /// Words that name no issue, and a log or a lock that cannot be read.
    pub fn revisions(&self, words: &[String]) -> Result<Vec<Entry>> {
        let log = self.log()?;
        let latest = self.latest(&log, words)?;
        Ok(latest.iter().flat_map(|entry| log.of(entry.issue)).cloned().collect())
    }
}

#[cfg(test)]
mod tests {
    use super::Selection;
    use briefing_values::issue::{IssueId, YearNumber};

    fn id(word: &str) -> IssueId {
        word.parse().expect(word)
    }

    #[test]
    fn people_write_numbers_ranges_and_years() {
        let parse = |word| Selection::parse(word).expect(word);
        assert_eq!(parse("176"), Selection::One(id("176")));
        for range in ["170-176", "170—176", "170..176"] {
            assert_eq!(parse(range), Selection::Range(id("170"), id("176")));
        }
        assert_eq!(parse("2018"), Selection::YearOrSerial(2018));
        assert_eq!(parse("2018年"), Selection::Year(2018));
        assert_eq!(parse("增刊3"), Selection::One(id("s3")));
        let number = YearNumber { year: 2018, number: 14 };
        assert_eq!(parse("2018-14"), Selection::NumberOrRange(number));
        assert_eq!(parse("2018-03..2018-14"), Selection::Range(id("2018-03"), id("2018-14")));
        assert_eq!(parse("2026-W34"), Selection::One(id("2026-W34")));
        assert_eq!(parse("2026-W30—2026-W34"), Selection::Range(id("2026-W30"), id("2026-W34")));
    }

    #[test]
    fn other_words_are_refused() {
        for word in [
            "",
            "-",
            "176-170",
            "1-s3",
            "data/176.toml",
            "一百",
            "18年度",
            "176..2018-14",
            "2026-W34..2026-W30",
        ] {
            assert!(Selection::parse(word).is_err(), "{word}");
        }
    }
}
