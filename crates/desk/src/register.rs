//! The register (期号登记): which issue is the latest, and which one follows.

use std::path::{Path, PathBuf};

use briefing_engine::house::House;
use briefing_text::manuscript::Manuscript;
use briefing_text::next_issue;
use briefing_values::error::{Error, Fault, Problem, Result, codes};
use briefing_values::issue::{Date, Serial};
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

    /// Returns the index of the latest of these issues, the one with the highest serial; of two with the
    /// same, the one whose file is named after it. Files without a masthead are not issues.
    ///
    /// # Errors
    /// The fault of a file that may be a later issue: its name is a higher number, or not a number.
    pub fn latest(&self, issues: &[(PathBuf, Result<SourceText>)]) -> Result<Option<usize>> {
        let mut latest = None;
        let mut unread = Vec::new();
        for (index, (path, source)) in issues.iter().enumerate() {
            let named = number(path);
            let serial = source.as_ref().map_err(Clone::clone);
            match serial.and_then(|source| next_issue::serial(&source.sheet)) {
                Ok(Some(serial)) => {
                    latest = latest.max(Some((serial, named == Some(serial), usize::MAX - index)));
                }
                Ok(None) => {}
                Err(error) => unread.push((named, source, error)),
            }
        }
        let greatest = latest.map(|(serial, ..)| serial);
        for (named, source, error) in unread {
            if named.is_none() || named > greatest {
                // With the same message and place as when it is rendered.
                let read = source.as_ref().map(|source| self.read(source));
                return Err(read.ok().and_then(Result::err).unwrap_or(error));
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
            let year = next_issue.numbering.number.year.to_string();
            warn("masthead.year", codes::data::NEW_YEAR, vec![("year", year)]);
        }
        Ok((next_issue, warnings))
    }

    fn read(&self, source: &SourceText) -> Result<Manuscript> {
        Manuscript::read(source.sheet.clone(), self.house.clone())
    }
}

/// Returns the serial that a file is named after, if its name is a number.
fn number(path: &Path) -> Option<Serial> {
    let stem = path.file_stem()?.to_str()?;
    stem.parse().ok().map(Serial)
}

/// Sets the places of faults that name a field.
fn placed(mut error: Error, manuscript: &Manuscript) -> Error {
    for fault in &mut error.faults {
        if let Problem::Missing { field } | Problem::OutOfRange { field, .. } = &fault.problem {
            fault.place = Some(manuscript.place(field));
        }
    }
    error
}
