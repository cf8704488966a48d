//! The pictures of `docs/tables.md`: what each of its examples looks like in print. `SNAPSHOTS=overwrite` prints them
//! anew.

use std::fs;

use briefing_support::office::{Office, project};
use image::{GrayImage, ImageFormat};

/// The page that shows them.
const PAGE: &str = "docs/tables.md";
/// How much white is left around what is shown, in dots.
const MARGIN: u32 = 12;

/// An example: its text, and the file of its picture.
struct Example {
    text: String,
    picture: String,
}

/// Returns the examples of the page.
fn examples() -> Vec<Example> {
    let page = fs::read_to_string(project(PAGE)).expect("the page is there");
    let sections = page.split("```toml\n").skip(1);
    let example = |section: &str| {
        let (text, rest) = section.split_once("```").expect("the example ends");
        let (_, rest) = rest.split_once("![](").expect("a picture follows");
        let (picture, _) = rest.split_once(')').expect("its name ends");
        Example { text: text.to_owned(), picture: picture.to_owned() }
    };
    sections.map(example).collect()
}

/// Prints an example, and returns the ink of its page without masthead, title, colophon and page number.
fn printed(text: &str) -> GrayImage {
    // A chart stands on page 1, and its table behind it.
    let chart = text.contains("article.chart");
    let tables = text.matches("[[article.table]]").count();
    let body = match tables {
        0 => "【图1】【图2】".to_owned(),
        _ if chart => "【图表1】".to_owned() + &"\n\n字".repeat(20),
        _ if text.contains("landscape") => "见下表。\n\n【表1】".to_owned(),
        _ => (1..=tables).map(|n| format!("【表{n}】\n\n")).collect(),
    };
    let issue = format!(
        "[masthead]\nname = \"简报\"\nyear = 2026\nnumber = 1\nserial = 1\noffice = \"某局\"\n\
         [instruction]\nstyle = \"none\"\n[[article]]\ntitle = \"题\"\nbody = \"\"\"\n{body}\n\"\"\"\n{text}\n\
         [colophon]\nprint_date = 2026-01-05\n"
    );
    let mut office = Office::new().file("1.toml", issue);
    for name in ["east.png", "west.png"] {
        let picture = fs::read(project("tests/issues/sheets").join(name)).expect("it is there");
        office = office.file(name, picture);
    }
    let page = if text.contains("landscape") { "2" } else { "1" };
    office
        .run(&["render", "1.toml", "-f", "png", "--ppi", "72", "--pages", page, "-o", "p/"])
        .code(0);
    let page = office.read(&format!("p/1-{page}.png"));
    let page = image::load_from_memory(&page).expect("a picture").into_luma8();
    if text.contains("landscape") {
        return page;
    }
    // The chart's ten lines, with its caption.
    shown(&page, if chart { 690 } else { 742 })
}

/// Cuts out what stands below the only line of text, or below the title if there is none.
fn shown(page: &GrayImage, foot: u32) -> GrayImage {
    let dark = |y: u32| (0..page.width()).any(|x| page[(x, y)].0[0] < 200);
    // From below the masthead and the title; the foot of the type area is 742 dots, or 262 mm, from the top.
    let top = 345;
    let rows: Vec<u32> = (top..foot).filter(|y| dark(*y)).collect();
    let (first, last) = (rows[0], rows[rows.len() - 1]);
    let (left, right) = (79 - MARGIN, 522 + MARGIN);
    let (y, height) = (first - MARGIN.min(first), last - first + 2 * MARGIN);
    image::imageops::crop_imm(page, left, y, right - left, height).to_image()
}

#[test]
fn every_example_looks_as_its_picture_shows() {
    let examples = examples();
    assert!(examples.len() >= 7, "{}", examples.len());
    for Example { text, picture } in &examples {
        let file = project("docs").join(picture);
        let now = printed(text);
        if std::env::var("SNAPSHOTS").is_ok_and(|it| it == "overwrite") {
            now.save_with_format(&file, ImageFormat::Png).expect("it is written");
        }
        let bytes = fs::read(&file).unwrap_or_else(|error| panic!("{picture}: {error}"));
        let then = image::load_from_memory(&bytes).expect("a picture").into_luma8();
        assert!(
            now == then,
            "{picture} is no longer what is printed; SNAPSHOTS=overwrite prints it anew"
        );
    }
}

#[test]
fn every_picture_is_shown() {
    let mut shown: Vec<_> = examples().into_iter().map(|it| it.picture).collect();
    shown.sort();
    let files = briefing_support::office::files_below(&project("docs/tables"));
    let files: Vec<_> = files.into_iter().map(|file| format!("tables/{file}")).collect();
    assert_eq!(shown, files);
}
