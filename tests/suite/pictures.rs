//! Pictures, from the files that editors have to the pages and the PDF.

use std::sync::Arc;

use briefing_archive::pdf_reader::PdfDocument;
use briefing_support::office::{ISSUE, Office};
use image::codecs::jpeg::JpegEncoder;
use image::{DynamicImage, ImageBuffer, ImageFormat, Luma, Rgb, RgbImage};

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

#[test]
fn the_contents_decide_and_not_the_name() {
    for (name, bytes) in [
        ("图.png", jpeg(640, 480)),
        ("图.jpg", png(view(64, 48))),
        ("图.svg", jpeg(640, 480)),
        ("图", jpeg(640, 480)),
        ("图.JPG", jpeg(640, 480)),
    ] {
        let office = Office::new().file("issue.toml", issue(name, "width = 50")).file(name, &bytes);
        let pdf = rendered(&office);
        assert!(carried(&pdf, name) == bytes, "{name}");
    }
}

#[test]
fn two_pictures_that_swap_their_names_are_both_printed() {
    let text = issue("a.png", "width = 50").replace(
        "[colophon]",
        "[[article.picture]]\nfile = \"a.png.jpg\"\nalt = \"现场\"\nwidth = 50\n\n[colophon]",
    );
    let office = Office::new()
        .file("issue.toml", text)
        .file("a.png", jpeg(640, 480))
        .file("a.png.jpg", png(view(400, 300)));
    let pdf = rendered(&office);
    assert!(
        carried(&pdf, "a.png") == jpeg(640, 480)
            && carried(&pdf, "a.png.jpg") == png(view(400, 300))
    );
}

#[test]
fn a_path_may_begin_where_it_is() {
    let plain = png(view(400, 300));
    for (written, file) in [
        ("./real/plain.png", "real/plain.png"),
        ("real/./plain.png", "real/plain.png"),
        (".\\\\plain.png", "plain.png"),
    ] {
        let office =
            Office::new().file("issue.toml", issue(written, "width = 40")).file(file, &plain);
        let pdf = rendered(&office);
        assert!(carried(&pdf, file) == plain, "{written}");
    }
}

#[test]
fn pictures_of_every_depth_are_printed() {
    let deep: ImageBuffer<Rgb<u16>, _> = DynamicImage::from(view(400, 300)).into_rgb16();
    let grey: ImageBuffer<Luma<u16>, _> = DynamicImage::from(view(400, 300)).into_luma16();
    let clear = DynamicImage::from(view(400, 300)).into_rgba16();
    for bytes in [png(deep), png(grey), png(clear)] {
        let office =
            Office::new().file("issue.toml", issue("a.png", "width = 40")).file("a.png", &bytes);
        assert!(carried(&rendered(&office), "a.png") == bytes);
    }
}

#[test]
fn a_photograph_that_is_cut_or_spoiled_is_told_at_its_file() {
    let whole = jpeg(640, 480);
    let mut spoiled = whole.clone();
    let middle = spoiled.len() / 2;
    spoiled[middle..middle + 40].fill(0xff);
    // The last two bytes are the end mark, without which more may be missing.
    let cut = |share: f64| whole[..(whole.len() as f64 * share) as usize].to_vec();
    for bytes in [cut(0.1), cut(0.66), cut(0.99), whole[..whole.len() - 2].to_vec(), spoiled] {
        let office = Office::new().file("issue.toml", issue("a.jpg", "")).file("a.jpg", &bytes);
        let words = office.run(&["check", "issue.toml"]).code(1).words();
        let said = String::from_utf8_lossy(office.run(&["check", "issue.toml"]).bytes())
            .into_owned()
            + &words;
        assert!(said.contains("data/picture") && said.contains("it is damaged"), "{said}");
        assert!(said.contains("file = \"a.jpg\""), "{said}");
    }
}

/// A JPEG in cyan, magenta, yellow and black, written as Adobe's programs do.
const INKS: &[u8] = include_bytes!("../pictures/inks.jpg");

/// Returns what is in the middle of a picture.
fn middle(bytes: &[u8]) -> [u8; 3] {
    let image = image::load_from_memory(bytes).expect("it is a picture").into_rgb8();
    image.get_pixel(image.width() / 2, image.height() / 2).0
}

#[test]
fn inks_are_printed_as_light_and_the_archive_keeps_them() {
    let text = issue("印刷/a.jpg", "width = 50");
    let office = Office::new().file("issue.toml", &text).file("印刷/a.jpg", INKS);
    let light = carried(&rendered(&office), "印刷/a.jpg");
    assert!(light != INKS);
    office.run(&["publish", "--by", "王芳", "issue.toml"]).code(0);
    let lock = String::from_utf8(office.read("archive/issues/27/1.toml")).expect("it is text");
    assert!(lock.starts_with("format = 2\n") && lock.contains("[inputs.pictures]"), "{lock}");
    let objects = office.files("archive/objects").into_iter();
    let objects: Vec<_> =
        objects.map(|name| office.read(&format!("archive/objects/{name}"))).collect();
    assert!(objects.contains(&INKS.to_vec()) && objects.contains(&light));
    office.run(&["verify", "--all", "--rebuild"]).success();
    // The picture as it is printed is printed as it is, and the same issue is no other one.
    office.write("印刷/a.jpg", &light);
    let again = office.run(&["publish", "--by", "王芳", "issue.toml"]);
    assert!(again.code(0).words().contains("revision 1"), "{}", again.words());
    assert!(carried(&rendered(&office), "印刷/a.jpg") == light);
}

#[test]
fn an_archive_that_lost_a_picture_as_it_came_is_told_and_repaired() {
    let text = issue("a.jpg", "width = 50");
    let office = Office::new().file("issue.toml", &text).file("a.jpg", INKS);
    office.run(&["publish", "--by", "王芳", "issue.toml"]).code(0);
    let files = office.files("archive").into_iter().map(|name| format!("archive/{name}"));
    let files: Vec<_> = files.map(|name| (name.clone(), office.read(&name))).collect();
    for (name, bytes) in &files {
        office.write(&format!("copy/{name}"), bytes);
    }
    let (lost, _) = files.iter().find(|(_, bytes)| bytes == INKS).expect("it is kept");
    std::fs::remove_file(office.path(lost)).expect("it is there");
    let told = office.run(&["verify", "--all"]);
    assert!(told.code(4).words().contains(lost.trim_start_matches("archive/")), "{}", told.words());
    office.run(&["repair", "--from", "copy/archive"]).code(0);
    assert_eq!(office.read(lost), INKS);
}

#[test]
fn inks_that_say_nothing_of_adobe_are_not_inverted() {
    let adobe = INKS.windows(2).position(|it| it == b"\xff\xee").expect("the segment");
    let plain = [&INKS[..adobe], &INKS[adobe + 16..]].concat();
    let carried = |bytes: &[u8]| {
        let office =
            Office::new().file("issue.toml", issue("a.jpg", "width = 50")).file("a.jpg", bytes);
        middle(&carried(&rendered(&office), "a.jpg"))
    };
    // The same numbers mean paper in the one and ink in the other.
    let ([r, g, b], inverted) = (carried(INKS), carried(&plain));
    assert!(inverted != [r, g, b], "{inverted:?}");
}

#[test]
fn the_source_does_not_take_the_place_of_the_pictures() {
    let office = Office::new().file("issue.toml", issue("a.jpg", "width = 50")).file("a.jpg", INKS);
    let refused = office.run(&["render", "issue.toml", "-f", "typ", "-o", "issue.typ"]);
    assert!(refused.code(2).words().contains("choose another folder"), "{}", refused.words());
    assert_eq!(office.read("a.jpg"), INKS);
    office.run(&["render", "issue.toml", "-f", "typ", "-o", "typ/"]).code(0);
    assert!(office.read("typ/a.jpg") != INKS);
}

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
