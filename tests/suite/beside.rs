//! The instruction beside the text: a narrow column on page 1, the full width from page 2.

use crate::press::{issue, issue_176, lines, near, proof};

const CELL: f64 = 156.0 / 28.0;

fn side(text: &str) -> String {
    text.replace("style = \"box\"", "style = \"side\"")
}

#[test]
fn the_text_of_page_1_keeps_clear_of_the_column() {
    let proof = proof(&side(&issue_176()));
    let page = &proof.pages[0];
    let shape = page.shapes.iter().find(|shape| shape.frame.height > 50.0).expect("the frame");
    let (frame, half) = (shape.frame, shape.stroke.unwrap_or_default() / 2.0);
    near(frame.x + frame.width + half, 184.0, "the end of the frame");
    near(frame.x - half, 184.0 - 6.0 * CELL, "its beginning");
    let body = lines(page).into_iter().filter(|line| line.y > 110.0);
    for line in body {
        let text = line.runs.iter().filter(|run| run.text != "领导批示");
        // Half of a mark at the end of a line is blank, and may stick out.
        let right = text.map(|run| run.x + run.width).fold(0.0, f64::max);
        assert!(right < 28.0 + 21.5 * CELL, "{} ends at {right}", line.text());
    }
}

#[test]
fn a_parted_paragraph_loses_and_doubles_nothing() {
    let proof = proof(&side(&issue_176()));
    let (one, two) = (proof.pages[0].text(), proof.pages[1].text());
    let paragraph = "脱贫模式之一：把易地扶贫搬迁作为脱贫攻坚的“当头炮”，狠抓工作落实，积极探索新模式，切实抓好易地扶贫搬迁后续帮扶。";
    let at = one.find("脱贫模式之一").expect("it begins on page 1");
    let joined = one[at..].replace("领导批示", "") + &two;
    assert!(joined.contains(paragraph), "{joined}");
    // The last line of the narrow column is full, the first of the wide one is not indented.
    let first = &lines(&proof.pages[1])[0];
    assert!((first.left() - 28.0).abs() < 0.1);
    let last = lines(&proof.pages[0]).into_iter().rfind(|line| line.left() < 29.0).expect("a line");
    assert!(last.right() > 28.0 + 20.4 * CELL, "{} ends at {}", last.text(), last.right());
}

#[test]
fn no_line_begins_or_ends_with_a_mark_that_must_not() {
    // Sliding the text puts every kind of mark at the end of the column once.
    for shift in 0..24 {
        let sentence = "“某县”（某市）推进《办法》，达8.14%、1500—1800元……等；";
        let body = format!("{}{}", "字".repeat(shift), sentence.repeat(30));
        let proof = proof(&issue(&[&body], "[instruction]\nstyle = \"side\"\n"));
        let last =
            lines(&proof.pages[0]).into_iter().rfind(|line| line.left() < 29.0).expect("a line");
        let first = lines(&proof.pages[1])[0].text();
        let (end, start) = (last.text().chars().next_back(), first.chars().next());
        assert!(!end.is_some_and(|c| "“（《".contains(c)), "{shift}: {}", last.text());
        assert!(!start.is_some_and(|c| "”）》，、。；%—…".contains(c)), "{shift}: {first}");
        let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit() || c == '.');
        assert!(!(digit(end) && digit(start)), "{shift}: {} / {first}", last.text());
    }
}

#[test]
fn an_issue_shorter_than_the_column_still_has_its_colophon() {
    let proof = proof(&issue(&["一段正文。"], "[instruction]\nstyle = \"side\"\n"));
    assert_eq!(proof.pages.len(), 2);
    assert!(proof.pages[1].text().contains("2026年1月5日印发"));
}
