//! Drawings (SVG): printed as lines and words, whatever their name.

use briefing_support::office::Office;

use super::{carried, issue, rendered};

const DRAWING: &str = include_str!("../../pictures/chart.svg");

#[test]
fn a_drawing_is_printed_as_it_is() {
    for name in ["图.svg", "图.png", "图"] {
        let office =
            Office::new().file("issue.toml", issue(name, "width = 80")).file(name, DRAWING);
        let pdf = rendered(&office);
        assert!(carried(&pdf, name) == DRAWING.as_bytes(), "{name}");
        let Some(words) = crate::pdf::tool_on(&pdf, "pdftotext", &["-raw"], &["-"]) else {
            continue;
        };
        assert!(words.contains("搬迁户") && words.contains("2018年"), "{words}");
    }
}

#[test]
fn its_words_are_set_in_the_faces_of_the_issue_or_told() {
    let strange = DRAWING.replace("搬迁户", "搬\u{e123}户");
    let office = Office::new().file("issue.toml", issue("a.svg", "")).file("a.svg", strange);
    let words = office.run(&["render", "issue.toml", "-o", "1.pdf"]).code(1).words();
    assert!(words.contains("page/missing-glyph") && words.contains("U+E123"), "{words}");
    assert!(words.contains("file = \"a.svg\""), "{words}");
}

#[test]
fn a_drawing_is_never_too_coarse() {
    let small = DRAWING.replace("width=\"240\" height=\"160\"", "width=\"24\" height=\"16\"");
    let office = Office::new().file("issue.toml", issue("a.svg", "")).file("a.svg", small);
    office.run(&["check", "issue.toml"]).success();
}
