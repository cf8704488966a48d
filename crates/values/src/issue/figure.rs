//! A picture (图) of an article.

use serde::Serialize;

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
