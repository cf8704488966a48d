//! What the eye sees of a page: how dark its figures are beside its characters, and whether ink stands where it should.

use briefing_support::office::Office;
use briefing_values::proof::{MM_PER_PT, Page};
use image::GrayImage;

use crate::press::{issue, lines, near, proof, run};

/// The resolution at which pages are looked at, in dots to the inch.
const PPI: f64 = 300.0;
/// The figures of an issue.
const FIGURES: &str = "2018042735";

/// Prints a page of an issue.
fn printed(text: &str, page: usize) -> GrayImage {
    let office = Office::new().file("1.toml", text);
    let number = page.to_string();
    let words = ["render", "1.toml", "-f", "png", "--ppi", "300", "--pages", &number, "-o", "p/"];
    office.run(&words).code(0);
    let file = format!("p/1-{page}.png");
    image::load_from_memory(&office.read(&file)).expect("a picture").into_luma8()
}

/// Returns a row or a column of a page, in dots, that lies so far from its edge, in mm.
fn dots(mm: f64) -> u32 {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a page has some thousands"
    )]
    let dots = (mm / 25.4 * PPI).round() as u32;
    dots
}

/// Returns how much ink is in a part of a page, in dots.
fn ink(page: &GrayImage, columns: (f64, f64), rows: (f64, f64)) -> f64 {
    let (left, right) = (dots(columns.0), dots(columns.1));
    let dark = |y: u32| (left..right).map(move |x| 1.0 - f64::from(page[(x, y)].0[0]) / 255.0);
    (dots(rows.0)..dots(rows.1)).flat_map(dark).sum()
}

/// Returns how dark a line is that is repeated on a page.
fn grey(line: &str, layout: &str) -> f64 {
    let body = [line; 8].join("\n\n");
    let page = printed(&issue(&[&body], &format!("[instruction]\nstyle = \"none\"\n{layout}")), 1);
    ink(&page, (28.0, 184.0), (135.0, 200.0))
}

#[test]
fn figures_are_as_dark_as_the_characters_beside_them() {
    let han = "国务院扶贫开发领导小组办公室及定点帮扶";
    let figures: String = FIGURES.chars().cycle().take(2 * han.chars().count()).collect();
    // The text, and a heading in 黑体.
    for (before, after) in [("", ""), ("一、", "。")] {
        let line = |words: &str| format!("{before}{words}{after}");
        let text = grey(&line(han), "");
        let off = |layout: &str| (grey(&line(&figures), layout) / text - 1.0).abs();
        let (companion, own) = (off(""), off("[layout]\nlatin = \"own\"\n"));
        assert!(companion < 0.9 * own, "{before}: {companion:.2} beside {own:.2}");
    }
}

/// Returns the faces that set some words on the first page, in order.
fn faces(page: &Page, words: &str) -> Vec<String> {
    let line = lines(page).into_iter().find(|line| line.text().contains(words));
    let mut faces: Vec<_> =
        line.expect("the words are there").runs.iter().map(|run| run.face.clone()).collect();
    faces.dedup();
    faces
}

#[test]
fn figures_and_letters_are_set_in_the_companion_of_the_role() {
    let body = "西安Xi’an的café有4.3万元/户\n\n一、到2020年。说明\n\n（一）到2020年。说明";
    let page = |layout: &str| proof(&issue(&[body], layout)).pages[0].clone();
    let (regular, bold) = ("TeXGyreTermes-Regular", "TeXGyreTermes-Bold");
    let both = page("");
    assert_eq!(run(&both, "Xi").face, regular);
    assert_eq!(run(&both, "’").face, regular);
    assert!(run(&both, "’").width < 0.4 * run(&both, "’").size * MM_PER_PT);
    assert_eq!(faces(&both, "一、到")[..3], ["FandolHei-Regular", bold, "FandolHei-Regular"]);
    assert_eq!(faces(&both, "（一）到")[..3], ["FandolKai-Regular", regular, "FandolKai-Regular"]);
    // The standard asks for page numbers in 宋体.
    let folio = both.runs.iter().find(|run| run.artifact && run.text.contains('1'));
    assert_eq!(folio.map(|run| run.face.as_str()), Some("FandolSong-Regular"));
    let own = page("[layout]\nlatin = \"own\"\n");
    assert_eq!(faces(&own, "一、到"), ["FandolHei-Regular", "FandolFang-Regular"]);
}

#[test]
fn quotation_marks_can_be_those_of_the_companion() {
    let set = |layout: &str| {
        let page = proof(&issue(&["称为“小车间”的"], layout)).pages[0].clone();
        page.runs.iter().find(|run| run.text.contains('“')).expect("a mark").clone()
    };
    for latin in ["", "latin = \"own\"\n"] {
        let mark = set(&format!("[layout]\nquotes = \"latin\"\n{latin}"));
        assert_eq!((mark.text.as_str(), mark.face.as_str()), ("“", "TeXGyreTermes-Regular"));
        near(mark.width, 0.444 * mark.size * MM_PER_PT, "the width of a mark");
    }
    assert_eq!(set("").face, "FandolFang-Regular");
}

#[test]
fn the_office_and_the_date_stand_in_the_middle_between_two_rules() {
    let text = issue(&["字"], "[contact]\nphone = \"0771-2806239\"\n");
    let set = proof(&text);
    let rules: Vec<f64> = set.pages[1].shapes.iter().map(|rule| rule.frame.y).collect();
    let page = printed(&text, 2);
    let row = |y: f64| ink(&page, (30.0, 180.0), (y, y + 0.085));
    for (above, below) in rules.iter().zip(&rules[1..]) {
        let white = |from: f64, step: f64| {
            (0_u32..80).map(|n| from + step * f64::from(n)).find(|y| row(*y) > 3.0)
        };
        let top = white(above + 0.5, 0.085).expect("words") - above;
        let foot = below - white(below - 0.3, -0.085).expect("words");
        assert!((top - foot).abs() < 0.6, "{top:.2} mm above, {foot:.2} mm below");
    }
}

#[test]
fn the_box_for_the_instruction_is_as_wide_as_the_red_rule_and_in_the_middle() {
    let page = proof(&issue(&["字"], "[instruction]\nstyle = \"box\"\n")).pages[0].clone();
    let frame = page.shapes.iter().find(|shape| shape.stroke.is_some()).expect("a box");
    let stroke = frame.stroke.unwrap_or_default();
    near(frame.frame.x - stroke / 2.0, 28.0, "its left edge");
    near(frame.frame.x + frame.frame.width + stroke / 2.0, 184.0, "its right edge");
    let red = page.shapes.iter().find(|shape| shape.stroke.is_none()).expect("the red rule");
    let above = frame.frame.y - red.frame.y - red.frame.height;
    let below = run(&page, "标题").top() - frame.frame.y - frame.frame.height;
    assert!((above - below).abs() < 2.0, "{above:.1} mm above, {below:.1} mm below");
}

#[test]
fn the_dashes_of_a_page_number_survive_a_copier() {
    let page = printed(&issue(&["字"], ""), 1);
    let dot = 25.4 / PPI;
    let at = |n: u32| 160.0 + f64::from(n) * dot;
    // How thick the ink of a column of dots is.
    let thick = |n: &u32| ink(&page, (at(*n), at(*n) + dot), (267.0, 271.0)) * dot;
    let dashes = (0..230).filter(|n| (0.2..0.35).contains(&thick(n))).count();
    // Two of 14 pt.
    assert!(f64::from(u32::try_from(dashes).unwrap_or(0)) * dot > 8.0, "{dashes} columns");
}
