//! The next issue (下一期) after another: its file with new numbers and a new date, the lists and the
//! comments kept, and an empty article in place of the old ones.

mod articles;
mod field;
mod numbering;
mod remarks;

use toml_edit::{DocumentMut, Item, TomlError};

use briefing_values::error::{Fault, Place, Problem, Result};
use briefing_values::issue::{Date, Serial, Series};
use briefing_values::sheet::Sheet;

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
        let overrules_year = fill_in(&mut file, numbering, &remarks, day);
        let has = |name: &&str| field::find(file.as_table(), name).is_some();
        let kept = TO_BE_CHECKED.into_iter().filter(has).collect();

        let mut text = file.to_string();
        if issue.text.contains("\r\n") {
            text = text.replace('\n', "\r\n");
        }
        Ok(Self { before, numbering, text, kept, overrules_year })
    }
}

/// Writes the numbers and the day into the file. The year stays out of the file if that of the house
/// file is still right; returns whether it had to be added.
fn fill_in(file: &mut DocumentMut, new: Numbering, remarks: &Remarks, day: Date) -> bool {
    let file = file.as_table_mut();
    let has = |file: &_, name| field::find(file, name).is_some();
    let renew = |comment: &str| remarks.renew(comment);
    let has_year = has(file, "masthead.year");
    let turns = new.number.year != remarks.old.number.year;
    if has_year || turns {
        let year = field::count(new.number.year.into());
        field::put(file, "masthead.year", year, renew);
    }
    field::put(file, "masthead.number", field::count(new.number.number), renew);
    field::put(file, "masthead.serial", field::count(new.serial.0), renew);
    if has(file, "masthead.date") {
        field::put(file, "masthead.date", field::day(day), renew);
    }
    field::put(file, "colophon.print_date", field::day(day), renew);
    turns && !has_year
}

/// Returns the serial that an issue's file states itself; `None` if it has no masthead, or is a supplement,
/// which is numbered separately.
///
/// # Errors
/// A file that is not TOML, or a masthead without a serial.
pub fn serial(sheet: &Sheet) -> Result<Option<Serial>> {
    let file = read(sheet)?;
    let supplement = field::find(file.as_table(), "masthead.supplement");
    if !file.contains_key("masthead") || numbering::series(supplement) == Series::Supplement {
        return Ok(None);
    }
    let serial = field::find(file.as_table(), "masthead.serial").and_then(Item::as_integer);
    match serial.and_then(|serial| u32::try_from(serial).ok()) {
        Some(serial) => Ok(Some(Serial(serial))),
        None => Err(Problem::Missing { field: "masthead.serial".into() }.into()),
    }
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
