//! What a PDF carries besides its pages.

use std::collections::BTreeMap;

use briefing_archive::pdf_reader::PdfDocument;

/// Returns the files that a PDF carries, unpacked, by their names.
#[track_caller]
pub(crate) fn carried(pdf: &[u8]) -> BTreeMap<String, Vec<u8>> {
    let document = PdfDocument::new("answer.pdf", pdf.into()).expect("it is a PDF");
    document.attachments().into_iter().map(|it| (it.name, it.bytes)).collect()
}
