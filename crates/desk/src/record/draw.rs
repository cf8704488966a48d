//! Draws pages of finished PDFs, as a viewer would show them.

use std::sync::Arc;

use briefing_archive::pdf_reader;
use briefing_values::error::{Problem, Result};

/// Draws a page of a finished PDF, counted from 1, as PNG; `name` is the one by which the user knows it.
///
/// # Errors
/// Bytes that are not a PDF, or a page that it does not have.
pub fn draw(name: &str, pdf: Arc<[u8]>, page: u32, ppi: f32) -> Result<Vec<u8>> {
    let sheet = pdf_reader::PdfDocument::new(name, pdf)?;
    let picture = page.checked_sub(1).and_then(|page| sheet.picture(page as usize, ppi));
    let picture = picture.ok_or_else(|| Problem::CommandLine {
        words: format!("there is no page {page}: the issue has {}", sheet.pages()),
    })?;
    Ok(picture.png())
}
