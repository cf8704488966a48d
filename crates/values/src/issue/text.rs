//! The words of an issue, each with the name of its field: what its pages must say.

use super::{Date, month_name};

/// The words of one field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text {
    /// The field in the file, with the positions of list items: `article.0.title`.
    pub field: String,
    /// The words, as they are printed.
    pub words: String,
    /// Other words that say the same: March for the 3 of a date.
    pub or: Option<&'static str>,
}

/// Collects the texts of the parts, each of which lists its own.
#[derive(Default)]
pub(super) struct Texts(pub(super) Vec<Text>);

impl Texts {
    /// Adds the words of a field.
    pub(super) fn add(&mut self, field: &str, words: &str) {
        self.0.push(Text { field: field.into(), words: words.into(), or: None });
    }

    /// Adds the numbers of a day; its month may have its name.
    pub(super) fn add_date(&mut self, field: &str, date: Date) {
        self.add(field, &date.year.to_string());
        let or = month_name(date.month.into());
        self.0.push(Text { field: field.into(), words: date.month.to_string(), or });
        self.add(field, &date.day.to_string());
    }

    /// Adds the words of a field that may have none, or several.
    pub(super) fn add_all<'a>(&mut self, field: &str, all: impl IntoIterator<Item = &'a String>) {
        for words in all {
            self.add(field, words);
        }
    }
}
