//! The words of an issue, each with the name of its field: what its pages must say.

use super::Date;

/// The words of one field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text {
    /// The field in the file, with the positions of list items: `article.0.title`.
    pub field: String,
    /// The words, as they are printed.
    pub words: String,
}

/// Collects the texts of the parts, each of which lists its own.
#[derive(Default)]
pub(super) struct Texts(pub(super) Vec<Text>);

impl Texts {
    /// Adds the words of a field.
    pub(super) fn add(&mut self, field: &str, words: &str) {
        self.0.push(Text { field: field.into(), words: words.into() });
    }

    /// Adds the numbers of a day.
    pub(super) fn add_date(&mut self, field: &str, date: Date) {
        for number in [date.year, date.month.into(), date.day.into()] {
            self.add(field, &number.to_string());
        }
    }

    /// Adds the words of a field that may have none, or several.
    pub(super) fn add_all<'a>(&mut self, field: &str, all: impl IntoIterator<Item = &'a String>) {
        for words in all {
            self.add(field, words);
        }
    }
}
