//! A negative (底片): the pixels of a picture.

use image::DynamicImage;

/// What is said of a file that ends too early, or holds what its format does not allow.
pub(super) const DAMAGED: &str = "it is damaged";

/// The maximum number of pixels of a picture; A4 at 600 per inch has 35 million.
const MOST_PIXELS: u64 = 100_000_000;

/// Refuses a picture that has too many pixels to be decoded.
///
/// # Errors
/// What is said of it.
pub(super) fn bearable(width: u32, height: u32) -> Result<(), &'static str> {
    if u64::from(width) * u64::from(height) > MOST_PIXELS {
        return Err("it has more than 100 million pixels");
    }
    Ok(())
}

/// The pixels of a picture, upright.
#[derive(Debug)]
pub(super) struct Negative {
    /// The pixels.
    pub(super) image: DynamicImage,
}
