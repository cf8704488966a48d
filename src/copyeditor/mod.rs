//! The copy-editor (审校): reads the text of an issue for slips of punctuation, figures, wording and
//! structure. Each rule is one function; the catalogue has its words.

mod addresses;
mod brackets;
mod dashes;
mod document_number;
mod ellipses;
mod halves;
mod hyphens;
mod intervals;
mod marks;
mod pairs;
mod pauses;
mod quotes;
mod spaces;
mod text;

use std::ops::Range;

use crate::issue::Issue;
use crate::lexicon::Lexicon;
use crate::passage::Passage;

/// What the copy-editor has on the desk.
#[derive(Debug, Clone, Copy)]
pub struct Reading<'a> {
    /// The text, in the order of the issue's file.
    pub passages: &'a [Passage],
    /// The issue, where the data is without fault.
    pub issue: Option<&'a Issue>,
    /// The office's own list of words.
    pub lexicon: &'a Lexicon,
}

/// A slip in a passage.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The code of the rule.
    pub code: &'static str,
    /// The passage, by its place in the reading.
    pub passage: usize,
    /// The bytes of the passage's text that are meant, and what is said of them.
    pub note: Note,
}

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
    fn on(range: Range<usize>) -> Self {
        Self { range, words: Vec::new(), fix: None }
    }

    /// Adds a word for the message.
    fn with(mut self, name: &'static str, word: impl Into<String>) -> Self {
        self.words.push((name, word.into()));
        self
    }

    /// Says what to write instead.
    fn fixed(mut self, text: impl Into<String>) -> Self {
        self.fix = Some(text.into());
        self
    }
}

/// How a rule looks at an issue.
enum Check {
    /// At each passage alone.
    Passage(fn(&Passage) -> Vec<Note>),
    /// At all passages together; notes go with the number of their passage.
    Whole(fn(&Reading<'_>) -> Vec<(usize, Note)>),
}

/// Every rule, under its code.
const RULES: &[(&str, Check)] = &[
    ("punct/half-width-paren", Check::Passage(brackets::half_width)),
    ("punct/mixed-paren", Check::Passage(brackets::mixed)),
    ("punct/half-width-mark", Check::Passage(marks::half_width)),
    ("punct/straight-quote", Check::Passage(quotes::straight)),
    ("punct/unpaired", Check::Whole(halves::unpaired)),
    ("punct/nested-quote", Check::Passage(quotes::nested)),
    ("punct/stop-in-quote", Check::Passage(quotes::stop)),
    ("punct/pause-between-quotes", Check::Whole(pauses::between_quotes)),
    ("punct/pause-before-conjunction", Check::Passage(pauses::before_conjunction)),
    ("punct/pause-before-deng", Check::Passage(pauses::before_deng)),
    ("punct/range-dash", Check::Passage(hyphens::long_in_amounts)),
    ("punct/range-hyphen", Check::Passage(hyphens::short_in_ranges)),
    ("punct/phone-dash", Check::Passage(hyphens::long_in_phones)),
    ("punct/ellipsis", Check::Passage(ellipses::form)),
    ("punct/doubled-mark", Check::Passage(marks::doubled)),
    ("punct/space-in-han", Check::Passage(spaces::in_han)),
    ("punct/space-at-digits", Check::Passage(spaces::at_digits)),
    ("punct/document-number", Check::Passage(document_number::brackets)),
    ("punct/dash", Check::Passage(dashes::broken)),
];

/// Reads an issue, and returns what the rules find, in the order of the text.
pub fn read(reading: &Reading<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (code, check) in RULES {
        let mut found = |passage, note| findings.push(Finding { code, passage, note });
        match check {
            Check::Passage(check) => {
                for (n, passage) in reading.passages.iter().enumerate() {
                    check(passage).into_iter().for_each(|note| found(n, note));
                }
            }
            Check::Whole(check) => {
                check(reading).into_iter().for_each(|(n, note)| found(n, note));
            }
        }
    }
    findings.sort_by_key(|finding| (finding.passage, finding.note.range.start, finding.code));
    findings
}

/// Lists the codes of the rules.
pub fn codes() -> impl Iterator<Item = &'static str> {
    RULES.iter().map(|(code, _)| *code)
}
