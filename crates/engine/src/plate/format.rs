//! What a picture's file is, by its bytes: an editor may have given it any name.

use imagesize::{Compression, ImageType};

/// A format of files that can be printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// JPEG.
    Jpeg,
    /// PNG.
    Png,
    /// WebP, of which a PNG or JPEG is printed.
    Webp,
    /// SVG, a drawing.
    Svg,
}

impl Format {
    /// Returns the format of a file.
    ///
    /// # Errors
    /// Why it cannot be printed, as a phrase of the catalogue; what telephones and browsers leave behind is told
    /// by its name.
    pub fn of(bytes: &[u8]) -> Result<Self, &'static str> {
        match imagesize::image_type(bytes) {
            Ok(ImageType::Jpeg) => Ok(Self::Jpeg),
            Ok(ImageType::Png) => Ok(Self::Png),
            Ok(ImageType::Heif(Compression::Av1)) => Err("it is AVIF"),
            Ok(ImageType::Heif(_)) => Err("it is HEIC"),
            Ok(ImageType::Webp) => Ok(Self::Webp),
            Ok(ImageType::Gif) => Err("it is GIF"),
            Ok(ImageType::Tiff) => Err("it is TIFF"),
            Ok(ImageType::Bmp) => Err("it is BMP"),
            _ if is_svg(bytes) => Ok(Self::Svg),
            _ => Err("it is neither PNG, JPEG, WebP nor SVG"),
        }
    }

    /// Returns the media type.
    pub fn mime(self) -> &'static str {
        match self {
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
            Self::Webp => "image/webp",
            Self::Svg => "image/svg+xml",
        }
    }

    /// Returns the endings that files of the format have, the usual one first.
    pub fn endings(self) -> &'static [&'static str] {
        match self {
            Self::Jpeg => &["jpg", "jpeg"],
            Self::Png => &["png"],
            Self::Webp => &["webp"],
            Self::Svg => &["svg"],
        }
    }
}

/// Returns whether a file looks like SVG.
fn is_svg(bytes: &[u8]) -> bool {
    let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes).trim_ascii_start();
    let head = &bytes[..bytes.len().min(4096)];
    head.starts_with(b"<") && head.windows(4).any(|tag| tag == b"<svg")
}

#[cfg(test)]
mod tests {
    use super::{Format, is_svg};

    #[test]
    fn the_bytes_decide() {
        assert_eq!(Format::of(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"), Ok(Format::Png));
        assert_eq!(Format::of(b"\xff\xd8\xff\xe0\0\x10JFIF\0\x01\x01"), Ok(Format::Jpeg));
        assert_eq!(Format::of(b"RIFF\x24\0\0\0WEBPVP8 "), Ok(Format::Webp));
        assert_eq!(Format::of(b"\0\0\0\x18ftypheic\0\0\0\0heicmif1"), Err("it is HEIC"));
        assert_eq!(Format::of(b"GIF89a\x01\0\x01\0\0\0\0\0"), Err("it is GIF"));
        assert_eq!(Format::of(b"<svg xmlns=\"\"/>"), Ok(Format::Svg));
        for other in [&b""[..], b"\xff\xd8", b"[masthead]\nname = 1\n", b"<html/>"] {
            let refused = Err("it is neither PNG, JPEG, WebP nor SVG");
            assert_eq!(Format::of(other), refused, "{other:?}");
        }
    }

    #[test]
    fn the_head_tells_a_drawing() {
        for svg in ["<svg xmlns=''/>", "\u{feff}\n<?xml version='1.0'?><!-- --><svg/>"] {
            assert!(is_svg(svg.as_bytes()), "{svg}");
        }
        for other in ["", "svg", "<html/>", "[masthead]\nname = \"<svg\""] {
            assert!(!is_svg(other.as_bytes()), "{other}");
        }
    }
}
