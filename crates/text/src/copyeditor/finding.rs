//! A finding: a note, with the rule and the place that it belongs to.

use briefing_values::error::Code;

use super::Note;

/// A slip in an issue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The code of the rule.
    pub code: Code,
    /// Where it is.
    pub at: At,
    /// The bytes of the passage in question, and what is said about them.
    pub note: Note,
}

/// Where a slip is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum At {
    /// A whole field that is not text, such as `masthead.year`; the range of the note is empty.
    Field(&'static str),
    /// A passage, by its index in the reading.
    Passage(usize),
}
