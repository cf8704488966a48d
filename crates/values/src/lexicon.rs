//! The lexicon (词表): words that an office writes in one way only.

use serde::Deserialize;

/// A list of words, each with its right form.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Lexicon {
    /// The words.
    pub word: Vec<Word>,
}

/// A wrong form of a word.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Word {
    /// The wrong form.
    pub wrong: String,
    /// The right form.
    pub right: String,
    /// Longer words in which the wrong form is right, as 检察院 is in 人民检察院.
    #[serde(default)]
    pub within: Vec<String>,
    /// The reason.
    pub note: Option<String>,
}
