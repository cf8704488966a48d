//! What a style has fields of its own for (自定义栏目), beyond those that every issue may have.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::text::Texts;
use super::{Date, Picture};

/// The kinds of field that a style may have of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum OwnKind {
    /// Words on a line.
    Text,
    /// Running text.
    Paragraphs,
    /// A number.
    Number,
    /// A day.
    Date,
    /// Rows of words, in columns that have names.
    Rows,
    /// A picture.
    Picture,
}

/// What is known of a field of a style's own once the style is gone: as much as the pages depend on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OwnShape {
    /// Its kind.
    pub kind: OwnKind,
    /// The columns of its rows.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub columns: Vec<String>,
}

/// What a field of a style's own holds.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Extra {
    /// Words on a line.
    Text(String),
    /// Running text, paragraph by paragraph.
    Paragraphs(Vec<String>),
    /// A whole number.
    Whole(i64),
    /// A number with a fraction.
    Fraction(f64),
    /// A day.
    Date(Date),
    /// Rows of words, by the names of their columns; a cell that was left out is empty.
    Rows(Vec<BTreeMap<String, String>>),
    /// A picture.
    Picture(Picture),
}

impl Extra {
    /// Returns the picture, if it is one.
    pub fn picture(&self) -> Option<&Picture> {
        if let Self::Picture(picture) = self { Some(picture) } else { None }
    }

    /// Returns the picture, if it is one.
    pub fn picture_mut(&mut self) -> Option<&mut Picture> {
        if let Self::Picture(picture) = self { Some(picture) } else { None }
    }

    /// Adds the words of the field.
    pub(super) fn texts(&self, field: &str, texts: &mut Texts) {
        match self {
            Self::Text(words) => texts.add(field, words),
            Self::Paragraphs(all) => texts.add_all(field, all),
            Self::Whole(number) => texts.add(field, &number.to_string()),
            Self::Fraction(number) => texts.add(field, &number.to_string()),
            Self::Date(day) => texts.add_date(field, *day),
            Self::Rows(rows) => {
                for (n, row) in rows.iter().enumerate() {
                    for (column, words) in row {
                        texts.add(&format!("{field}.{n}.{column}"), words);
                    }
                }
            }
            Self::Picture(picture) => {
                texts.add_all(&format!("{field}.caption"), &picture.caption);
            }
        }
    }
}
