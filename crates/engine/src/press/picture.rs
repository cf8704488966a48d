//! Checks a picture before it goes to the press.

use std::sync::Arc;

use typst::foundations::Bytes;
use typst::visualize::{ExchangeFormat, RasterImage};

use briefing_values::error::Problem;

/// The maximum number of pixels of a picture; A4 at 600 per inch has 35 million.
const MOST_PIXELS: usize = 100_000_000;

/// Returns the picture, if it is a PNG or JPEG that the engine can read.
///
/// # Errors
/// Why it cannot.
pub(super) fn inspect(file: &str, bytes: Arc<[u8]>) -> Result<Arc<[u8]>, Problem> {
    let refuse = |reason: String| Problem::Picture { file: file.into(), reason };
    let format = match imagesize::image_type(&bytes) {
        Ok(imagesize::ImageType::Png) => ExchangeFormat::Png,
        Ok(imagesize::ImageType::Jpeg) => ExchangeFormat::Jpg,
        _ => return Err(refuse("it is neither PNG nor JPEG".into())),
    };
    // The size is in the file's first bytes; a small file can decompress to more than memory holds.
    let size = imagesize::blob_size(&bytes).map_err(|_| refuse("it is damaged".into()))?;
    if size.width.saturating_mul(size.height) > MOST_PIXELS {
        return Err(refuse("it has more than 100 million pixels".into()));
    }
    RasterImage::plain(Bytes::new(bytes.clone()), format)
        .map_err(|_| refuse("it is damaged".into()))?;
    Ok(bytes)
}
