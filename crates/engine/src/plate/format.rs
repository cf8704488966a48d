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
            _ => Err("it is neither PNG nor JPEG nor WebP"),
        }
    }

    /// Returns the media type.
    pub fn mime(self) -> &'static str {
        match self {
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
            Self::Webp => "image/webp",
        }
    }

    /// Returns the endings that files of the format have, the usual one first.
    pub fn endings(self) -> &'static [&'static str] {
        match self {
            Self::Jpeg => &["jpg", "jpeg"],
            Self::Png => &["png"],
            Self::Webp => &["webp"],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Format;

    #[test]
    fn the_bytes_decide() {
        assert_eq!(Format::of(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"), Ok(Format::Png));
        assert_eq!(Format::of(b"\xff\xd8\xff\xe0\0\x10JFIF\0\x01\x01"), Ok(Format::Jpeg));
        assert_eq!(Format::of(b"RIFF\x24\0\0\0WEBPVP8 "), Ok(Format::Webp));
        assert_eq!(Format::of(b"\0\0\0\x18ftypheic\0\0\0\0heicmif1"), Err("it is HEIC"));
        assert_eq!(Format::of(b"GIF89a\x01\0\x01\0\0\0\0\0"), Err("it is GIF"));
        for other in [&b""[..], b"\xff\xd8", b"[masthead]\nname = 1\n", b"<svg xmlns=\"\"/>"] {
            assert_eq!(Format::of(other), Err("it is neither PNG nor JPEG nor WebP"), "{other:?}");
        }
    }
}
