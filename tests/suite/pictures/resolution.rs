//! How finely pictures are printed: too coarse is told, too fine is scaled down.

use briefing_support::office::Office;
use briefing_values::fingerprint::Fingerprint;
use image::{DynamicImage, ImageBuffer, Luma};

use super::{carried, issue, jpeg, png, rendered, view};

#[test]
fn a_coarse_picture_is_told_with_the_width_that_would_do() {
    let office = Office::new().file("a.jpg", jpeg(600, 400));
    let check = |more: &str| {
        office.write("issue.toml", issue("a.jpg", more));
        let run = office.run(&["check", "issue.toml", "--format", "short"]);
        run.code(0);
        String::from_utf8_lossy(run.bytes()).into_owned()
    };
    let said = check("");
    assert!(said.contains("97 dots per inch at 156 mm"), "{said}");
    assert!(check("width = 102").contains("data/low-resolution"));
    assert_eq!(check("width = 101"), "");
    // A tall one is as wide as its height lets it be.
    office.write("a.jpg", jpeg(300, 1600));
    assert_eq!(check(""), "");
    office.write("briefing.toml", "[rules]\n\"data/low-resolution\" = \"off\"\n");
    office.write("a.jpg", jpeg(60, 40));
    assert_eq!(check(""), "");
}

/// Returns the width and height of a picture.
fn size(bytes: &[u8]) -> (u32, u32) {
    let image = image::load_from_memory(bytes).expect("it is a picture");
    (image.width(), image.height())
}

#[test]
fn a_large_photograph_is_scaled_to_print_once() {
    let large = jpeg(2400, 1600);
    let office = Office::new().file("issue.toml", issue("a.jpg", "")).file("a.jpg", &large);
    let pdf = rendered(&office);
    let scaled = carried(&pdf, "a.jpg");
    assert_eq!(size(&scaled), (1229, 819), "156 mm at 200 dots to the inch");
    assert!(pdf.len() < large.len(), "{} for {}", pdf.len(), large.len());
    // On any machine: whatever its processor can do, pixels are decoded, weighed and written the same.
    let hash = Fingerprint::of(&scaled).to_string();
    assert_eq!(hash, "f49c625fa68e03bb384d6c36d01d5eab3413b46d2b42011d32150f4eade8e50c");
    // What the PDF carries makes the same PDF: there is nothing left to scale.
    let again = Office::new().file("issue.toml", carried(&pdf, "27.toml")).file("a.jpg", &scaled);
    assert!(rendered(&again) == pdf);
    // The width that is printed counts, and that of the widest place.
    office.write("issue.toml", issue("a.jpg", "width = 80"));
    assert_eq!(size(&carried(&rendered(&office), "a.jpg")), (630, 420));
    let both = issue("a.jpg", "width = 80").replace(
        "[colophon]",
        "[[article.picture]]\nfile = \"./a.jpg\"\nalt = \"现场\"\nwidth = 100\n\n[colophon]",
    );
    office.write("issue.toml", both);
    assert_eq!(size(&carried(&rendered(&office), "a.jpg")), (788, 525));
    // As the office says.
    office.write("issue.toml", issue("a.jpg", ""));
    office.write("briefing.toml", "[layout]\ndpi = 300\n");
    let finer = carried(&rendered(&office), "a.jpg");
    assert_eq!(size(&finer), (1843, 1229));
    office.write("briefing.toml", "[layout]\ndpi = 350\n");
    assert!(carried(&rendered(&office), "a.jpg") == large, "it is hardly finer than that");
}

#[test]
fn the_archive_keeps_the_photograph_and_verifies_it() {
    let large = jpeg(2400, 1600);
    let office = Office::new().file("issue.toml", issue("a.jpg", "")).file("a.jpg", &large);
    office.run(&["publish", "--by", "王芳", "issue.toml"]).code(0);
    let objects = office.files("archive/objects").into_iter();
    let objects: Vec<_> =
        objects.map(|name| office.read(&format!("archive/objects/{name}"))).collect();
    assert!(objects.contains(&large));
    office.run(&["verify", "--all", "--rebuild"]).success();
    office.run(&["regenerate", "27", "-o", "again.pdf"]).success();
    assert!(office.read("again.pdf") == office.read("out/27.pdf"));
}

#[test]
fn a_fine_drawing_stays_as_it_is() {
    let page = ImageBuffer::from_fn(3600, 2400, |x, y| {
        Luma([if (x / 40 + y / 40) % 2 == 0 { 255_u8 } else { 0 }])
    });
    let drawing = png(page);
    let office = Office::new().file("issue.toml", issue("a.png", "")).file("a.png", &drawing);
    assert!(carried(&rendered(&office), "a.png") == drawing);
}

#[test]
fn a_photograph_in_png_is_printed_as_a_photograph_unless_it_is_transparent() {
    let office =
        Office::new().file("issue.toml", issue("a.png", "")).file("a.png", png(view(2400, 1600)));
    let opaque = carried(&rendered(&office), "a.png");
    assert!(opaque.starts_with(b"\xff\xd8") && size(&opaque) == (1229, 819));
    let mut clear = DynamicImage::from(view(2400, 1600)).into_rgba8();
    clear.put_pixel(0, 0, image::Rgba([0, 0, 0, 0]));
    office.write("a.png", png(clear));
    let clear = carried(&rendered(&office), "a.png");
    assert!(clear.starts_with(b"\x89PNG") && size(&clear) == (1229, 819));
}

#[test]
fn a_photograph_taken_upright_is_scaled_upright() {
    // The head of a telephone's photograph: turn it by a quarter, clockwise (orientation 6).
    let turned =
        b"\xff\xe1\0\x22Exif\0\0MM\0\x2a\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0";
    let plain = jpeg(2400, 1600);
    let bytes = [&plain[..2], &turned[..], &plain[2..]].concat();
    let office = Office::new().file("issue.toml", issue("a.jpg", "")).file("a.jpg", bytes);
    let scaled = carried(&rendered(&office), "a.jpg");
    let (width, height) = size(&scaled);
    // 22 lines high, and two thirds as wide.
    assert!(width < height && (1200..1230).contains(&width), "{width} × {height}");
    assert!(!scaled.windows(4).any(|it| it == b"Exif"), "where it was taken is nobody's business");
}
