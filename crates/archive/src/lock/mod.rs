//! The lock (存档锁): what one edition was made from, what came out, and what was checked, each named
//! by its fingerprint.
//!
//! The [`Inputs`] go into the PDF itself, so they reveal nothing about the office or the machine; the
//! [`Lock`] around them stays in the archive.

mod day;
mod inputs;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use briefing_values::error::{Fault, Place, Problem, Result, codes};
use briefing_values::fingerprint::Fingerprint;
use briefing_values::issue::{Counted, Date, IssueId, Numbers, Period, YearNumber, issue_line};

pub use inputs::{Data, Engine, FaceInput, Inputs, Pdf, StyleInput};

/// The format version of lists of inputs, and of locks. A program that does not know it refuses them.
pub const FORMAT: u32 = 1;
/// The format version of locks that name pictures as their editors left them. All others stay as they were.
pub const FORMAT_WITH_PICTURES: u32 = 2;
/// The format version of locks of issues that are not counted by a year, a number and a running number.
pub const FORMAT_OF_ANY_NUMBER: u32 = 3;

/// What the archive knows about one revision of an issue.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Lock {
    /// The format version: [`FORMAT`], [`FORMAT_WITH_PICTURES`] or [`FORMAT_OF_ANY_NUMBER`].
    pub format: u32,
    /// Which issue this is.
    pub issue: Subject,
    /// What went in.
    pub inputs: Stored,
    /// What came out.
    pub output: Output,
    /// The program that made the edition.
    pub program: Program,
    /// What was checked before the edition was printed.
    #[serde(default, rename = "check")]
    pub checks: Vec<Check>,
}

/// Which issue a lock is about, in the terms in which people ask for it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Subject {
    /// The identifier of the issue.
    pub id: IssueId,
    /// The revision, from 1.
    pub revision: u32,
    /// The bulletin's name.
    pub name: String,
    /// The year in which it is counted: that of its number or its period, or else of printing.
    pub year: u16,
    /// The number within the year, if it has one; one without a year is the identifier.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<u32>,
    /// The months, the week or the day that it is about, if it is counted by these.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub period: Option<Period>,
    /// The line that prints its numbers, unless that is the usual one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub line: Option<String>,
    /// The day of printing.
    #[serde(with = "day")]
    pub print_date: Date,
    /// The titles of the articles, in printed order, without line breaks.
    pub titles: Vec<String>,
}

impl Subject {
    /// Returns how the issue is called: 2018年第14期（总第176期）.
    pub fn called(&self) -> String {
        self.line.clone().unwrap_or_else(|| {
            let numbers = self.numbers();
            issue_line(&numbers.usual_line(), &numbers).unwrap_or_else(|_| self.id.to_string())
        })
    }

    /// Returns the year and the number in short, 2018-14, or the period, 2026-W34; a number without a year has none.
    pub fn short(&self) -> String {
        let number = self.number.map(|number| format!("{}-{number}", self.year));
        self.period.map(|period| period.to_string()).or(number).unwrap_or_default()
    }

    /// Returns what the issue is called besides its identifier: by its period, and by its year and number.
    pub fn names(&self) -> impl Iterator<Item = IssueId> {
        let Self { year, number, .. } = *self;
        let number = number.map(|number| Counted::InYear(YearNumber { year, number }));
        let counted = self.period.map(Counted::from).into_iter().chain(number);
        counted.map(|counted| IssueId { series: self.id.series, counted })
    }

    fn numbers(&self) -> Numbers {
        Numbers {
            series: self.id.series,
            year: Some(self.year),
            number: self.number,
            serial: self.id.serial(),
            period: self.period,
        }
    }

    /// Returns whether earlier programs can read it.
    pub fn is_plain(&self) -> bool {
        self.number.is_some()
            && self.period.is_none()
            && self.line.is_none()
            && self.id.serial().is_some()
    }
}

/// What went in, as objects of the archive.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Stored {
    /// The issue's file, as its editor left it.
    pub file: File,
    /// The house file that it was laid over.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub house: Option<Fingerprint>,
    /// The [`Inputs`], which name the rest.
    pub list: Fingerprint,
    /// The pictures as their editor left them, by the paths under which the issue names them: those of which the
    /// [`Inputs`] name another file, the one that was printed.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub pictures: BTreeMap<String, Fingerprint>,
}

/// A file that came from outside.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct File {
    /// Its name, without folders.
    pub name: String,
    /// The fingerprint of its bytes.
    pub sha256: Fingerprint,
}

/// What came out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Output {
    /// The fingerprint of the PDF.
    pub sha256: Fingerprint,
    /// Its size, in bytes.
    pub size: u64,
    /// The number of its pages.
    pub pages: u32,
    /// The fingerprint of its text as laid out, line by line.
    pub lines: Fingerprint,
}

/// The program that made an edition, as far as it knows itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Program {
    /// The version of this program.
    pub briefing: String,
    /// The version of Typst.
    pub typst: String,
    /// The compiler that built it.
    pub rustc: String,
    /// The target platform.
    pub target: String,
    /// The versions of everything in it: the fingerprint of its `Cargo.lock`.
    pub cargo_lock: Fingerprint,
    /// The fingerprint of the executable, if it could be read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub binary: Option<Fingerprint>,
}

/// A check that the issue has passed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Check {
    /// The tool that checked.
    pub tool: String,
    /// Its version.
    pub version: String,
    /// Its verdict.
    pub verdict: Verdict,
    /// Its remarks: the codes, each with its count, as `punct/x ×3`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub remarks: Vec<String>,
}

/// The verdict of a check.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    /// Nothing prevents publication.
    Passed,
}

impl Lock {
    /// Returns the text of the lock's file.
    pub fn text(&self) -> String {
        text(self)
    }

    /// Returns the fingerprints of all objects that the lock names itself.
    pub fn objects(&self) -> Vec<Fingerprint> {
        let Stored { file, house, list, pictures } = &self.inputs;
        let mut objects = vec![file.sha256, *list, self.output.sha256, self.output.lines];
        objects.extend(house);
        objects.extend(pictures.values());
        objects
    }

    /// Parses the text of a lock's file.
    ///
    /// # Errors
    /// Text that is not a lock, at its place, or a format that this program does not know.
    pub fn read(name: &str, text: &str) -> Result<Self> {
        let lock: Self = read(name, text)?;
        known(name, lock.format, FORMAT_OF_ANY_NUMBER)?;
        Ok(lock)
    }
}

/// Returns the TOML text of a value of this module.
fn text(value: &impl Serialize) -> String {
    // TOML can represent all of these values: every key is text, and no number is too large.
    toml::to_string_pretty(value).unwrap_or_default()
}

/// Parses TOML that the program has written.
fn read<T: serde::de::DeserializeOwned>(name: &str, text: &str) -> Result<T> {
    toml::from_str(text).map_err(|error| {
        let place = Place::new(name.into(), text.into(), error.span().unwrap_or(0..0));
        Fault::at(Problem::Syntax { words: error.message().into() }, place).into()
    })
}

/// Refuses what a later version of the program has written: a format above the newest.
fn known(name: &str, format: u32, newest: u32) -> Result<()> {
    if (FORMAT..=newest).contains(&format) {
        return Ok(());
    }
    let words = vec![("path", name.to_owned()), ("found", format.to_string())];
    Err(Problem::Noted { code: codes::archive::OTHER_FORMAT, words }.into())
}
