//! A picture (图) of an article.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A picture (图), centred on its own lines or beside the text.
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
    /// The width, in mm; by default that of the text, or of half of it beside the text.
    pub width: Option<f64>,
    /// The side of the text on which it stands, with the paragraphs that follow it beside it; by default it has lines of
    /// its own.
    pub beside: Option<Beside>,
}

/// The side of the text on which a picture stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Beside {
    /// Its left.
    Left,
    /// Its right.
    Right,
}
