//! The page, measured on the laid-out frames, in mm from the top-left corner of the sheet.
//!
//! The figures are those of GB/T 9704-2012 and GB/T 33476.2-2016; the tolerance is a tenth of a
//! millimetre unless a test says otherwise.

use briefing_values::proof::{Page, Run};

use crate::press::{Line, issue, issue_176, lines, near, proof, proof_at, run, try_proof};

/// The pitch of the grid: 22 lines from y 37 to y 262, glyph box to glyph box.
const PITCH: f64 = (225.0 - CELL) / 21.0;
/// The width of a character: 28 take up 156 mm.
const CELL: f64 = 156.0 / 28.0;
const RED: &str = "#ff3333";

/// The lines of the text: those set in the size of the text or of a title.
fn body_lines(page: &Page) -> Vec<Line> {
    let mut lines = lines(page);
    lines.retain(|line| line.runs.iter().all(|run| run.size > 15.0));
    lines
}

#[test]
fn the_text_stands_on_22_lines_from_37_to_262() {
    let proof = proof(&issue_176());
    for (n, page) in proof.pages.iter().enumerate() {
        let mut lines = body_lines(page);
        if n == 0 {
            // The masthead and the instruction have heights of their own.
            lines.retain(|line| line.y > 150.0);
        }
        for line in &lines {
            // The middle of a glyph box is the middle of its line, whatever the size of its type.
            let middle = f64::midpoint(line.top(), line.bottom());
            let row = (middle - 37.0 - CELL / 2.0) / PITCH;
            assert!(
                (row - row.round()).abs() * PITCH < 0.03,
                "page {}: {} is off the grid",
                n + 1,
                line.text()
            );
        }
    }
    let full = body_lines(&proof.pages[1]);
    assert_eq!(full.len(), 22);
    near(full[0].top(), 37.0, "top of line 1");
    near(full[21].bottom(), 262.0, "bottom of line 22");
    near(full[1].y - full[0].y, 10.45, "pitch");
}

#[test]
fn text_after_a_table_and_a_picture_is_on_the_grid_again() {
    let text = std::fs::read_to_string("tests/issues/full/issue.toml").expect("the issue");
    let proof = proof_at("tests/issues/full", &text);
    let lines: Vec<_> = proof.pages.iter().flat_map(body_lines).collect();
    for words in ["一、加强领导。", "二、选好地点", "下一步，", "丁县办起了"]
    {
        let line = lines.iter().find(|line| line.text().starts_with(words)).expect(words);
        let row = (f64::midpoint(line.top(), line.bottom()) - 37.0 - CELL / 2.0) / PITCH;
        assert!((row - row.round()).abs() * PITCH < 0.03, "{words} is off the grid");
    }
}

#[test]
fn a_row_stands_on_one_page_as_a_whole() {
    let words = "一".repeat(40);
    let rows = format!("[\"甲\", \"{words}\"],").repeat(14);
    let table =
        format!("[[article.table]]\nheader = [\"县\", \"事\"]\nrows = [{rows}]\n[colophon]");
    let text = issue(&["正文。"], "").replace("[colophon]", &table);
    for page in &proof(&text).pages {
        assert_eq!(page.text().matches('一').count() % 40, 0);
    }
}

#[test]
fn every_page_but_the_last_is_filled() {
    let proof = proof(&issue(&["字".repeat(28 * 22 * 4).as_str()], ""));
    for page in &proof.pages[1..4] {
        assert_eq!(body_lines(page).len(), 22);
    }
}

#[test]
fn a_line_has_28_characters() {
    let proof = proof(&issue(&["字".repeat(300).as_str()], "[instruction]\nstyle = \"none\"\n"));
    let lines = body_lines(&proof.pages[0]);
    let counts: Vec<_> = lines.iter().map(|line| line.text().chars().count()).collect();
    assert!(counts.windows(3).any(|three| three == [26, 28, 28]), "{counts:?}");
    let full = lines.iter().find(|line| line.text().chars().count() == 28).expect("a full line");
    near(full.left(), 28.0, "left edge");
    near(full.right(), 184.0, "right edge");
    let first = lines.iter().find(|line| line.text().chars().count() == 26).expect("a first line");
    near(first.left(), 28.0 + 2.0 * CELL, "indent of a paragraph");
}

#[test]
fn marks_that_meet_take_half_a_character_each() {
    let width = |text: &str| {
        let proof = proof(&issue(&[text], "[instruction]\nstyle = \"none\"\n"));
        let lines = body_lines(&proof.pages[0]);
        let line = lines.iter().find(|line| line.text().contains('甲')).expect("the line");
        (line.right() - line.left()) / CELL
    };
    for (text, cells) in
        [("甲“乙”丙", 5.0), ("甲”“乙丙", 4.5), ("甲》《乙丙", 4.5), ("甲。”乙丙", 4.5)]
    {
        assert!((width(text) - cells).abs() < 0.01, "{text}: {} cells", width(text));
    }
}

#[test]
fn no_line_begins_with_a_dash_and_no_number_is_parted() {
    // Sliding the text puts every part of the range at the end of a line once.
    for shift in 0..28 {
        let body =
            format!("{}平均月工资1500—1800元，江门—广西，见2000～3000元", "字".repeat(shift));
        let proof = proof(&issue(&[&body], ""));
        let lines = body_lines(&proof.pages[0]);
        for (above, below) in lines.iter().zip(&lines[1..]) {
            let (end, start) = (above.text().chars().next_back(), below.text().chars().next());
            assert!(!start.is_some_and(|c| "—～".contains(c)), "{shift}: {}", below.text());
            let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
            assert!(!(digit(end) && digit(start)), "{shift}: {} / {}", above.text(), below.text());
        }
    }
}

#[test]
fn quotation_marks_and_dashes_come_from_the_han_face() {
    let proof = proof(&issue(&["甲“乙”——丙……丁‘戊’"], ""));
    let faces: Vec<_> = proof.pages[0]
        .runs
        .iter()
        .filter(|run| run.text.contains('甲'))
        .map(|run| &run.face)
        .collect();
    assert_eq!(faces, ["FandolFang-Regular"]);
}

#[test]
fn the_masthead_is_red_and_in_the_top_third() {
    let proof = proof(&issue_176());
    let page = &proof.pages[0];
    let name = run(page, "广西精准脱贫攻坚简报");
    assert_eq!((name.colour.as_str(), name.face.as_str()), (RED, "FandolSong-Bold"));
    near(name.x, 28.0, "left edge of the name");
    near(name.x + name.width, 184.0, "right edge of the name");
    let rule = page.shapes.iter().find(|shape| shape.colour == RED).expect("the red rule");
    near(rule.frame.x, 28.0, "left end of the rule");
    near(rule.frame.width, 156.0, "length of the rule");
    assert!(rule.frame.y + rule.frame.height < 99.0, "the rule is at {}", rule.frame.y);
    let numbers = run(page, "2018年第14期（总第176期）");
    near(numbers.x + numbers.width / 2.0, 106.0, "middle of the numbers");
    let office = run(page, "广西壮族自治区扶贫开发办公室编");
    near(office.x, 28.0 + CELL, "left edge of the office");
    near(
        rule.frame.y + rule.frame.height / 2.0 - office.bottom(),
        4.0,
        "from the office to the rule",
    );
}

#[test]
fn a_date_a_classification_and_a_copy_number_have_their_places() {
    let text = issue(&["正文。"], "").replace(
        "[masthead]\n",
        "[masthead]\ndate = 2026-01-04\nclassification = \"机密★1年\"\ncopy_number = \"000012\"\n",
    );
    let proof = proof(&text);
    let page = &proof.pages[0];
    let classification = run(page, "机密★1年");
    near(classification.x, 28.0, "left edge of the classification");
    near(classification.top(), 37.0, "top of the classification");
    let number = run(page, "000012");
    near(number.x + number.width, 184.0, "right edge of the copy number");
    let date = run(page, "2026年1月4日");
    near(date.x + date.width, 184.0 - CELL, "right edge of the date");
    near(date.y, run(page, "某某办公室编").y, "baseline of the date");
}

#[test]
fn page_numbers_stand_outside_with_their_dashes_at_269() {
    let proof = proof(&issue_176());
    let one = 14.0 * 25.4 / 72.0;
    for (n, page) in proof.pages.iter().enumerate() {
        let folio: Vec<&Run> = page.runs.iter().filter(|run| run.y > 265.0).collect();
        let text: String = folio.iter().map(|run| run.text.as_str()).collect();
        assert_eq!(text, format!("— {} —", n + 1));
        assert!(
            folio
                .iter()
                .all(|run| run.face == "FandolSong-Regular" && (run.size - 14.0).abs() < 0.01)
        );
        near(folio[0].y - dash_above_baseline(), 269.0, "middle of the dashes");
        let left = folio.iter().map(|run| run.x).fold(f64::INFINITY, f64::min);
        let right = folio.iter().map(|run| run.x + run.width).fold(0.0, f64::max);
        if n % 2 == 0 {
            near(right, 184.0 - one, "right edge of an odd number");
        } else {
            near(left, 28.0 + one, "left edge of an even number");
        }
    }
}

/// How far the middle of a dash of 14 pt is above the baseline, in mm: measured on the outline.
fn dash_above_baseline() -> f64 {
    let bytes = std::fs::read("fonts/FandolSong-Regular.ttf").expect("the face is there");
    let face = ttf_parser::Face::parse(&bytes, 0).expect("the face is well formed");
    let dash = face.glyph_index('—').and_then(|id| face.glyph_bounding_box(id)).expect("a dash");
    f64::midpoint(dash.y_min.into(), dash.y_max.into()) / f64::from(face.units_per_em())
        * 14.0
        * 25.4
        / 72.0
}

#[test]
fn titles_are_centred_and_broken_where_the_editor_says() {
    let proof = proof(&issue_176());
    let page = &proof.pages[4];
    let (first, second) =
        (run(page, "巴马瑶族自治县燕洞镇交乐村五方面合力"), run(page, "共抓实现脱贫致富"));
    for line in [&first, &second] {
        assert_eq!((line.face.as_str(), line.size), ("FandolSong-Bold", 22.0));
        near(line.x + line.width / 2.0, 106.0, "middle of a title line");
    }
    near(second.y - first.y, PITCH, "from title line to title line");
}

#[test]
fn headings_are_set_in_the_face_of_their_level() {
    let body = "一、甲级。正文\n\n（二）乙级。正文\n\n3.丙级。正文\n\n（4）丁级。正文";
    let proof = proof(&issue(&[body], ""));
    let face = |words: &str| run(&proof.pages[0], words).face.clone();
    assert_eq!(face("一、甲级。"), "FandolHei-Regular");
    assert_eq!(face("（二）乙级。"), "FandolKai-Regular");
    assert_eq!(face("丙级。"), "FandolFang-Regular");
    assert_eq!(face("）丁级。"), "FandolFang-Regular");
}

#[test]
fn page_1_must_show_text() {
    let text = issue(&["正文。"], "[instruction]\nlines = 14\n");
    let error = try_proof(&text).expect_err("no room is left for text");
    assert!(error.to_string().contains("page 1 shows no text"), "{error}");
}
