//! What a picture's file is, and whether all of it is there.

use briefing_support::office::Office;
use image::{DynamicImage, ImageBuffer, Luma, Rgb};

use super::{carried, issue, jpeg, png, rendered, view};

#[test]
fn the_contents_decide_and_not_the_name() {
    for (name, bytes) in [
        ("图.png", jpeg(640, 480)),
        ("图.jpg", png(view(480, 360))),
        ("图.svg", jpeg(640, 480)),
        ("图", jpeg(640, 480)),
        ("图.JPG", jpeg(640, 480)),
    ] {
        let office = Office::new().file("issue.toml", issue(name, "width = 80")).file(name, &bytes);
        let pdf = rendered(&office);
        assert!(carried(&pdf, name) == bytes, "{name}");
    }
}

#[test]
fn two_pictures_that_swap_their_names_are_both_printed() {
    let text = issue("a.png", "width = 80").replace(
        "[colophon]",
        "[[article.picture]]\nfile = \"a.png.jpg\"\nalt = \"现场\"\nwidth = 80\n\n[colophon]",
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
            Office::new().file("issue.toml", issue(written, "width = 60")).file(file, &plain);
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
            Office::new().file("issue.toml", issue("a.png", "width = 60")).file("a.png", &bytes);
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
    let cut = |hundredths: usize| whole[..whole.len() * hundredths / 100].to_vec();
    for bytes in [cut(10), cut(66), cut(99), whole[..whole.len() - 2].to_vec(), spoiled] {
        let office = Office::new().file("issue.toml", issue("a.jpg", "")).file("a.jpg", &bytes);
        let words = office.run(&["check", "issue.toml"]).code(1).words();
        let said = String::from_utf8_lossy(office.run(&["check", "issue.toml"]).bytes())
            .into_owned()
            + &words;
        assert!(said.contains("data/picture") && said.contains("it is damaged"), "{said}");
        assert!(said.contains("file = \"a.jpg\""), "{said}");
    }
}

#[test]
fn webp_is_printed_as_what_a_pdf_can_hold() {
    let lossy = include_bytes!("../../pictures/lossy.webp");
    let lossless = include_bytes!("../../pictures/lossless.webp");
    for (bytes, name) in [(&lossy[..], "a.webp"), (&lossless[..], "b.webp"), (&lossy[..], "c.jpg")]
    {
        let office = Office::new().file("issue.toml", issue(name, "width = 10")).file(name, bytes);
        let printed = carried(&rendered(&office), name);
        let image = image::load_from_memory(&printed).expect("it is a picture");
        assert_eq!((image.width(), image.height()), (60, 40));
        assert!(printed.starts_with(b"\x89PNG") || printed.starts_with(b"\xff\xd8"), "{name}");
        let cut = &bytes[..bytes.len() - 3];
        let office = Office::new().file("issue.toml", issue(name, "width = 10")).file(name, cut);
        let words = office.run(&["render", "issue.toml", "-o", "1.pdf"]).code(1).words();
        assert!(words.contains("data/picture") && words.contains("it is damaged"), "{words}");
    }
}
