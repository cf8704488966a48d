//! Checks a picture before it goes to the press.

use std::sync::Arc;

use typst::foundations::Bytes;
use typst::visualize::{ExchangeFormat, RasterImage, SvgImage};

use briefing_values::error::Problem;

/// Refuses a picture that the engine cannot read. What it reads, it keeps for the pages.
///
/// # Errors
/// Why it cannot.
pub(super) fn inspect(file: &str, bytes: &Arc<[u8]>) -> Result<(), Problem> {
    let refuse = |reason: &str| Problem::Picture { file: file.into(), reason: reason.into() };
    let data = Bytes::new(bytes.clone());
    let read = match ExchangeFormat::detect(bytes) {
        Some(format) => RasterImage::plain(data, format).is_ok(),
        None => SvgImage::new(data).is_ok(),
    };
    if read { Ok(()) } else { Err(refuse("it is damaged")) }
}
