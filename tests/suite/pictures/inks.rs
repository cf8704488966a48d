//! Pictures in cyan, magenta, yellow and black; what the archive keeps of a picture that is printed otherwise.

use briefing_support::office::Office;

use super::{carried, issue, rendered};

/// A JPEG in cyan, magenta, yellow and black, written as Adobe's programs do.
const INKS: &[u8] = include_bytes!("../../pictures/inks.jpg");

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
fn three_colours_under_the_name_of_inks_are_printed() {
    // Adobe's mark that the components are as they are: red, green and blue, where there are three.
    let plain = super::jpeg(600, 400);
    let bytes = [&plain[..2], b"\xff\xee\0\x0eAdobe\0\x64\0\0\0\0\0", &plain[2..]].concat();
    let office =
        Office::new().file("issue.toml", issue("a.jpg", "width = 80")).file("a.jpg", &bytes);
    let printed = carried(&rendered(&office), "a.jpg");
    assert!(printed != bytes && middle(&printed) != middle(&plain));
}
