//! A table (表) of an article.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::text::Texts;

/// A table (表), as wide as the text.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Table {
    /// Which of the article's tables it is, from 0, in the order of the file.
    pub number: usize,
    /// The title above the table.
    pub caption: Option<String>,
    /// What its figures are counted in (单位), unless its columns say so.
    pub unit: Option<String>,
    /// The head of each column; a table may have none.
    pub header: Vec<String>,
    /// The cells, row by row; every row is as long as the header. The lines of a cell are separated by `\n`.
    pub rows: Vec<Vec<String>>,
    /// The share of the width that each column takes.
    pub widths: Vec<f64>,
    /// The alignment of each column.
    pub align: Vec<Align>,
    /// What readers must know of it (注), below the table, line by line.
    pub note: Option<String>,
    /// Where its figures come from (资料来源).
    pub source: Option<String>,
}

/// The alignment of a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Align {
    /// At the left edge.
    Left,
    /// In the middle.
    Center,
    /// At the right edge.
    Right,
}

impl Table {
    /// Lists the words that the pages must show, of a table that is the field `field`.
    pub(super) fn texts(&self, field: &str, texts: &mut Texts) {
        texts.add_all(&format!("{field}.caption"), &self.caption);
        texts.add_all(&format!("{field}.unit"), &self.unit);
        texts.add_all(&format!("{field}.header"), &self.header);
        for (n, row) in self.rows.iter().enumerate() {
            texts.add_all(&format!("{field}.rows.{n}"), row);
        }
        texts.add_all(&format!("{field}.note"), &self.note);
        texts.add_all(&format!("{field}.source"), &self.source);
    }

    /// Returns the first words of the table, from its head down.
    pub fn opening(&self) -> Option<&str> {
        let cells = self.header.iter().chain(self.rows.iter().flatten());
        let mut words = self.caption.iter().chain(&self.unit).chain(cells);
        words.find(|words| !words.is_empty()).map(String::as_str)
    }
}
