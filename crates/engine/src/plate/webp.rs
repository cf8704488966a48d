//! Decodes WebP.

use std::io::Cursor;

use image::codecs::webp::WebPDecoder;
use image::{DynamicImage, ImageDecoder};

use super::Format;
use super::negative::{DAMAGED, Negative, bearable};

/// Returns the pixels of a WebP; of one that moves, the first picture.
///
/// # Errors
/// Why it cannot be printed.
pub(super) fn develop(bytes: &[u8]) -> Result<Negative, &'static str> {
    if !is_whole(bytes) {
        return Err(DAMAGED);
    }
    let mut decoder = WebPDecoder::new(Cursor::new(bytes)).map_err(|_| DAMAGED)?;
    bearable(decoder.dimensions())?;
    let orientation = decoder.orientation().map_err(|_| DAMAGED)?;
    let profile = decoder.icc_profile().map_err(|_| DAMAGED)?;
    let mut image = DynamicImage::from_decoder(decoder).map_err(|_| DAMAGED)?;
    image.apply_orientation(orientation);
    // A PDF knows no WebP, and would hold every pixel.
    Ok(Negative { format: Format::Webp, image, profile, printable: false, bare: None })
}

/// Returns whether a file is as long as its head says.
fn is_whole(bytes: &[u8]) -> bool {
    let length = bytes.get(4..).and_then(|rest| rest.first_chunk::<4>());
    length.is_some_and(|length| u32::from_le_bytes(*length) as usize <= bytes.len() - 8)
}

#[cfg(test)]
mod tests {
    use super::is_whole;

    #[test]
    fn the_head_says_how_long_a_file_is() {
        assert!(is_whole(b"RIFF\x04\0\0\0WEBP") && is_whole(b"RIFF\x04\0\0\0WEBPmore"));
        for cut in [
            &b"RIFF\x05\0\0\0WEBP"[..],
            b"RIFF\xff\xff\xff\xffWEBP",
            b"RIFF\x04\0",
            b"RIFF\x04\0\0\0",
            b"",
        ] {
            assert!(!is_whole(cut), "{cut:?}");
        }
    }
}
