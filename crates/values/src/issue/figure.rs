//! What an article holds besides text: tables (表) and pictures (图).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A table (表), as wide as the text.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Table {
    /// Which of the article's tables it is, from 0, in the order of the file.
    pub number: usize,
    /// The title above the table.
    pub caption: Option<String>,
    /// The head of each column.
    pub header: Vec<String>,
    /// The cells, row by row; every row is as long as the header.
    pub rows: Vec<Vec<String>>,
    /// The share of the width that each column takes.
    pub widths: Vec<f64>,
    /// The alignment of each column.
    pub align: Vec<Align>,
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

/// A picture (图), centred on its own lines.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Picture {
    /// Which of the article's pictures it is, from 0, in the order of the file.
    pub number: usize,
    /// The file, relative to the issue's own folder, with `/` between folders.
    pub file: String,
    /// What the picture shows, for readers who cannot see it.
    pub alt: String,
    /// The words below the picture.
    pub caption: Option<String>,
    /// The width, in mm; by default that of the text.
    pub width: Option<f64>,
}
