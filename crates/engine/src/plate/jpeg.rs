//! Decodes JPEG.

use image::metadata::Orientation;
use image::{DynamicImage, ImageBuffer, Luma, Pixel, Rgb};
use zune_jpeg::JpegDecoder;
use zune_jpeg::errors::DecodeErrors;
use zune_jpeg::zune_core::bytestream::ZCursor;
use zune_jpeg::zune_core::colorspace::ColorSpace;
use zune_jpeg::zune_core::options::DecoderOptions;

use super::Format;
use super::negative::{DAMAGED, Negative, bearable};

/// The mark at the end of a JPEG.
const END: u8 = 0xd9;

/// The mark of the segment by which Adobe's programs say how they have coded the colours.
const ADOBE: u8 = 0xee;

/// Returns the pixels of a JPEG.
///
/// # Errors
/// Why it cannot be printed.
pub(super) fn develop(bytes: &[u8]) -> Result<Negative, &'static str> {
    // What is missing after the last whole row of blocks does not disturb the decoder.
    if !segments(bytes).any(|(mark, _)| mark == END) {
        return Err(DAMAGED);
    }
    // Not strict, it would fill what it cannot read with grey.
    let options = DecoderOptions::default()
        .set_strict_mode(true)
        .set_max_width(usize::from(u16::MAX))
        .set_max_height(usize::from(u16::MAX));
    let mut decoder = JpegDecoder::new_with_options(ZCursor::new(bytes), options);
    decoder.decode_headers().map_err(|error| reason(&error))?;
    let info = decoder.info().ok_or(DAMAGED)?;
    let size = (u32::from(info.width), u32::from(info.height));
    bearable(size)?;
    let colours = decoder.input_colorspace().ok_or(DAMAGED)?;
    let wanted = match colours {
        ColorSpace::Luma => ColorSpace::Luma,
        // Four components; three under this name are red, green and blue.
        ColorSpace::CMYK if info.components == 4 => ColorSpace::CMYK,
        _ => ColorSpace::RGB,
    };
    decoder.set_options(options.jpeg_set_out_colorspace(wanted));
    let pixels = decoder.decode().map_err(|error| reason(&error))?;
    let image = match wanted {
        ColorSpace::Luma => pixmap::<Luma<u8>>(size, pixels),
        ColorSpace::CMYK => {
            let inverted = segments(bytes).any(|it| it.0 == ADOBE && it.1.starts_with(b"Adobe"));
            pixmap::<Rgb<u8>>(size, lights(&pixels, inverted))
        }
        _ => pixmap::<Rgb<u8>>(size, pixels),
    };
    let mut image = image.ok_or(DAMAGED)?;
    let orientation = decoder.exif().and_then(|exif| Orientation::from_exif_chunk(exif));
    image.apply_orientation(orientation.unwrap_or(Orientation::NoTransforms));
    // A PDF for the archive takes inks only with the profile of a press, and this is for any printer.
    let printable = matches!(colours, ColorSpace::Luma | ColorSpace::RGB | ColorSpace::YCbCr);
    let profile = decoder.icc_profile().filter(|_| info.components < 4);
    Ok(Negative { format: Format::Jpeg, image, profile, printable })
}

fn pixmap<P: Pixel<Subpixel = u8>>(
    (width, height): (u32, u32),
    pixels: Vec<u8>,
) -> Option<DynamicImage>
where
    DynamicImage: From<ImageBuffer<P, Vec<u8>>>,
{
    ImageBuffer::<P, _>::from_raw(width, height, pixels).map(DynamicImage::from)
}

/// Returns red, green and blue for cyan, magenta, yellow and black, each ink taking its share of the light. A profile
/// of the inks is not asked: which screen the picture was made for does not say on which printer it ends. Adobe's
/// programs, and all that follow them, write down the paper that shows instead of the ink.
fn lights(inks: &[u8], inverted: bool) -> Vec<u8> {
    let light = |ink: u8| u16::from(if inverted { ink } else { 255 - ink });
    let pixels = inks.as_chunks::<4>().0.iter();
    let pixel = |[c, m, y, k]: &[u8; 4]| {
        [c, m, y].map(|ink| u8::try_from((light(*ink) * light(*k) + 127) / 255).unwrap_or(255))
    };
    pixels.flat_map(pixel).collect()
}

fn reason(error: &DecodeErrors) -> &'static str {
    match error {
        DecodeErrors::Unsupported(_) => "it is a rare kind of JPEG",
        _ => DAMAGED,
    }
}

/// Returns the segments of a JPEG, each as its mark and what it holds, up to the end of the picture; other pictures
/// may follow it, and one may stand in a segment.
fn segments(bytes: &[u8]) -> impl Iterator<Item = (u8, &[u8])> {
    let mut rest = bytes.get(2..).unwrap_or_default();
    std::iter::from_fn(move || {
        // Between the segments stand pixels, in which a mark is told from a byte 0xff by what follows.
        let at = rest.windows(2).position(|pair| pair[0] == 0xff && begins_segment(pair[1]))?;
        let mark = rest[at + 1];
        rest = &rest[at + 2..];
        if mark == END {
            rest = &[];
            return Some((mark, rest));
        }
        let length = usize::from(u16::from_be_bytes(*rest.first_chunk()?));
        let (segment, after) = rest.split_at_checked(length)?;
        rest = after;
        Some((mark, segment.get(2..)?))
    })
}

/// Returns whether a byte after 0xff is the mark of a segment: it is none of those that stand alone among the pixels.
fn begins_segment(mark: u8) -> bool {
    !matches!(mark, 0x00 | 0x01 | 0xd0..=0xd8 | 0xff)
}

#[cfg(test)]
mod tests {
    use super::{lights, segments};

    #[test]
    fn a_picture_within_a_picture_is_none_of_its_segments() {
        let preview = b"\xff\xd8\xff\xd9";
        let mut bytes = b"\xff\xd8\xff\xe1\0\x06".to_vec();
        bytes.extend_from_slice(preview);
        bytes.extend_from_slice(b"\xff\xff\xda\0\x03\x01pixels\xff\0more\xff\xd0more");
        let marks = |bytes: &[u8]| segments(bytes).map(|(mark, _)| mark).collect::<Vec<_>>();
        assert_eq!(marks(&bytes), [0xe1, 0xda], "it is cut");
        bytes.extend_from_slice(b"\xff\xd9\xff\xd8\xff\xe0");
        assert_eq!(marks(&bytes), [0xe1, 0xda, 0xd9]);
        assert_eq!(segments(&bytes).next(), Some((0xe1, &preview[..])));
        for broken in [
            &b""[..],
            b"\xff\xd8",
            b"\xff\xd8\xff\xe1",
            b"\xff\xd8\xff\xe1\0\0",
            b"\xff\xd8\xff\xe1\xff\xff",
        ] {
            assert_eq!(marks(broken), [0_u8; 0]);
        }
    }

    #[test]
    fn inks_take_light() {
        let inks = [0, 0, 0, 0, 255, 0, 0, 0, 0, 255, 255, 0, 0, 0, 0, 255, 0, 0, 128, 51];
        let seen = [255, 255, 255, 0, 255, 255, 255, 0, 0, 0, 0, 0, 204, 204, 102];
        assert_eq!(lights(&inks, false), seen);
        let paper: Vec<_> = inks.iter().map(|ink| 255 - ink).collect();
        assert_eq!(lights(&paper, true), seen);
    }
}
