//! A negative (底片): the pixels of a picture, and prints of them.

use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::{DynamicImage, ImageEncoder, ImageError, ImageResult};

use super::Format;
use super::room::Room;
use super::scale::scale;

/// What is said of a file that ends too early, or holds what its format does not allow.
pub(super) const DAMAGED: &str = "it is damaged";

/// The maximum number of pixels of a picture; A4 at 600 per inch has 35 million.
const MOST_PIXELS: u64 = 100_000_000;
/// The quality of photographs that are written anew, of 100: more does not show in print.
const QUALITY: u8 = 75;
/// How many times as large as a JPEG a PNG may be before it is taken for a photograph: one of a drawing is rarely twice
/// as large, one of a photograph rarely less than six times.
const PHOTOGRAPH: usize = 4;

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
    /// The format of the file that they came from.
    pub(super) format: Format,
    /// The pixels.
    pub(super) image: DynamicImage,
    /// What their colours mean (ICC), if the file says so.
    pub(super) profile: Option<Vec<u8>>,
    /// Whether the file can be printed as it is.
    pub(super) printable: bool,
    /// The file without what it tells beside the picture, if it tells such.
    pub(super) bare: Option<Vec<u8>>,
}

impl Negative {
    /// Returns the width and height, in pixels.
    pub(super) fn pixels(&self) -> (u32, u32) {
        (self.image.width(), self.image.height())
    }

    /// Returns the file that is printed instead of the original: if that has more dots than its room takes, cannot be
    /// printed, or tells more than it shows.
    ///
    /// # Errors
    /// A picture that no file can hold.
    pub(super) fn print(&self, original: &[u8], room: Room) -> ImageResult<Option<Vec<u8>>> {
        let anew = match room.scaled(self.pixels()) {
            Some(pixels) => self.write(&scale(&self.image, pixels))?,
            None if self.printable => return Ok(self.bare.clone()),
            None => self.write(&self.image)?,
        };
        // A fine drawing of two colours takes more room once its edges are grey, and looks worse.
        let worth = !self.printable || anew.len() < original.len();
        Ok(if worth { Some(anew) } else { self.bare.clone() })
    }

    /// Writes pixels, in the format of the original unless they are a photograph.
    fn write(&self, image: &DynamicImage) -> ImageResult<Vec<u8>> {
        if self.format == Format::Jpeg {
            return self.photograph(image);
        }
        let drawing = self.drawing(image)?;
        if image.color().has_alpha() {
            return Ok(drawing);
        }
        let photograph = self.photograph(image)?;
        Ok(if drawing.len() > photograph.len() * PHOTOGRAPH { photograph } else { drawing })
    }

    fn photograph(&self, image: &DynamicImage) -> ImageResult<Vec<u8>> {
        let mut bytes = Vec::new();
        self.encode(JpegEncoder::new_with_quality(&mut bytes, QUALITY), image)?;
        Ok(bytes)
    }

    fn drawing(&self, image: &DynamicImage) -> ImageResult<Vec<u8>> {
        let mut bytes = Vec::new();
        let (compression, filter) = (CompressionType::Best, FilterType::Adaptive);
        self.encode(PngEncoder::new_with_quality(&mut bytes, compression, filter), image)?;
        Ok(bytes)
    }

    fn encode(&self, mut encoder: impl ImageEncoder, image: &DynamicImage) -> ImageResult<()> {
        if let Some(profile) = &self.profile {
            encoder.set_icc_profile(profile.clone()).map_err(ImageError::Unsupported)?;
        }
        let (width, height) = (image.width(), image.height());
        encoder.write_image(image.as_bytes(), width, height, image.color().into())
    }
}
