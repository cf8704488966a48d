//! The lightbox (看样台): looks at finished PDFs. It sees what a reader's program would see, and knows
//! nothing of how they were made.

mod attachment;
mod picture;
mod scan;

use std::sync::Arc;

use hayro_syntax::Pdf;
use hayro_syntax::object::{Dict, Object};

use crate::error::{Problem, Result};

pub use attachment::Attachment;
pub use picture::{Difference, Picture};

/// A PDF on the lightbox.
pub struct Sheet {
    pdf: Pdf,
}

impl Sheet {
    /// Puts a PDF on the lightbox; `name` is the one by which the user knows it.
    ///
    /// # Errors
    /// Bytes that are no PDF, or one that is locked.
    pub fn new(name: &str, bytes: Arc<[u8]>) -> Result<Self> {
        let refusal =
            || Problem::Noted { code: "archive/no-pdf", words: vec![("path", name.to_owned())] };
        if !bytes.starts_with(b"%PDF-") {
            return Err(refusal().into());
        }
        Ok(Self { pdf: Pdf::new(Arc::new(bytes)).map_err(|_| refusal())? })
    }

    /// Returns the number of pages.
    pub fn pages(&self) -> usize {
        self.pdf.pages().len()
    }

    /// Returns the dictionary that everything hangs on.
    fn catalog(&self) -> Option<Dict<'_>> {
        let xref = self.pdf.xref();
        xref.get::<Object<'_>>(xref.root_id())?.into_dict()
    }
}
