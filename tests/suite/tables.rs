//! Tables as they are laid out, in mm from the top-left corner of the sheet.

use briefing_values::proof::{Page, Run};

use crate::press::{issue, near, proof, run};

/// The type area: its left and its right edge (GB/T 9704-2012, 5.2.1).
const EDGES: (f64, f64) = (28.0, 184.0);
/// The height of a line.
const PITCH: f64 = (225.0 - 156.0 / 28.0) / 21.0;
/// The size of the type in tables, in mm.
const TYPE: f64 = 14.0 * 25.4 / 72.0;

/// Returns the first page of an issue with a table, which more fields of the issue follow.
fn page(table: &str) -> Page {
    proof(&with(table)).pages.remove(0)
}

/// Returns an issue with a table.
fn with(table: &str) -> String {
    let none = "[instruction]\nstyle = \"none\"\n[[article]]";
    let tables = format!("[[article.table]]\n{table}\n[colophon]");
    issue(&["见下表。"], "").replace("[[article]]", none).replace("[colophon]", &tables)
}

/// Asserts that a run stands some lines below another.
#[track_caller]
fn below(upper: &Run, lower: &Run, lines: f64) {
    // The middle of a glyph box is the middle of its line, whatever the size of its type.
    let middle = |run: &Run| f64::midpoint(run.top(), run.bottom());
    near(middle(lower) - middle(upper), lines * PITCH, &lower.text);
}

#[test]
fn the_lines_of_a_cell_stand_below_one_another() {
    let page = page("header = [\"村\", \"事项\"]\nrows = [[\"一村\", \"\\n甲路。\\n\\n乙桥。\"]]");
    below(run(&page, "甲路。"), run(&page, "乙桥。"), 1.0);
}

#[test]
fn a_head_may_be_blank_and_a_table_may_have_none() {
    let page = page("header = [\"\", \"户\"]\nrows = [[\"一村\", 12]]");
    below(run(&page, "户"), run(&page, "一村"), 1.0);
    let page = self::page("rows = [[\"一村\", 12], [\"二村\", 34]]");
    below(run(&page, "见下表。"), run(&page, "一村"), 1.0);
    assert_eq!(run(&page, "一村").face, run(&page, "二村").face);
}

#[test]
fn the_unit_is_above_the_table_at_the_right() {
    let page = page("caption = \"表1\"\nunit = \"万元\"\nrows = [[\"一村\", 12]]");
    let unit = run(&page, "单位：万元");
    near(unit.x + unit.width, EDGES.1, "the right edge of the unit");
    below(run(&page, "表1"), unit, 1.0);
    below(unit, run(&page, "一村"), 1.0);
}

#[test]
fn note_and_source_are_below_the_table_at_the_left() {
    let page = page("rows = [[\"一村\", 12]]\nnote = \"甲。\\n乙。\"\nsource = \"县统计局\"");
    let lines = ["一村", "注：", "乙。", "资料来源："];
    let runs = lines.map(|words| {
        let found = page.runs.iter().find(|run| run.text.starts_with(words));
        found.unwrap_or_else(|| panic!("{words}"))
    });
    for pair in runs.windows(2) {
        below(pair[0], pair[1], 1.0);
        near(pair[1].x, EDGES.0, &pair[1].text);
        near(pair[1].size * 25.4 / 72.0, TYPE, &pair[1].text);
    }
}

#[test]
fn a_label_of_its_own_takes_the_place_of_the_usual_one() {
    let table = "unit = \"计量单位：万元\"\nrows = [[\"一村\", 12]]\nnote = \"数据来源：县统计局\"";
    let text = page(table).text();
    assert!(text.contains("计量单位：万元") && text.contains("数据来源：县统计局"), "{text}");
    assert!(!text.contains("单位：计量") && !text.contains("注："), "{text}");
}
