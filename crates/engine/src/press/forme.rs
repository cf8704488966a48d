//! The forme (版): the pages of one issue, laid out and ready to print.

use typst::syntax::Source;
use typst_layout::PagedDocument;

use briefing_values::error::Fault;
use briefing_values::proof::Proof;

use crate::galley::Galley;

use super::digest;
use super::walk::{self, Ink};

/// The pages of one issue.
pub struct Forme {
    pub(super) document: PagedDocument,
    pub(super) galley: Galley,
    pub(super) source: Source,
    pub(super) warnings: Vec<Fault>,
}

impl Forme {
    /// Returns what is on the pages.
    pub fn proof(&self) -> Proof {
        let pages = self.document.pages().iter();
        Proof { pages: pages.map(|page| walk::page(page, Ink::Left)).collect() }
    }

    /// Returns what is on the pages, with where the ink of each character lies: to look that up in the faces takes as
    /// long as to compose an issue.
    pub fn inked_proof(&self) -> Proof {
        let pages = self.document.pages().iter();
        Proof { pages: pages.map(|page| walk::page(page, Ink::Found)).collect() }
    }

    /// Returns the galley that was laid out.
    pub fn galley(&self) -> &Galley {
        &self.galley
    }

    /// Returns the number of pages.
    pub fn pages(&self) -> usize {
        self.document.pages().len()
    }

    /// Returns a number for each page, which pages that look the same share.
    pub fn digests(&self) -> Vec<u64> {
        self.document.pages().iter().map(digest::page).collect()
    }

    /// Returns the engine's warnings, if they were allowed.
    pub fn warnings(&self) -> &[Fault] {
        &self.warnings
    }
}
