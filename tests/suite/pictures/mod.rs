//! Pictures, from the files that editors have to the pages and the PDF.

mod abreast;
mod contents;
mod drawings;
mod inks;
mod resolution;
mod wrapped;

use std::sync::Arc;

use briefing_archive::pdf_reader::PdfDocument;
use briefing_support::office::{ISSUE, Office};
use image::codecs::jpeg::JpegEncoder;
use image::{DynamicImage, ImageFormat, Rgb, RgbImage};

/// Returns an issue with a picture.
fn issue(file: &str, more: &str) -> String {
    let picture =
        format!("[[article.picture]]\nfile = \"{file}\"\nalt = \"现场\"\n{more}\n\n[colophon]");
    ISSUE.replace("[colophon]", &picture)
}

/// Returns a picture with enough in it to tell by what became of it: a sky, a slope, and some noise.
fn view(width: u32, height: u32) -> RgbImage {
    let mut noise = 1_u32;
    RgbImage::from_fn(width, height, |x, y| {
        noise = noise.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let grain = u8::try_from(noise >> 28).unwrap_or_default();
        let (across, down) = (x * 200 / width, y * 200 / height);
        let part = |value: u32| u8::try_from(value).unwrap_or_default() + grain;
        if across + down > 220 {
            Rgb([part(across / 2), part(90), part(down / 3)])
        } else {
            Rgb([part(down), part(180), part(230)])
        }
    })
}

/// Returns a JPEG of a view.
fn jpeg(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = Vec::new();
    JpegEncoder::new_with_quality(&mut bytes, 90)
        .encode_image(&view(width, height))
        .expect("it is encoded");
    bytes
}

/// Returns a picture as PNG.
fn png(image: impl Into<DynamicImage>) -> Vec<u8> {
    let mut bytes = std::io::Cursor::new(Vec::new());
    image.into().write_to(&mut bytes, ImageFormat::Png).expect("it is encoded");
    bytes.into_inner()
}

/// Renders the issue of an office, and returns the PDF, which must be had again from itself alone.
#[track_caller]
fn rendered(office: &Office) -> Vec<u8> {
    office.run(&["render", "issue.toml", "-o", "1.pdf"]).code(0);
    let alone = Office::new().file("1.pdf", office.read("1.pdf"));
    alone.run(&["regenerate", "1.pdf", "-o", "again.pdf"]).success();
    assert!(alone.read("again.pdf") == office.read("1.pdf"), "it is another PDF");
    office.read("1.pdf")
}

/// Returns the file that a PDF carries under a name.
#[track_caller]
fn carried(pdf: &[u8], name: &str) -> Vec<u8> {
    let pdf = PdfDocument::new("1.pdf", Arc::from(pdf)).expect("it is a PDF");
    let files = pdf.attachments();
    let names: Vec<_> = files.iter().map(|file| file.name.clone()).collect();
    let file = files.into_iter().find(|file| file.name == name);
    file.unwrap_or_else(|| panic!("{name} is not among {names:?}")).bytes
}
