//! Pictures side by side: 【图1】【图2】 on one line of the text.

use briefing_support::office::{ISSUE, Office};
use serde_json::Value;

use super::{carried, jpeg, rendered};

/// Returns an issue with pictures of these widths and heights in pixels, each as the file of its number.
fn office(line: &str, more: &[&str], sizes: &[(u32, u32)]) -> Office {
    let picture = |(n, more): (usize, &&str)| {
        format!("[[article.picture]]\nfile = \"{n}.jpg\"\nalt = \"第{n}幅\"\n{more}\n\n")
    };
    let pictures: String = more.iter().enumerate().map(picture).collect();
    let text = ISSUE
        .replace("[colophon]", &format!("{pictures}[colophon]"))
        .replace("body = \"\"\"\n", &format!("body = \"\"\"\n{line}\n\n"));
    let files = sizes.iter().enumerate();
    files.fold(Office::new().file("issue.toml", text), |office, (n, (width, height))| {
        office.file(&format!("{n}.jpg"), jpeg(*width, *height))
    })
}

/// Returns the boxes of the pictures on the first page that has some: left, top, width, height, in mm.
fn boxes(office: &Office) -> Vec<[f64; 4]> {
    let run = office.run(&["render", "issue.toml", "-f", "layout", "-o", "-"]);
    let pages: Value = serde_json::from_slice(run.success().bytes()).expect("it is JSON");
    let page = pages["pages"].as_array().expect("pages").iter();
    let found = page.map(|page| page["pictures"].as_array().expect("pictures"));
    let found =
        found.into_iter().find(|pictures| !pictures.is_empty()).expect("a page with pictures");
    let size =
        |it: &Value| ["x", "y", "width", "height"].map(|side| it[side].as_f64().expect("a number"));
    found.iter().map(size).collect()
}

/// The width of a column of two: half of the measure without the width of a character between them.
const COLUMN: f64 = (156.0 - 156.0 / 28.0) / 2.0;

#[test]
fn two_pictures_share_the_measure() {
    let office = office(
        "【图1】【图2】",
        &["caption = \"甲\"", "caption = \"乙\""],
        &[(900, 600), (900, 600)],
    );
    let [left, right] = boxes(&office)[..] else { panic!("{:?}", boxes(&office)) };
    assert!((left[0] - 28.0).abs() < 0.1 && (right[0] + right[2] - 184.0).abs() < 0.1);
    assert!((left[2] - COLUMN).abs() < 0.1 && (right[2] - COLUMN).abs() < 0.1);
    assert!((left[1] - right[1]).abs() < 0.01, "they stand at one height");
    let words = String::from_utf8(
        office.run(&["render", "issue.toml", "-f", "layout", "-o", "-"]).success().bytes().to_vec(),
    );
    let words = words.expect("text");
    assert!(words.contains("\"甲\"") && words.contains("\"乙\""), "their captions are printed");
}

#[test]
fn a_lower_one_stands_above_its_caption_too() {
    let office = office("【图2】【图1】", &["", "width = 40"], &[(900, 600), (600, 900)]);
    let [tall, wide] = boxes(&office)[..] else { panic!("{:?}", boxes(&office)) };
    assert!((tall[2] - 40.0).abs() < 0.1 && (tall[3] - 60.0).abs() < 0.1, "{tall:?}");
    let foot = |it: [f64; 4]| it[1] + it[3];
    assert!((foot(tall) - foot(wide)).abs() < 0.1, "{tall:?} {wide:?}");
    assert!((wide[2] - COLUMN).abs() < 0.1, "{wide:?}");
}

#[test]
fn each_is_scaled_to_its_column_and_the_pdf_makes_itself_again() {
    let office = office("【图1】【图2】", &["", ""], &[(2400, 1600), (2400, 1600)]);
    let scaled = carried(&rendered(&office), "0.jpg");
    let image = image::load_from_memory(&scaled).expect("a picture");
    // 75.2 mm at 200 dots to the inch.
    assert_eq!((image.width(), image.height()), (593, 395));
}

#[test]
fn four_fit_and_five_are_told() {
    let sizes = [(300, 300); 5];
    let four = office("【图1】【图2】【图3】【图4】", &[""; 4], &sizes[..4]);
    assert_eq!(boxes(&four).len(), 4);
    let five = office("【图1】【图2】【图3】【图4】【图5】", &[""; 5], &sizes);
    let words = five.run(&["render", "issue.toml"]).code(1).words();
    assert!(words.contains("data/no-such-figure"), "{words}");
}
