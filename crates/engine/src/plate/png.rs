//! Decodes PNG.

use std::io::Cursor;

use image::codecs::png::PngDecoder;
use image::{DynamicImage, ImageDecoder, ImageError, Limits};

use super::Format;
use super::negative::{DAMAGED, Negative, bearable};

/// The memory that the pixels of a picture may take: as much as the engine grants them.
const MOST_BYTES: u64 = 512 * 1024 * 1024;
/// What is said of a picture that takes more.
const TOO_HEAVY: &str = "it takes more than 512 MiB of memory";

/// Returns the pixels of a PNG.
///
/// # Errors
/// Why it cannot be printed.
pub(super) fn develop(bytes: &[u8]) -> Result<Negative, &'static str> {
    let mut limits = Limits::no_limits();
    limits.max_alloc = Some(MOST_BYTES);
    let decoder = PngDecoder::with_limits(Cursor::new(bytes), limits);
    let mut decoder = decoder.map_err(|error| reason(&error))?;
    bearable(decoder.dimensions())?;
    // Pixels of 16 bits take twice the memory, with an opacity even more.
    if decoder.total_bytes() > MOST_BYTES {
        return Err(TOO_HEAVY);
    }
    let orientation = decoder.orientation().map_err(|error| reason(&error))?;
    let profile = decoder.icc_profile().map_err(|error| reason(&error))?;
    let mut image = DynamicImage::from_decoder(decoder).map_err(|error| reason(&error))?;
    image.apply_orientation(orientation);
    Ok(Negative { format: Format::Png, image, profile, printable: true, bare: None })
}

fn reason(error: &ImageError) -> &'static str {
    if matches!(error, ImageError::Limits(_)) { TOO_HEAVY } else { DAMAGED }
}
