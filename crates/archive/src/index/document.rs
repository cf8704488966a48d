//! A document: what the index holds of one revision of an issue.

use briefing_values::fingerprint::Fingerprint;
use briefing_values::issue::{Date, IssueId};

/// One revision of an issue, with its text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// The identifier of the issue.
    pub id: IssueId,
    /// The revision.
    pub revision: u32,
    /// The year in which it is counted.
    pub year: u16,
    /// Its number within the year, if it has one.
    pub number: Option<u32>,
    /// The day of printing.
    pub print_date: Date,
    /// Its text.
    pub units: Vec<Unit>,
}

/// A text that is searched as a unit: a title, a paragraph, a recipient.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unit {
    /// The field that holds it.
    pub field: String,
    /// The title of the article that it belongs to; empty outside of articles.
    pub title: String,
    /// The words.
    pub words: String,
    /// The byte from which the words are on a page, and the page.
    pub pages: Vec<(usize, u32)>,
}

/// A revision in the archive.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Revision {
    /// The identifier of the issue.
    pub id: IssueId,
    /// The revision.
    pub revision: u32,
    /// The fingerprint of its lock, which identifies it.
    pub lock: Fingerprint,
    /// Whether it is the latest of its issue.
    pub is_latest: bool,
}
