//! The register (期号登记): which issue is the latest, and which one follows.

use std::path::{Path, PathBuf};

use briefing_engine::house::House;
use briefing_text::manuscript::Manuscript;
use briefing_text::next_issue;
use briefing_values::error::{Error, Fault, Problem, Result, codes};
use briefing_values::issue::{Date, IssueId, Series};
use briefing_values::sheet::Sheet;

use crate::order::SourceText;

pub use briefing_text::next_issue::{NextIssue, Numbering};

/// The register of one house. It needs no faces and no press.
pub struct Register {
    house: Option<Sheet>,
}

impl Register {
    /// Opens the register of a project folder, or of the built-in house.
    ///
    /// # Errors
    /// A house file that cannot be read.
    pub fn open(root: Option<PathBuf>) -> Result<Self> {
        Ok(Self { house: House::open(root)?.sheet()? })
    }

    /// Returns the index of the latest of these issues, the one with the highest number; of two with the
    /// same, the one whose file is named after it. Files without a masthead are not issues.
    ///
    /// # Errors
    /// The fault of a file that may be a later issue: its name is a higher number, or not a number.
    pub fn latest(&self, issues: &[(PathBuf, Result<SourceText>)]) -> Result<Option<usize>> {
        let mut latest = None;
        let mut unread = Vec::new();
        let mut uncounted = Vec::new();
        for (index, (path, source)) in issues.iter().enumerate() {
            let named = number(path);
            let read = source.as_ref().map_err(Clone::clone);
            let house = self.house.as_ref();
            match read.and_then(|source| next_issue::numbers(&source.sheet, house)) {
                Ok(numbers) => {
                    // Supplements are numbered separately.
                    let id = numbers.and_then(|numbers| numbers.id());
                    let id = id.filter(|id| id.series == Series::Regular);
                    let known = id.map(|id| (id, named == Some(id), usize::MAX - index));
                    match id.filter(|id| id.serial().is_none()) {
                        Some(_) => uncounted.push((known, named, source)),
                        None => latest = latest.max(known),
                    }
                }
                Err(error) => unread.push((named, source, error)),
            }
        }
        // Where issues have running numbers, one of them without has been left without by mistake, unless its file is named
        // after what it is counted by.
        for (known, named, source) in uncounted {
            let by_name = named.is_some() && named == known.map(|(id, ..)| id);
            if !by_name && latest.is_some_and(|(id, ..)| id.serial().is_some()) {
                unread.push((
                    named,
                    source,
                    Problem::Missing { field: "masthead.serial".into() }.into(),
                ));
            } else {
                latest = latest.max(known);
            }
        }
        let greatest = latest.map(|(id, ..)| id);
        for (named, source, error) in unread {
            if named.is_none() || named > greatest {
                // With the same message and place as when it is rendered.
                let read = source.as_ref().map(|source| self.read(source));
                let Ok(Ok(manuscript)) = read else {
                    return Err(read.ok().and_then(Result::err).unwrap_or(error));
                };
                return Err(placed(error, &manuscript));
            }
        }
        Ok(latest.map(|(.., index)| usize::MAX - index))
    }

    /// Returns the issue after another, with warnings for the person who requested it.
    ///
    /// # Errors
    /// Malformed files, or a number that is missing or has no successor.
    pub fn next_issue(&self, source: &SourceText, day: Date) -> Result<(NextIssue, Vec<Fault>)> {
        let manuscript = self.read(source)?;
        let next_issue = NextIssue::of(&source.sheet, self.house.as_ref(), day)
            .map_err(|error| placed(error, &manuscript))?;
        let mut warnings = Vec::new();
        let mut warn = |field, code, words| {
            let problem = Problem::Noted { code, words };
            warnings.push(Fault::at(problem, manuscript.place(field)));
        };
        if let Some(before) = next_issue.before.print_date.filter(|before| day < *before) {
            let words = vec![("day", day.to_string()), ("before", before.to_string())];
            warn("colophon.print_date", codes::data::NEW_BEFORE_LAST, words);
        }
        if next_issue.overrules_year {
            let year = next_issue.numbering.numbers.year.unwrap_or_default().to_string();
            warn("masthead.year", codes::data::NEW_YEAR, vec![("year", year)]);
        }
        Ok((next_issue, warnings))
    }

    fn read(&self, source: &SourceText) -> Result<Manuscript> {
        Manuscript::read(source.sheet.clone(), self.house.clone())
    }
}

/// Returns the issue that a file is named after, if its name is a number.
fn number(path: &Path) -> Option<IssueId> {
    let stem = path.file_stem()?.to_str()?;
    let id = stem.trim_start_matches('0').parse::<IssueId>().ok();
    id.filter(|id| id.series == Series::Regular)
}

/// Sets the places of faults that name a field.
fn placed(mut error: Error, manuscript: &Manuscript) -> Error {
    for fault in &mut error.faults {
        if let Problem::Missing { field } | Problem::OutOfRange { field, .. } = &fault.problem {
            fault.place = Some(manuscript.place(field));
        } else if fault.problem.code() == codes::data::PERIOD {
            fault.place = Some(manuscript.place("masthead.period"));
        }
    }
    error
}
