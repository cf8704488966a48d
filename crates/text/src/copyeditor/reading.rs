//! What the rules read: the text of an issue, and what is known of it.

use briefing_values::issue::Issue;
use briefing_values::lexicon::Lexicon;
use briefing_values::passage::Passage;

/// What the copy-editor reads.
#[derive(Debug, Clone, Copy)]
pub struct Reading<'a> {
    /// The text, in the order of the issue's file.
    pub passages: &'a [Passage],
    /// The issue, if its data has no fault.
    pub issue: Option<&'a Issue>,
    /// The office's own list of words.
    pub lexicon: &'a Lexicon,
}
