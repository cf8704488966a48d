//! The head of page 1 as other offices have it: names of two lines and two sizes, several offices, a scan of the
//! instruction; and what stands apart: appendices, and a sheet that only the colophon takes.

use briefing_support::office::{ISSUE, Office};
use briefing_values::proof::{Page, Run};

use crate::press::{near, proof, run};

/// An issue whose masthead goes on so.
fn with(masthead: &str) -> String {
    ISSUE.replace("office = \"测试办公室\"\n", masthead)
}

/// Returns the first page of such an issue.
fn page(masthead: &str) -> Page {
    proof(&with(masthead)).pages.remove(0)
}

fn middle(run: &Run) -> f64 {
    run.x + run.width / 2.0
}

#[test]
fn a_name_has_two_lines_and_a_smaller_one_above_it() {
    let issue = with("office = \"某局\"\nabove = \"内部专刊\"\n")
        .replace("name = \"测试简报\"", "name = \"上河县优化营商环境\\n专项督查工作简报\"");
    let page = proof(&issue).pages.remove(0);
    let [above, first, second] =
        ["内部专刊", "上河县优化营商环境", "专项督查工作简报"].map(|words| run(&page, words));
    assert!(above.y < first.y && first.y < second.y, "{} {} {}", above.y, first.y, second.y);
    near(first.size, second.size, "the size of both lines");
    near(above.size, 26.0, "half of the largest size of the name");
    near(middle(&first), middle(&second), "the middle");
    let issue_line = run(&page, "2026");
    assert!(issue_line.y > second.y + 8.0, "the number stands below the name");
}

#[test]
fn several_offices_stand_below_one_another_with_what_they_do_beside_them() {
    let page = page("office = \"甲县委督查室\\n甲县人民政府督查室\"\noffice_suffix = \"编\"\n");
    let [party, state, suffix] =
        ["甲县委督查室", "甲县人民政府督查室", "编"].map(|it| run(&page, it));
    near(party.x, state.x, "the left edge");
    near(state.y - party.y, 8.5, "the distance of the lines");
    near(suffix.y, f64::midpoint(party.y, state.y), "the middle of the offices");
    assert!(suffix.x > state.x + state.width, "behind the longer one");
}

#[test]
fn more_lines_than_a_head_has_are_told() {
    let office = Office::new().file("27.toml", with("office = \"甲\\n乙\\n丙\\n丁\\n戊\"\n"));
    let said = office.run(&["render", "27.toml"]).code(1).words();
    assert!(said.contains("masthead.office has 5 lines, but 4 at most are printed"), "{said}");
}

const SCAN: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"80\" height=\"30\"><path d=\"M5 5 L75 25\" stroke=\"#000\"/></svg>";

#[test]
fn a_scan_of_the_instruction_is_printed_in_its_space_and_read_aloud() {
    let scan = "office = \"某局\"\n[instruction]\npicture = \"scan.svg\"\nalt = \"请各乡镇落实\"\n";
    let office = Office::new().file("scan.svg", SCAN).file("27.toml", with(scan));
    let layout = office.run(&["render", "27.toml", "-f", "layout", "-o", "-"]);
    let layout: serde_json::Value = serde_json::from_slice(layout.success().bytes()).expect("JSON");
    let picture = &layout["pages"][0]["pictures"][0];
    let (top, height) = (picture["y"].as_f64().expect("y"), picture["height"].as_f64().expect("h"));
    assert!(top > 100.0 && top + height < 160.0, "within the frame: {picture}");
    let without = with("office = \"某局\"\n[instruction]\npicture = \"scan.svg\"\n");
    let office = Office::new().file("scan.svg", SCAN).file("27.toml", without);
    let said = office.run(&["render", "27.toml"]).code(1).words();
    assert!(said.contains("`instruction.alt` is missing"), "{said}");
}

#[test]
fn an_appendix_begins_a_page_with_its_title_on_line_3() {
    let appendix =
        "[[article]]\nappendix = \"附件1\"\ntitle = \"清单\"\nbody = \"一项。\"\n[colophon]";
    let pages = proof(&ISSUE.replace("[colophon]", appendix)).pages;
    let page = &pages[1];
    let (mark, title) = (run(page, "附件"), run(page, "清单"));
    near(mark.x, 28.0, "the left edge of the type area");
    let pitch = (225.0 - 156.0 / 28.0) / 21.0;
    near(f64::midpoint(mark.top(), mark.bottom()), 37.0 + 156.0 / 56.0, "line 1");
    let between =
        f64::midpoint(title.top(), title.bottom()) - f64::midpoint(mark.top(), mark.bottom());
    near(between, 2.0 * pitch, "line 3");
}

#[test]
fn a_sheet_that_only_the_colophon_takes_is_told_with_what_would_save_it() {
    // Twenty-two lines on page 2 leave the colophon no room there.
    let body = |lines: usize| format!("第一段的文字。\n\n{}", "第二段的文字。\n\n".repeat(lines));
    let issue = |lines| ISSUE.replace("第一段的文字。\n\n第二段的文字。\n", &body(lines));
    let said = |lines: usize| {
        let office = Office::new().file("27.toml", issue(lines));
        let run = office.run(&["check", "--page", "--format", "short", "27.toml"]);
        String::from_utf8_lossy(run.bytes()).into_owned()
    };
    let lines = (20..40).find(|lines| said(*lines).contains("page/spare-sheet")).expect("some do");
    let told = said(lines);
    let over = told.split("page/spare-sheet").nth(1).expect("it is told");
    assert!(over.contains("only the colophon is on the last sheet"), "{told}");
    assert!(!said(lines - 1).contains("page/spare-sheet"), "a line less saves the sheet");
}

#[test]
fn the_words_that_the_house_has_in_bold_are_so_wherever_they_stand() {
    let body = "办法如下：一是抓产业，二是修道路，并非一意孤行。";
    let issue = ISSUE.replace("第一段的文字。", body) + "\n[layout]\nbold = [\"一是\", \"二是\"]\n";
    let page = proof(&issue).pages.remove(0);
    let bold: Vec<_> = page.runs.iter().filter(|run| run.face.contains("Hei")).collect();
    let words: String = bold.iter().map(|run| run.text.as_str()).collect();
    assert!(words.contains("一是二是") && !words.contains('意'), "{words}");
}

#[test]
fn more_words_in_bold_than_a_house_has_are_told() {
    let words: Vec<_> = (0..101).map(|n| format!("\"词{n}\"")).collect();
    let issue = format!("{ISSUE}\n[layout]\nbold = [{}]\n", words.join(", "));
    let office = Office::new().file("27.toml", issue);
    let said = office.run(&["render", "27.toml"]).code(1).words();
    assert!(said.contains("layout.bold"), "{said}");
    let marks = "bold = [\"a.b*c(\", \"一是\"]";
    let issue =
        ISSUE.replace("第一段的文字。", "一是a.b*c(抓产业。") + "\n[layout]\n" + marks + "\n";
    Office::new().file("27.toml", issue).run(&["render", "27.toml"]).code(0);
}

#[test]
fn a_name_of_two_latin_lines_keeps_its_space() {
    let issue = with("office = \"Relief Office\\nWater Board\"\n")
        .replace("name = \"测试简报\"", "name = \"Weekly\\nRural Report\"");
    let office = Office::new().file("27.toml", issue);
    let source = office.run(&["render", "27.toml", "-f", "typ", "-o", "-"]);
    let source = String::from_utf8_lossy(source.code(0).bytes()).into_owned();
    assert!(
        source.contains("\"Weekly Rural Report")
            && source.contains("\"Relief Office, Water Board\"")
    );
}

#[test]
fn key_figures_with_units_leave_the_text_on_its_grid() {
    let figure = |unit: &str| {
        let figure = format!(
            "[[article.key_figure]]\nnumber = \"312\"\n{unit}label = \"搬迁入住\"\n[colophon]"
        );
        let page = proof(&ISSUE.replace("[colophon]", &figure)).pages.remove(0);
        run(&page, "第二段的文字。").y
    };
    near(figure("unit = \"户\"\n"), figure(""), "the second paragraph");
}

#[test]
fn an_issue_may_have_no_contents_where_its_house_has_them() {
    let office = Office::new()
        .file("briefing.toml", "[contents]\ntitle = \"要目\"\n")
        .file("27.toml", ISSUE.to_owned() + "\n[contents]\ntitle = \"\"\n");
    let layout = office.run(&["render", "27.toml", "-f", "layout", "-o", "-"]);
    assert!(!String::from_utf8_lossy(layout.success().bytes()).contains("要目"));
}

#[test]
fn a_title_is_measured_where_it_stands_and_not_in_the_contents() {
    let issue =
        ISSUE.replace("title = \"一个标题\"\n", "title = \"一个标题\"\nnote = \"编者的话。\"\n");
    let office = Office::new().file("27.toml", issue + "\n[contents]\ntitle = \"要目\"\n");
    let run = office.run(&["check", "--page", "--format", "short", "27.toml"]);
    assert_eq!(String::from_utf8_lossy(run.code(0).bytes()), "");
}
