//! Decodes JPEG.

use std::ops::Range;

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

/// The marks of the notes of cameras, and of comments.
const EXIF: u8 = 0xe1;
const COMMENT: u8 = 0xfe;

/// The mark of the segment by which Adobe's programs say how they have coded the colours.
const ADOBE: u8 = 0xee;

/// Returns the pixels of a JPEG.
///
/// # Errors
/// Why it cannot be printed.
pub(super) fn develop(bytes: &[u8]) -> Result<Negative, &'static str> {
    // What is missing after the last whole row of blocks does not disturb the decoder.
    if !segments(bytes).any(|it| it.mark == END) {
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
            let inverted =
                segments(bytes).any(|it| it.mark == ADOBE && it.holds.starts_with(b"Adobe"));
            pixmap::<Rgb<u8>>(size, lights(&pixels, inverted))
        }
        _ => pixmap::<Rgb<u8>>(size, pixels),
    };
    let mut image = image.ok_or(DAMAGED)?;
    let orientation = decoder.exif().and_then(|exif| Orientation::from_exif_chunk(exif));
    let orientation = orientation.unwrap_or(Orientation::NoTransforms);
    image.apply_orientation(orientation);
    // A PDF for the archive takes inks only with the profile of a press, and this is for any printer.
    let printable = matches!(colours, ColorSpace::Luma | ColorSpace::RGB | ColorSpace::YCbCr);
    let profile = decoder.icc_profile().filter(|_| info.components < 4);
    let bare = bare(bytes, orientation);
    Ok(Negative { format: Format::Jpeg, image, profile, printable, bare })
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

/// Returns a JPEG without what is not printed, if it has such: where it was taken and by which telephone, what was written
/// on it, the pictures within and behind it. A reader of the PDF would find them there. Which side is up stays.
fn bare(bytes: &[u8], orientation: Orientation) -> Option<Vec<u8>> {
    let upright = orientation == Orientation::NoTransforms;
    let exif = exif(orientation);
    let (mut kept, mut from) = (Vec::with_capacity(bytes.len()), 0);
    let mut turned = upright;
    for segment in segments(bytes) {
        let exif_stays = !turned && segment.mark == EXIF && segment.holds == exif.as_slice();
        turned |= exif_stays;
        if segment.is_unseen() && !exif_stays {
            kept.extend_from_slice(&bytes[from..segment.range.start]);
            from = segment.range.end;
        }
        if segment.mark == END {
            kept.extend_from_slice(&bytes[from..segment.range.end]);
        }
    }
    if !turned {
        let mut segment = vec![0xff, EXIF, 0, 2 + u8::try_from(exif.len()).unwrap_or_default()];
        segment.extend(exif);
        kept.splice(2..2, segment);
    }
    (kept != bytes).then_some(kept)
}

/// Returns the notes of a camera that say no more than which side of a picture is up (Exif, a TIFF of one entry).
fn exif(orientation: Orientation) -> Vec<u8> {
    let mut bytes = b"Exif\0\0II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0".to_vec();
    bytes.extend([orientation.to_exif(), 0, 0, 0, 0, 0, 0, 0]);
    bytes
}

/// A segment of a JPEG.
struct Segment<'b> {
    mark: u8,
    /// Where it stands, with its mark.
    range: Range<usize>,
    holds: &'b [u8],
}

impl Segment<'_> {
    /// Returns whether it is for programs and readers, and says nothing of colours: neither the head, nor a profile, nor
    /// Adobe's.
    fn is_unseen(&self) -> bool {
        match self.mark {
            ADOBE => false,
            0xe0 => !self.holds.starts_with(b"JFIF\0"),
            0xe2 => !self.holds.starts_with(b"ICC_PROFILE\0"),
            0xe1..=0xef | COMMENT => true,
            _ => false,
        }
    }
}

/// Returns the segments of a JPEG up to the end of the picture; other pictures may follow it, and one may stand in a
/// segment.
fn segments(bytes: &[u8]) -> impl Iterator<Item = Segment<'_>> {
    let mut at = 2;
    std::iter::from_fn(move || {
        // Between the segments stand pixels, in which a mark is told from a byte 0xff by what follows.
        let rest = bytes.get(at..)?;
        let start =
            at + rest.windows(2).position(|pair| pair[0] == 0xff && begins_segment(pair[1]))?;
        let mark = bytes[start + 1];
        if mark == END {
            at = bytes.len();
            return Some(Segment { mark, range: start..start + 2, holds: &[] });
        }
        let length = usize::from(u16::from_be_bytes(*bytes[start + 2..].first_chunk()?));
        let range = start..start + 2 + length;
        let holds = bytes.get(start + 4..range.end)?;
        at = range.end;
        Some(Segment { mark, range, holds })
    })
}

/// Returns whether a byte after 0xff is the mark of a segment: it is none of those that stand alone among the pixels.
fn begins_segment(mark: u8) -> bool {
    !matches!(mark, 0x00 | 0x01 | 0xd0..=0xd8 | 0xff)
}

#[cfg(test)]
mod tests {
    use image::metadata::Orientation;

    use super::{bare, lights, segments};

    #[test]
    fn a_picture_within_a_picture_is_none_of_its_segments() {
        let preview = b"\xff\xd8\xff\xd9";
        let mut bytes = b"\xff\xd8\xff\xe1\0\x06".to_vec();
        bytes.extend_from_slice(preview);
        bytes.extend_from_slice(b"\xff\xff\xda\0\x03\x01pixels\xff\0more\xff\xd0more");
        let marks = |bytes: &[u8]| segments(bytes).map(|it| it.mark).collect::<Vec<_>>();
        assert_eq!(marks(&bytes), [0xe1, 0xda], "it is cut");
        bytes.extend_from_slice(b"\xff\xd9\xff\xd8\xff\xe0");
        assert_eq!(marks(&bytes), [0xe1, 0xda, 0xd9]);
        assert_eq!(segments(&bytes).next().map(|it| it.holds), Some(&preview[..]));
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
    fn what_is_not_printed_goes_and_which_side_is_up_stays() {
        let jpeg = |notes: &[u8]| [b"\xff\xd8", notes, b"\xff\xda\0\x02pixels\xff\xd9"].concat();
        let note = |mark: u8, holds: &[u8]| {
            let length = u8::try_from(holds.len() + 2).expect("a short note");
            [&[0xff, mark, 0, length], holds].concat()
        };
        let (head, adobe) = (note(0xe0, b"JFIF\0"), note(0xee, b"Adobe"));
        let profile = note(0xe2, b"ICC_PROFILE\0\x01\x01colours");
        let seen = [head.clone(), profile.clone(), adobe.clone()].concat();
        assert_eq!(bare(&jpeg(&seen), Orientation::NoTransforms), None);
        let (place, words, second) =
            (note(0xe1, b"Exif\0\0GPS"), note(0xfe, b"by me"), note(0xe2, b"MPF\0"));
        let all = [head, place, words, profile, second, adobe].concat();
        let behind = [&jpeg(&all)[..], b"another picture"].concat();
        assert_eq!(bare(&behind, Orientation::NoTransforms), Some(jpeg(&seen)));
        let turned = bare(&behind, Orientation::Rotate90).expect("it is bare");
        assert!(turned.starts_with(b"\xff\xd8\xff\xe1\0\x22Exif\0\0"));
        assert_eq!(turned.len(), jpeg(&seen).len() + 36);
        assert_eq!(bare(&turned, Orientation::Rotate90), None, "once is enough");
        assert_eq!(Orientation::from_exif_chunk(&turned[12..]), Some(Orientation::Rotate90));
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
