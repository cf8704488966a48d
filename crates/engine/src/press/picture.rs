//! Checks a picture before it goes to the press.

use std::sync::Arc;

use typst::foundations::Bytes;
use typst::visualize::{ExchangeFormat, RasterImage};

use briefing_values::error::Problem;

/// Refuses a picture that the engine cannot read. What it reads, it keeps for the pages.
///
/// # Errors
/// Why it cannot.
pub(super) fn inspect(file: &str, bytes: &Arc<[u8]>) -> Result<(), Problem> {
    let refuse = |reason: &str| Problem::Picture { file: file.into(), reason: reason.into() };
    let format = ExchangeFormat::detect(bytes).ok_or_else(|| refuse("it is damaged"))?;
    RasterImage::plain(Bytes::new(bytes.clone()), format).map_err(|_| refuse("it is damaged"))?;
    Ok(())
}
