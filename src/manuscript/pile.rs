//! The files that a manuscript is read from, and the places of their fields.

use std::collections::BTreeMap;
use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::error::{Fault, Place, Problem};
use crate::sheet::Sheet;

/// The issue's sheet and the house's below it, read as one: spans of the second count on from the
/// end of the first, so that one number tells which file is meant, and where.
#[derive(Debug, Clone)]
pub(super) struct Pile {
    pub(super) issue: Sheet,
    pub(super) house: Option<Sheet>,
}

impl Pile {
    /// Returns the texts to parse. Blank lines in front move the house's spans behind the issue's.
    pub(super) fn texts(&self) -> (String, Option<String>) {
        let below =
            self.house.as_ref().map(|house| "\n".repeat(self.issue.text.len()) + &house.text);
        (self.issue.text.to_string(), below)
    }

    /// Returns the place of a span.
    pub(super) fn place(&self, span: Range<usize>) -> Place {
        let end = self.issue.text.len();
        let (sheet, offset) = match &self.house {
            Some(house) if span.end > end => (house, end),
            _ => (&self.issue, 0),
        };
        let range = span.start.saturating_sub(offset)..span.end.saturating_sub(offset);
        Place::new(sheet.name.clone(), sheet.text.clone(), range)
    }

    /// Says what the parser found, at its place.
    pub(super) fn refusal(&self, error: &toml::de::Error) -> Fault {
        let words = plain(error.message());
        Fault::at(Problem::Toml { words }, self.place(error.span().unwrap_or(0..0)))
    }
}

/// Says in an editor's words what the parser calls by the names of a programmer.
fn plain(message: &str) -> String {
    const WORDS: [(&str, &str); 9] = [
        (
            "invalid type: map, expected a sequence",
            "this table can stand more than once: write its name in double brackets, [[ ]]",
        ),
        ("expected u16", "expected a whole number without quotes"),
        ("expected u32", "expected a whole number without quotes"),
        ("expected f64", "expected a number without quotes"),
        ("expected a sequence", "expected a list in [ ]"),
        ("expected a string", "expected a text in quotes"),
        ("expected a TOML datetime", "expected a date such as 2026-03-05, without quotes"),
        ("invalid type: sequence", "invalid type: a list"),
        ("invalid type: map", "invalid type: a table"),
    ];
    WORDS.iter().fold(message.to_owned(), |words, (from, to)| words.replace(from, to))
}

/// Gives `issue` the fields of `house` that it does not have; tables are filled field by field.
pub(super) fn fill_in<'i>(issue: &mut DeTable<'i>, house: DeTable<'i>) {
    for (key, value) in house {
        match (issue.get_mut(key.get_ref().as_ref()).map(Spanned::get_mut), value) {
            (None, value) => {
                issue.insert(key, value);
            }
            (Some(DeValue::Table(own)), value) => {
                if let DeValue::Table(below) = value.into_inner() {
                    fill_in(own, below);
                }
            }
            (Some(_), _) => {}
        }
    }
}

/// Lists the spans of all fields below `table`, under their names: `article.0.title`.
pub(super) fn spans(table: &DeTable<'_>) -> BTreeMap<String, Range<usize>> {
    let mut all = BTreeMap::new();
    for (key, value) in table {
        note(key.get_ref(), value, &mut all);
    }
    all
}

fn note(field: &str, value: &Spanned<DeValue<'_>>, all: &mut BTreeMap<String, Range<usize>>) {
    all.insert(field.to_owned(), value.span());
    match value.get_ref() {
        DeValue::Table(table) => {
            for (key, value) in table {
                note(&format!("{field}.{}", key.get_ref()), value, all);
            }
        }
        DeValue::Array(array) => {
            for (n, value) in array.iter().enumerate() {
                note(&format!("{field}.{n}"), value, all);
            }
        }
        _ => {}
    }
}
