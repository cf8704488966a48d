//! A note: what a rule says about a place.

use std::ops::Range;

/// What a rule says about a place in a passage.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// The bytes of the passage's text.
    pub range: Range<usize>,
    /// The arguments of the catalogue's words.
    pub words: Vec<(&'static str, String)>,
    /// What to write instead, if only one thing can be meant.
    pub fix: Option<String>,
}

impl Note {
    /// Returns a note on some bytes of a passage.
    pub(super) fn on(range: Range<usize>) -> Self {
        Self { range, words: Vec::new(), fix: None }
    }

    /// Returns a note on a field that is not text.
    pub(super) fn on_field() -> Self {
        Self::on(0..0)
    }

    /// Returns the note so many bytes further on.
    pub(super) fn moved(self, by: usize) -> Self {
        Self { range: self.range.start + by..self.range.end + by, ..self }
    }

    /// Adds an argument for the message.
    pub(super) fn with(mut self, name: &'static str, word: impl Into<String>) -> Self {
        self.words.push((name, word.into()));
        self
    }

    /// Sets what to write instead.
    pub(super) fn fixed(mut self, text: impl Into<String>) -> Self {
        self.fix = Some(text.into());
        self
    }
}
