//! Tables as they are laid out, in mm from the top-left corner of the sheet.

use briefing_values::proof::{Page, Run};

use crate::press::{issue, near, proof, run};

mod file;
mod landscape;

/// The type area: its left and its right edge (GB/T 9704-2012, 5.2.1).
const AREA: (f64, f64) = (28.0, 184.0);
/// The middles of the outer rules of a table, which are 0.25 mm thick and lie within the type area.
const EDGES: (f64, f64) = (28.125, 183.875);
/// The distance between them.
const WIDTH: f64 = EDGES.1 - EDGES.0;
/// The height of a line.
const PITCH: f64 = (225.0 - 156.0 / 28.0) / 21.0;
/// The size of the type in tables, in mm.
const TYPE: f64 = 14.0 * 25.4 / 72.0;

/// Returns the first page of an issue with a table, which more fields of the issue follow.
fn page(table: &str) -> Page {
    proof(&with(table)).pages.remove(0)
}

/// Returns all that is seen on a page, with what is repeated on it for the eye alone.
fn seen(page: &Page) -> String {
    page.runs.iter().flat_map(|run| run.text.chars()).filter(|c| !c.is_whitespace()).collect()
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
    below(&run(&page, "甲路。"), &run(&page, "乙桥。"), 1.0);
}

#[test]
fn a_head_may_be_blank_and_a_table_may_have_none() {
    let page = page("header = [\"\", \"户\"]\nrows = [[\"一村\", 12]]");
    below(&run(&page, "户"), &run(&page, "一村"), 1.0);
    let page = self::page("rows = [[\"一村\", 12], [\"二村\", 34]]");
    below(&run(&page, "见下表。"), &run(&page, "一村"), 1.0);
    assert_eq!(run(&page, "一村").face, run(&page, "二村").face);
}

#[test]
fn the_unit_is_above_the_table_at_the_right() {
    let page = page("caption = \"表1\"\nunit = \"万元\"\nrows = [[\"一村\", 12]]");
    let unit = run(&page, "单位：万元");
    near(unit.x + unit.width, AREA.1, "the right edge of the unit");
    below(&run(&page, "表1"), &unit, 1.0);
    below(&unit, &run(&page, "一村"), 1.0);
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
        near(pair[1].x, AREA.0, &pair[1].text);
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
    let column = WIDTH / 5.0;
    let across = |words: &str| middle(&run(&page, words)).0 - EDGES.0;
    near(across("县"), 0.5 * column, "县");
    near(across("去年"), 2.0 * column, "去年");
    near(across("今年"), 4.0 * column, "今年");
    near(across("甲"), 1.5 * column, "甲");
    let down = |words: &str| middle(&run(&page, words)).1;
    near(down("县"), f64::midpoint(down("去年"), down("甲")), "县");
    below(&run(&page, "甲"), &run(&page, "上河"), 1.0);
}

#[test]
fn cells_of_the_body_are_merged_and_no_mark_is_printed() {
    let page = page("rows = [[\"甲\", 71, 2], [\"^\", 72, 4], [\"合计\", \"<\", 5]]");
    let text = page.text();
    assert!(!text.contains(['<', '^']), "{text}");
    near(middle(&run(&page, "合计")).0, EDGES.0 + WIDTH / 3.0, "合计");
    let down = |words: &str| middle(&run(&page, words)).1;
    near(down("甲"), f64::midpoint(down("71"), down("72")), "甲");
}

#[test]
fn a_cell_stands_in_the_middle_of_its_row() {
    let page = page("rows = [[\"一村\", \"甲\\n乙\\n丙\"]]");
    near(run(&page, "一村").y, run(&page, "乙").y, "一村");
}

#[test]
fn a_blank_row_is_as_high_as_a_line() {
    let page = page("rows = [[\"一村\", 1], [\"\", \"\"], [\"二村\", 2]]");
    below(&run(&page, "一村"), &run(&page, "二村"), 2.0);
}

#[test]
fn the_head_is_repeated_below_a_mark_that_the_first_page_does_not_have() {
    let rows = "[\"村\", 1],".repeat(50);
    let table =
        format!("caption = \"表1\"\nunit = \"万元\"\nheader = [\"单位\", \"户\"]\nrows = [{rows}]");
    for lines in 0..23 {
        let text = with(&table).replace("见下表。", &"见下表。\n\n".repeat(lines + 1));
        let texts: Vec<_> = proof(&text).pages.iter().map(seen).collect();
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
        near(middle(&run(&page, words)).0, EDGES.0 + 0.75 * WIDTH, words);
    }
}

#[test]
fn a_table_may_have_type_of_its_own_size() {
    let page = page("header = [\"村\"]\nrows = [[\"一村\"]]\nnote = \"甲。\"\nsize = 10.5");
    for words in ["村", "一村"] {
        near(run(&page, words).size, 10.5, words);
    }
    below(&run(&page, "村"), &run(&page, "一村"), 1.0);
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
    near(middle - left, WIDTH * 2.0 / 11.0, "two of eleven characters");
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

#[test]
fn a_row_that_no_page_has_room_for_runs_on() {
    let long = "山区搬迁户的新居依次排开。".repeat(90);
    let other = "水电路网一应俱全。".repeat(90);
    for row in [format!("[\"一村\", \"{long}\"]"), format!("[\"{long}\", \"{other}\"]")] {
        let table = format!("header = [\"村\", \"情况\"]\nrows = [{row}, [\"二村\", \"无\"]]");
        let proof = proof(&with(&table));
        let words: String = proof.pages.iter().map(seen).collect();
        assert!(words.contains("续表村情况"), "its head is repeated");
        let parts = words.matches("山区搬迁户").count();
        assert!(parts >= 80, "{parts}");
    }
    // The left cell ends pages before the right one, or a page before it.
    for (left, right) in [(24, 26), (30, 60), (60, 30), (60, 90)] {
        let cell = |letter: &str, lines: usize| {
            let lines: Vec<_> = (0..lines).map(|n| format!("{letter}{n}")).collect();
            lines.join("\\n")
        };
        let rows = format!("rows = [[\"{}\", \"{}\"]]", cell("w", left), cell("x", right));
        proof(&with(&format!("header = [\"村\", \"情况\"]\n{rows}")));
    }
}

#[test]
fn several_long_tables_settle() {
    let rows = "[\"一村\", 1], ".repeat(30);
    let table =
        format!("[[article.table]]\nunit = \"户\"\nheader = [\"村\", \"户\"]\nrows = [{rows}]\n");
    for (tables, lines) in [(2, 18), (3, 20), (4, 7)] {
        let body = vec!["正文。"; lines].join("\n\n");
        let marks: String = (1..=tables).map(|n| format!("\n\n【表{n}】")).collect();
        let text = issue(&[&format!("{body}{marks}")], "[instruction]\nstyle = \"none\"\n");
        let proof =
            proof(&text.replace("[colophon]", &format!("{}[colophon]", table.repeat(tables))));
        let marks: usize = proof.pages.iter().map(|page| seen(page).matches("续表").count()).sum();
        assert!(marks >= tables, "{marks} in {tables} tables");
    }
}

#[test]
fn words_behind_a_number_move_no_other_number() {
    let long = "120（其中省级补助80万元，县级40万元）";
    let page = page(&format!(
        "align = [\"left\", \"decimal\", \"left\"]\n\
         rows = [[\"甲\", \"{long}\", \"丙\"], [\"乙\", \"3\", \"丁\"]]"
    ));
    let third = WIDTH / 3.0;
    near(middle(&run(&page, "3")).0, EDGES.0 + third * 1.5, "the middle of its column");
}

#[test]
fn a_minus_stays_with_its_figure_in_a_narrow_cell() {
    let cell = "同比下降较多的乡镇是城关，降幅为-12.5%，其余各乡镇——都在增长";
    let page = page(&format!("rows = [[\"{cell}\", \"乙\", \"丙\"]]"));
    let ends: Vec<_> = page.runs.iter().map(|run| run.text.as_str()).collect();
    assert!(!ends.iter().any(|text| text.ends_with("为-")), "{ends:?}");
    assert!(ends.iter().any(|text| text.contains("——")), "{ends:?}");
}
