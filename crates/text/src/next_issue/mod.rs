//! The next issue (下一期) after another: its file with new numbers and a new date, the lists and the
//! comments kept, and an empty article in place of the old ones.

mod articles;
mod field;
mod numbering;
mod remarks;

use toml_edit::{DocumentMut, TomlError};

use briefing_values::error::{Fault, Place, Problem, Result};
use briefing_values::issue::{Date, Numbers, issue_line};
use briefing_values::sheet::Sheet;

use crate::fields::EXTRA;

pub use numbering::Numbering;

use remarks::Remarks;

/// Fields that are kept, but that may change from issue to issue.
const TO_BE_CHECKED: [&str; 3] = ["masthead.copy_number", "colophon.copies", "layout.first_page"];

/// The next issue's file, still to be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NextIssue {
    /// The numbering of the previous issue.
    pub before: Numbering,
    /// Its own numbering.
    pub numbering: Numbering,
    /// The line that will print its numbers.
    pub line: String,
    /// The text of the file.
    pub text: String,
    /// The fields that were kept, but may have to change.
    pub kept: Vec<&'static str>,
    /// Whether it has to state the year itself, because the house file's year is over.
    pub overrules_year: bool,
}

impl NextIssue {
    /// Returns the issue after another, printed on a given day.
    ///
    /// # Errors
    /// A file that is not TOML, or a number that is missing or has no successor.
    pub fn of(issue: &Sheet, house: Option<&Sheet>, day: Date) -> Result<Self> {
        let house = house.map(read).transpose()?;
        let house = house.as_ref().map(DocumentMut::as_table);
        let before = Numbering::read(read(issue)?.as_table(), house)?;
        let numbering = before.after(day)?;
        let remarks = Remarks { old: before, new: numbering };

        let head = remarks.head(&issue.text.replace("\r\n", "\n"));
        let mut file = parse(issue, &head)?;
        articles::replace(&mut file).map_err(|error| fault(issue, &error))?;
        // What the office noted about one issue does not apply to the next.
        file.remove("private");
        // Nor is what its style has fields of its own for: an agenda, a cover, sources.
        file.remove(EXTRA);
        let overrules_year = fill_in(&mut file, numbering, &remarks, day);
        let has = |name: &&str| field::find(file.as_table(), name).is_some();
        let kept = TO_BE_CHECKED.into_iter().filter(has).collect();

        let mut text = file.to_string();
        if issue.text.contains("\r\n") {
            text = text.replace('\n', "\r\n");
        }
        let line = said(&numbering.numbers, numbering::pattern(file.as_table(), house));
        let line = line.unwrap_or_else(|| numbering.id().to_string());
        Ok(Self { before, numbering, line, text, kept, overrules_year })
    }
}

/// Writes the numbers and the day into the file. The year stays out of the file if that of the house
/// file is still right; returns whether it had to be added.
fn fill_in(file: &mut DocumentMut, new: Numbering, remarks: &Remarks, day: Date) -> bool {
    let file = file.as_table_mut();
    let has = |file: &_, name| field::find(file, name).is_some();
    let renew = |comment: &str| remarks.renew(comment);
    let has_year = has(file, "masthead.year");
    let Numbers { year, number, serial, period, .. } = new.numbers;
    let turns = year != remarks.old.numbers.year;
    if let Some(year) = year.filter(|_| has_year || turns) {
        field::put(file, "masthead.year", field::count(year.into()), renew);
    }
    if let Some(number) = number {
        field::put(file, "masthead.number", field::count(number), renew);
    }
    if let Some(serial) = serial {
        field::put(file, "masthead.serial", field::count(serial.0), renew);
    }
    if let Some(period) = period {
        field::put(file, "masthead.period", period.to_string().into(), renew);
    }
    if has(file, "masthead.date") {
        field::put(file, "masthead.date", field::day(day), renew);
    }
    field::put(file, "colophon.print_date", field::day(day), renew);
    turns && !has_year
}

/// Returns the line that prints the numbers of an issue's file, laid over the house file, as far as they can be read.
pub fn line(sheet: &Sheet, house: Option<&Sheet>) -> Option<String> {
    let file = read(sheet).ok()?;
    let house = house.map(read).transpose().ok()?;
    let house = house.as_ref().map(DocumentMut::as_table);
    said(&numbering::numbers(&file, house).ok()?, numbering::pattern(&file, house))
}

/// Returns the line that prints numbers, after the office's pattern or the usual one.
fn said(numbers: &Numbers, pattern: Option<&str>) -> Option<String> {
    let pattern = pattern.map_or_else(|| numbers.usual_line(), String::from);
    issue_line(&pattern, numbers).ok()
}

/// Returns the numbers of an issue's file, laid over the house file; `None` if it has no masthead.
///
/// # Errors
/// A file that is not TOML, or a masthead without numbers.
pub fn numbers(sheet: &Sheet, house: Option<&Sheet>) -> Result<Option<Numbers>> {
    let file = read(sheet)?;
    if !file.contains_key("masthead") {
        return Ok(None);
    }
    let house = house.map(read).transpose()?;
    let numbers = numbering::numbers(&file, house.as_ref().map(DocumentMut::as_table))?;
    if numbers.id().is_none() {
        return Err(Problem::Missing { field: "masthead.number".into() }.into());
    }
    Ok(Some(numbers))
}

fn read(sheet: &Sheet) -> Result<DocumentMut> {
    parse(sheet, &sheet.text)
}

fn parse(sheet: &Sheet, text: &str) -> Result<DocumentMut> {
    text.parse().map_err(|error| fault(sheet, &error).into())
}

/// Converts a parser error, with its place.
fn fault(sheet: &Sheet, error: &TomlError) -> Fault {
    let place = Place::new(sheet.name.clone(), sheet.text.clone(), error.span().unwrap_or(0..0));
    Fault::at(Problem::Syntax { words: error.message().into() }, place)
}
