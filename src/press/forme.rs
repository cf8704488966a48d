//! The forme (版): the pages of one issue, laid out and ready to print.

use typst_layout::PagedDocument;

use crate::error::Fault;
use crate::galley::Galley;
use crate::issue::Date;
use crate::proof::Proof;

use super::walk;

/// The pages of one issue.
pub struct Forme {
    pub(super) document: PagedDocument,
    pub(super) date: Date,
    pub(super) identity: String,
    warnings: Vec<Fault>,
}

impl Forme {
    pub(super) fn new(document: PagedDocument, galley: &Galley, warnings: Vec<Fault>) -> Self {
        Self { document, date: galley.date, identity: galley.identity.clone(), warnings }
    }

    /// Returns what stands on the pages.
    pub fn proof(&self) -> Proof {
        Proof { pages: self.document.pages().iter().map(walk::page).collect() }
    }

    /// Returns the number of pages.
    pub fn pages(&self) -> usize {
        self.document.pages().len()
    }

    /// Returns the engine's warnings, where they were allowed.
    pub fn warnings(&self) -> &[Fault] {
        &self.warnings
    }
}
