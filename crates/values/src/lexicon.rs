//! The lexicon (词表): words that an office writes in one way and in no other.

use serde::Deserialize;

/// A list of words, each with its right form.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Lexicon {
    /// The words.
    pub word: Vec<Word>,
}

/// A word that must not be written so.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Word {
    /// The word as it must not stand.
    pub wrong: String,
    /// The word as it should.
    pub right: String,
    /// Longer words that hold the wrong one rightly, such as 人民检察院 for 检察院.
    #[serde(default)]
    pub within: Vec<String>,
    /// Why.
    pub note: Option<String>,
}
