//! A note: what a rule says of a place.

use std::ops::Range;

/// What a rule says of a place in a passage.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// The bytes of the passage's text.
    pub range: Range<usize>,
    /// What the catalogue's words are filled with.
    pub words: Vec<(&'static str, String)>,
    /// What to write instead, where only one thing can be meant.
    pub fix: Option<String>,
}

impl Note {
    /// Returns a note on some bytes of a passage.
    pub(super) fn on(range: Range<usize>) -> Self {
        Self { range, words: Vec::new(), fix: None }
    }

    /// Returns a note on a field that is no text.
    pub(super) fn on_field() -> Self {
        Self::on(0..0)
    }

    /// Adds a word for the message.
    pub(super) fn with(mut self, name: &'static str, word: impl Into<String>) -> Self {
        self.words.push((name, word.into()));
        self
    }

    /// Says what to write instead.
    pub(super) fn fixed(mut self, text: impl Into<String>) -> Self {
        self.fix = Some(text.into());
        self
    }
}
