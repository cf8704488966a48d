//! A negative (底片): the pixels of a picture, and prints of them.

use image::codecs::jpeg::JpegEncoder;
use image::{DynamicImage, ImageEncoder, ImageError, ImageResult};

/// What is said of a file that ends too early, or holds what its format does not allow.
pub(super) const DAMAGED: &str = "it is damaged";

/// The maximum number of pixels of a picture; A4 at 600 per inch has 35 million.
const MOST_PIXELS: u64 = 100_000_000;

/// The quality of photographs that are written anew, of 100: more does not show in print.
const QUALITY: u8 = 80;

/// Refuses a picture that has too many pixels to be decoded.
///
/// # Errors
/// What is said of it.
pub(super) fn bearable((width, height): (u32, u32)) -> Result<(), &'static str> {
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
    /// What their colours mean (ICC), if the file says so.
    pub(super) profile: Option<Vec<u8>>,
    /// Whether the file can be printed as it is.
    pub(super) printable: bool,
}

impl Negative {
    /// Returns the file that is printed instead of the one that the pixels came from, if that cannot be.
    ///
    /// # Errors
    /// A picture that no file can hold.
    pub(super) fn print(&self) -> ImageResult<Option<Vec<u8>>> {
        if self.printable { Ok(None) } else { self.photograph().map(Some) }
    }

    /// Returns a JPEG.
    fn photograph(&self) -> ImageResult<Vec<u8>> {
        let mut bytes = Vec::new();
        let mut encoder = JpegEncoder::new_with_quality(&mut bytes, QUALITY);
        if let Some(profile) = &self.profile {
            encoder.set_icc_profile(profile.clone()).map_err(ImageError::Unsupported)?;
        }
        encoder.encode_image(&self.image)?;
        Ok(bytes)
    }
}
