//! Reads finished PDFs (PDF 读取), as any viewer does, without knowing how they were made.

mod attachment;
mod limits;
mod picture;
mod scan;

use std::panic::resume_unwind;
use std::sync::Arc;
use std::thread;

use hayro_syntax::Pdf;
use hayro_syntax::object::{Dict, Object};

use briefing_values::error::{Problem, Result, codes};

pub use attachment::Attachment;
pub use picture::{Difference, Picture};

/// An open PDF.
pub struct PdfDocument {
    pdf: Pdf,
}

impl PdfDocument {
    /// Opens a PDF; `name` is the one by which the user knows it.
    ///
    /// # Errors
    /// Bytes that are not a PDF, or an encrypted one.
    pub fn new(name: &str, bytes: Arc<[u8]>) -> Result<Self> {
        let refusal = || Problem::Noted {
            code: codes::archive::NO_PDF,
            words: vec![("path", name.to_owned())],
        };
        if !bytes.starts_with(b"%PDF-") || !limits::allow(&bytes) {
            return Err(refusal().into());
        }
        Ok(Self { pdf: on_a_large_stack(|| Pdf::new(Arc::new(bytes)).map_err(|_| refusal()))? })
    }

    /// Returns the number of pages.
    pub fn pages(&self) -> usize {
        self.pdf.pages().len()
    }

    /// Returns the document catalog.
    fn catalog(&self) -> Option<Dict<'_>> {
        let xref = self.pdf.xref();
        xref.get::<Object<'_>>(xref.root_id())?.into_dict()
    }
}

/// Runs some work on a stack that no admitted file can overflow.
fn on_a_large_stack<T: Send>(work: impl FnOnce() -> T + Send) -> T {
    thread::scope(|scope| {
        let worker = thread::Builder::new().stack_size(limits::STACK);
        match worker.spawn_scoped(scope, work) {
            Ok(thread) => thread.join().unwrap_or_else(|panic| resume_unwind(panic)),
            Err(error) => resume_unwind(Box::new(error)),
        }
    })
}
