//! A selection of issues: `176`, `170-176`, `2018`, `增刊3`, or all.

use briefing_values::error::{Code, Problem, Result, codes};
use briefing_values::issue::{IssueId, Serial, Series};

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
    /// The issues of a year, or the issue of that number: the archive decides.
    YearOrSerial(u32),
    /// The issues of a year, supplements too.
    Year(u32),
}

impl Selection {
    /// Parses what people write: `176`, `170-176`, `2018`, `2018年`, `增刊3` or `s3`.
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
        if let Some((from, to)) = word.split_once(['-', '—', '–', '～']) {
            let from: IssueId = from.parse().map_err(|_| refusal())?;
            let to: IssueId = to.parse().map_err(|_| refusal())?;
            if from.series != to.series || from > to {
                return Err(refusal().into());
            }
            return Ok(Self::Range(from, to));
        }
        let id: IssueId = word.parse().map_err(|_| refusal())?;
        Ok(match id {
            IssueId { series: Series::Regular, serial: Serial(n) } if YEARS.contains(&n) => {
                Self::YearOrSerial(n)
            }
            id => Self::One(id),
        })
    }

    /// Returns the entries of the latest revisions of the selected issues, in the order of their
    /// numbers. `year` returns the year in which an entry's issue is numbered.
    ///
    /// # Errors
    /// Issues that the archive does not have, or a number that is both a year and an issue.
    pub fn of<'l>(
        &self,
        log: &'l Log,
        mut year: impl FnMut(&Entry) -> Result<u16>,
    ) -> Result<Vec<&'l Entry>> {
        let latest = log.latest();
        let mut of_year = |wanted: u32| -> Result<Vec<&'l Entry>> {
            let mut chosen = Vec::new();
            for entry in &latest {
                if u32::from(year(entry)?) == wanted {
                    chosen.push(*entry);
                }
            }
            Ok(chosen)
        };
        let within = |from: IssueId, to: IssueId| -> Vec<&'l Entry> {
            latest.iter().filter(|it| (from..=to).contains(&it.issue)).copied().collect()
        };
        let chosen = match *self {
            Self::All => latest.clone(),
            Self::One(id) => within(id, id),
            Self::Range(from, to) => within(from, to),
            Self::Year(wanted) => of_year(wanted)?,
            Self::YearOrSerial(n) => {
                let id = IssueId { series: Series::Regular, serial: Serial(n) };
                match (of_year(n)?, within(id, id)) {
                    (year, one) if one.is_empty() => year,
                    (year, one) if year.is_empty() => one,
                    _ => return Err(self.refusal(codes::archive::YEAR_OR_ISSUE).into()),
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
        let year = |entry: &Entry| Ok(self.lock(entry)?.issue.year);
        if words.is_empty() {
            return Selection::All.of(log, year);
        }
        let mut chosen = Vec::new();
        for word in words {
            chosen.extend(Selection::parse(word)?.of(log, year)?);
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
    use briefing_values::issue::{IssueId, Serial, Series};

    fn regular(n: u32) -> IssueId {
        IssueId { series: Series::Regular, serial: Serial(n) }
    }

    #[test]
    fn people_write_numbers_ranges_and_years() {
        let parse = |word| Selection::parse(word).expect(word);
        assert_eq!(parse("176"), Selection::One(regular(176)));
        assert_eq!(parse("170-176"), Selection::Range(regular(170), regular(176)));
        assert_eq!(parse("170—176"), Selection::Range(regular(170), regular(176)));
        assert_eq!(parse("2018"), Selection::YearOrSerial(2018));
        assert_eq!(parse("2018年"), Selection::Year(2018));
        let supplement = IssueId { series: Series::Supplement, serial: Serial(3) };
        assert_eq!(parse("增刊3"), Selection::One(supplement));
    }

    #[test]
    fn other_words_are_refused() {
        for word in ["", "-", "176-170", "1-s3", "data/176.toml", "一百", "18年度"] {
            assert!(Selection::parse(word).is_err(), "{word}");
        }
    }
}
