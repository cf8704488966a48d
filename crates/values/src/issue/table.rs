//! A table (表) of an article.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize, Serializer};

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
    /// The head of each column, in one row or in several; a table may have none.
    pub header: Header,
    /// The cells, row by row, one for each column.
    pub rows: Vec<Vec<Cell>>,
    /// Whether the last row is a total (合计).
    pub total: bool,
    /// The share of the width that each column takes.
    pub widths: Vec<f64>,
    /// Whether each column is as wide as its contents ask instead.
    pub by_content: bool,
    /// The alignment of each column.
    pub align: Vec<Align>,
    /// Whether it stands on sheets of its own, which are turned (横排).
    pub landscape: bool,
    /// The size of its type, in pt; by default that of the layout.
    pub size: Option<f64>,
    /// What readers must know of it (注), below the table, line by line.
    pub note: Option<String>,
    /// Where its figures come from (资料来源).
    pub source: Option<String>,
}

/// The rows of a table's head (表头).
///
/// Templates see a head of one row as a list of cells, and one of several as a list of rows, as editors write
/// them: so templates from before there were several still set what they know.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Header(pub Vec<Vec<Cell>>);

impl Serialize for Header {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0.as_slice() {
            [row] => row.serialize(serializer),
            rows => rows.serialize(serializer),
        }
    }
}

/// A cell of a table. Its lines are separated by `\n`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Cell {
    /// A cell of its own.
    Words(String),
    /// A cell that others belong to (合并的单元格).
    Merged {
        /// What it says.
        text: String,
        /// How many columns it takes.
        across: usize,
        /// How many rows it takes.
        down: usize,
    },
    /// A cell that belongs to one at its left or above it.
    Covered,
}

impl Cell {
    /// Returns what the cell says; a covered one says nothing of its own.
    pub fn words(&self) -> Option<&String> {
        match self {
            Self::Words(text) | Self::Merged { text, .. } => Some(text),
            Self::Covered => None,
        }
    }
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
    /// In the middle, with the points of its numbers below one another.
    Decimal,
}

impl Table {
    /// Lists the words that the pages must show, of a table that is the field `field`.
    pub(super) fn texts(&self, field: &str, texts: &mut Texts) {
        texts.add_all(&format!("{field}.caption"), &self.caption);
        texts.add_all(&format!("{field}.unit"), &self.unit);
        for row in &self.header.0 {
            texts.add_all(&format!("{field}.header"), row.iter().filter_map(Cell::words));
        }
        for (n, row) in self.rows.iter().enumerate() {
            texts.add_all(&format!("{field}.rows.{n}"), row.iter().filter_map(Cell::words));
        }
        texts.add_all(&format!("{field}.note"), &self.note);
        texts.add_all(&format!("{field}.source"), &self.source);
    }

    /// Returns the first words of the table, from its head down.
    pub fn opening(&self) -> Option<&str> {
        let cells = self.header.0.iter().chain(&self.rows).flatten().filter_map(Cell::words);
        let mut words = self.caption.iter().chain(&self.unit).chain(cells);
        words.find(|words| !words.is_empty()).map(String::as_str)
    }
}
