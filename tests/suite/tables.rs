//! Tables as they are laid out, in mm from the top-left corner of the sheet.

use encoding_rs::GB18030;
use serde_json::Value;

use briefing_support::office::Office;
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

/// Returns where the middle of a run is, across and down.
fn middle(run: &Run) -> (f64, f64) {
    (run.x + run.width / 2.0, f64::midpoint(run.top(), run.bottom()))
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

#[test]
fn a_head_of_several_rows_is_merged_across_and_down() {
    let page = page(
        "header = [[\"县\", \"去年\", \"<\", \"今年\", \"<\"], [\"^\", \"甲\", \"乙\", \"丙\", \"丁\"]]\n\
         rows = [[\"上河\", 1, 2, 3, 4]]\n\
         align = [\"left\", \"right\", \"right\", \"left\", \"left\"]",
    );
    let column = 156.0 / 5.0;
    let across = |words: &str| middle(run(&page, words)).0 - EDGES.0;
    near(across("县"), 0.5 * column, "县");
    near(across("去年"), 2.0 * column, "去年");
    near(across("今年"), 4.0 * column, "今年");
    near(across("甲"), 1.5 * column, "甲");
    let down = |words: &str| middle(run(&page, words)).1;
    near(down("县"), f64::midpoint(down("去年"), down("甲")), "县");
    below(run(&page, "甲"), run(&page, "上河"), 1.0);
}

#[test]
fn cells_of_the_body_are_merged_and_no_mark_is_printed() {
    let page = page("rows = [[\"甲\", 1, 2], [\"^\", 3, 4], [\"合计\", \"<\", 5]]");
    let text = page.text();
    assert!(!text.contains(['<', '^']), "{text}");
    near(middle(run(&page, "合计")).0, EDGES.0 + 52.0, "合计");
    let down = |words: &str| middle(run(&page, words)).1;
    near(down("甲"), f64::midpoint(down("1"), down("3")), "甲");
}

#[test]
fn a_cell_stands_in_the_middle_of_its_row() {
    let page = page("rows = [[\"一村\", \"甲\\n乙\\n丙\"]]");
    near(run(&page, "一村").y, run(&page, "乙").y, "一村");
}

#[test]
fn a_blank_row_is_as_high_as_a_line() {
    let page = page("rows = [[\"一村\", 1], [\"\", \"\"], [\"二村\", 2]]");
    below(run(&page, "一村"), run(&page, "二村"), 2.0);
}

#[test]
fn the_head_is_repeated_below_a_mark_that_the_first_page_does_not_have() {
    let rows = "[\"村\", 1],".repeat(50);
    let table =
        format!("caption = \"表1\"\nunit = \"万元\"\nheader = [\"单位\", \"户\"]\nrows = [{rows}]");
    for lines in 0..23 {
        let text = with(&table).replace("见下表。", &"见下表。\n\n".repeat(lines + 1));
        let texts: Vec<_> = proof(&text).pages.iter().map(Page::text).collect();
        let with_table: Vec<_> = texts.iter().filter(|text| text.contains("户村1")).collect();
        assert!(with_table.len() >= 3, "{texts:?}");
        for (n, text) in with_table.iter().enumerate() {
            let marks = text.matches("续表").count();
            assert_eq!(marks, usize::from(n > 0), "{lines} lines above: {text}");
            assert_eq!(text.contains("表1单位：万元"), n == 0, "{lines} lines above: {text}");
            assert_eq!(text.matches("单位：万元").count(), 1, "{lines} lines above: {text}");
        }
    }
}

#[test]
fn what_is_merged_over_more_rows_than_a_page_has_is_parted() {
    let rows = "[\"^\", 1],".repeat(40);
    let proof = proof(&with(&format!("rows = [[\"一组\", 1],{rows}]")));
    let ones: usize = proof.pages.iter().map(|page| page.text().matches('1').count()).sum();
    assert!(ones >= 41, "{ones}");
}

#[test]
fn a_total_is_set_in_the_face_of_heads() {
    let page =
        page("header = [\"村\", \"户\"]\nrows = [[\"一村\", 12], [\"合计\", 12]]\ntotal = true");
    assert_eq!(run(&page, "合计").face, run(&page, "村").face);
    assert_ne!(run(&page, "合计").face, run(&page, "一村").face);
}

#[test]
fn numbers_stand_with_their_points_below_one_another() {
    let rows = ["1.5", "12.25", "1,203", "7%", "88.05%", "（未报）", "—"];
    let list: String = rows.iter().map(|row| format!("[\"村\", \"{row}\"],")).collect();
    let page = page(&format!("rows = [{list}]\nalign = [\"left\", \"decimal\"]"));
    // A digit is half as wide as the type is high.
    let digit = TYPE / 2.0;
    let point = |words: &str, before: f64| run(&page, words).x + before;
    let wanted = point("12.25", 2.0 * digit);
    near(point("1.5", digit), wanted, "1.5");
    near(point("7%", digit), wanted, "7%");
    near(point("88.05%", 2.0 * digit), wanted, "88.05%");
    let thousands = run(&page, "1,203");
    near(thousands.x + thousands.width, wanted, "1,203");
    // What is no number stands in the middle.
    for words in ["（未报）", "—"] {
        near(middle(run(&page, words)).0, EDGES.0 + 117.0, words);
    }
}

#[test]
fn a_table_may_have_type_of_its_own_size() {
    let page = page("header = [\"村\"]\nrows = [[\"一村\"]]\nnote = \"甲。\"\nsize = 10.5");
    for words in ["村", "一村"] {
        near(run(&page, words).size, 10.5, words);
    }
    below(run(&page, "村"), run(&page, "一村"), 1.0);
}

/// Returns the left edges of the columns of a table: of its vertical rules, once each.
fn rules(page: &Page) -> Vec<f64> {
    let upright = page.shapes.iter().filter(|shape| shape.frame.width < 0.01);
    let mut edges: Vec<_> = upright.map(|shape| (shape.frame.x * 10.0).round() / 10.0).collect();
    edges.sort_by(f64::total_cmp);
    edges.dedup();
    edges
}

#[test]
fn columns_are_as_wide_as_their_contents_ask() {
    let short = page("rows = [[\"甲\", \"一二三四五六七八\"]]\nwidths = \"content\"");
    let [left, middle, right] = rules(&short)[..] else { panic!("{:?}", rules(&short)) };
    near(left, EDGES.0, "left");
    near(right, EDGES.1, "right");
    // A column has half a character of white on either side.
    near(middle - left, 156.0 * 2.0 / 11.0, "two of eleven characters");
    let long = "字".repeat(60);
    let page = page(&format!("rows = [[\"甲乙\", \"{long}\"]]\nwidths = \"content\""));
    let [left, middle, right] = rules(&page)[..] else { panic!("{:?}", rules(&page)) };
    near(middle - left, 3.0 * TYPE, "a short column keeps its width");
    near(right, EDGES.1, "right");
}

#[test]
fn a_total_that_goes_over_the_page_stands_on_the_last_only() {
    let rows = "[\"村\", 1],".repeat(30);
    let proof = proof(&with(&format!(
        "header = [\"单位\", \"户\"]\nrows = [{rows}[\"合计\", 30]]\ntotal = true"
    )));
    let totals = proof.pages.iter().map(|page| page.text().matches("合计30").count());
    assert_eq!(totals.sum::<usize>(), 1);
}

/// The rows of a table in a file of its own, as a spreadsheet saves them.
const VILLAGES: &str =
    "村,户,投入\r\n一村,12,\"1,203.5\"\r\n\"二村\n（新）\",34,85\r\n合计,<,\"1,288.5\"\r\n,,\r\n";

/// Returns an office with an issue whose table is in a file of these bytes.
fn office(table: &str, bytes: &[u8]) -> Office {
    let table = format!("rows_from = \"数字/各村.csv\"\n{table}");
    Office::new().file("1.toml", with(&table)).file("数字/各村.csv", bytes)
}

/// Returns the text of the first page of an issue of an office.
fn text_of(office: &Office) -> String {
    let run = office.run(&["-C", ".", "render", "1.toml", "-f", "layout", "-o", "-"]);
    let layout: Value = serde_json::from_slice(run.success().bytes()).expect("it is JSON");
    let runs = layout["pages"][0]["runs"].as_array().expect("runs").iter();
    runs.filter_map(|run| run["text"].as_str()).collect()
}

#[test]
fn rows_may_stand_in_a_file_of_any_encoding_that_offices_use() {
    let gb18030 = GB18030.encode(VILLAGES).0;
    let marked = format!("\u{feff}{VILLAGES}");
    for bytes in [VILLAGES.as_bytes(), &gb18030, marked.as_bytes()] {
        let text = text_of(&office("total = true", bytes));
        assert!(text.contains("村户投入一村121,203.5二村（新）3485合计1,288.5"), "{text}");
    }
}

#[test]
fn the_columns_of_a_file_are_chosen_by_their_names() {
    let text = text_of(&office(
        "columns = [\"投入\", \"村\"]",
        b"\xe6\x9d\x91,x,\xe6\x8a\x95\xe5\x85\xa5\n\xe7\x94\xb2,1,2\n",
    ));
    assert!(text.contains("投入村2甲"), "{text}");
    let table = "columns = [\"投入\"]\nheader = [\"万元\"]";
    let text = text_of(&office(table, "村,投入\n甲,2\n".as_bytes()));
    assert!(text.contains("万元2") && !text.contains('甲'), "{text}");
}

#[test]
fn an_edition_carries_the_rows_of_a_file_and_is_set_again_without_it() {
    let office = office("total = true", VILLAGES.as_bytes());
    office.run(&["-C", ".", "render", "1.toml", "-o", "1.pdf"]).success();
    std::fs::remove_file(office.path("数字/各村.csv")).expect("it is there");
    office.run(&["-C", ".", "regenerate", "1.pdf", "-o", "again.pdf"]).success();
    assert!(office.read("1.pdf") == office.read("again.pdf"), "the bytes differ");
}
