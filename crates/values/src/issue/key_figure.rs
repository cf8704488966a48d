//! A key figure (关键数据) of an article.

use serde::Serialize;

use super::text::Texts;

/// A number that stands large above the text, with what it counts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct KeyFigure {
    /// The number, as it is printed.
    pub number: String,
    /// What it is counted in, behind it.
    pub unit: Option<String>,
    /// What it counts, below it.
    pub label: String,
}

impl KeyFigure {
    /// Lists the words that the pages must show, of a key figure that is the field `field`.
    pub(super) fn texts(&self, field: &str, texts: &mut Texts) {
        texts.add(&format!("{field}.number"), &self.number);
        texts.add_all(&format!("{field}.unit"), &self.unit);
        texts.add(&format!("{field}.label"), &self.label);
    }
}
