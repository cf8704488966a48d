//! Fields that a style has of its own: how an issue writes them, and what is told of those that it writes wrong.

use snapbox::str;

use briefing_support::office::{ISSUE, Office};

use super::{office, printed, words};

const FIELDS: &str = r#"
[fields.hotline]
kind = "text"
title = { zh = "热线", en = "Hotline" }
required = true
proofread = true
[fields.level]
kind = "number"
title = { zh = "级别", en = "Level" }
[fields.until]
kind = "date"
title = { zh = "有效期", en = "Valid until" }
[fields.words]
kind = "paragraphs"
title = { zh = "说明", en = "Remarks" }
proofread = true
[fields.warnings]
kind = "rows"
title = { zh = "预警", en = "Warnings" }
columns = { region = { zh = "地区", en = "Region" }, grade = { zh = "级别", en = "Grade" } }
[fields.map]
kind = "picture"
title = { zh = "图", en = "Map" }
"#;

const TEMPLATE: &str = r#"{% extends "provincial-bulletin/flow.typ.j2" %}
{% block last_parts %}
{%- set x = issue.extra %}
(kind: "note", body: {
  par({{ (strings.hotline ~ x.hotline) | code }})
  {%- if x.level %} ; par({{ ("第" ~ x.level ~ "级") | code }}){% endif %}
  {%- if x.until %} ; par({{ x.until | date(strings.until) | code }}){% endif %}
  {%- for words in x.words or [] %} ; par({{ words | code }}){% endfor %}
  {%- for row in x.warnings or [] %} ; par({{ (row.region ~ "为" ~ row.grade) | code }}){% endfor %}
  {%- if x.map %}; image({{ x.map.file | code }}, alt: {{ x.map.alt | code }}, height: 8mm){% endif %}
}),
{% endblock %}
"#;

/// An office whose style has fields of every kind, with an issue that writes them so.
fn with_fields(extra: &str) -> Office {
    let strings = "[strings]\nhotline = \"热线\"\nuntil = \"{month}月{day}日止，{year}年\"\n";
    office(&format!("{strings}{FIELDS}"))
        .file("templates/ours/flow.typ.j2", TEMPLATE)
        .file("map.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"8\" height=\"6\"><rect width=\"8\" height=\"6\"/></svg>")
        .file("27.toml", format!("{ISSUE}\n{extra}"))
}

const ALL: &str = r#"[extra]
hotline = "12345"
level = 3
until = 2026-08-09
words = """
第一段说明。

第二段说明。
"""
[[extra.warnings]]
region = "甲县"
grade = "黄色"
[[extra.warnings]]
region = "乙县"
grade = 2
[extra.map]
file = "map.svg"
alt = "甲县在北"
"#;

#[test]
fn every_kind_is_printed_archived_and_printed_again() {
    let office = with_fields(ALL);
    let words = words(&office, "27.toml");
    for wanted in
        ["热线12345", "第3级", "8月9日止，2026年", "第二段说明。", "甲县为黄色", "乙县为2"]
    {
        assert!(words.contains(wanted), "{wanted}: {words}");
    }
    office.run(&["style", "check"]).code(0);
    office.run(&["publish", "27.toml", "--by", "甲"]).code(0);
    let archived = office.read("out/27.pdf");
    std::fs::remove_dir_all(office.path("templates")).expect("it was there");
    office.write("briefing.toml", "");
    office.run(&["regenerate", "27", "-o", "again.pdf"]).code(0);
    assert_eq!(office.read("again.pdf"), archived);
}

#[test]
fn all_that_is_wrong_is_told_at_once_and_at_its_place() {
    let office = with_fields(
        "[extra]\nhotlin = \"12345\"\nlevel = \"三\"\nuntil = \"明天\"\n[[extra.warnings]]\nregion = \"甲县\"\ngrad = 3\n",
    );
    office.run(&["check", "27.toml", "--format", "short"]).code(1).stdout(str![[r#"
27.toml:20:10: error[data/unknown-field]: there is no field `hotlin`
27.toml:21:9: error[data/wrong-type]: `extra.level` should be a number without quotes, but this is a text in quotes
27.toml:22:9: error[data/wrong-type]: `extra.until` should be a date such as 2026-03-05, without quotes, but this is a text in quotes
27.toml:25:8: error[data/unknown-field]: there is no field `grad`

"#]]);
}

#[test]
fn one_that_the_style_requires_is_missed() {
    let said = printed(&with_fields("").run(&["check", "27.toml"]));
    assert!(said.contains("`extra.hotline` is missing"), "{said}");
}

#[test]
fn one_that_no_template_prints_is_missed_on_the_pages() {
    let office = with_fields(ALL);
    office.write("templates/ours/flow.typ.j2", "{% extends \"provincial-bulletin/flow.typ.j2\" %}");
    let said = office.run(&["render", "27.toml"]).code(1).words();
    assert!(said.contains("`extra.hotline` is not on the pages"), "{said}");
    let said = office.run(&["style", "check"]).code(1).words();
    for field in
        ["extra.hotline", "extra.level", "extra.until", "extra.words", "extra.warnings.region"]
    {
        assert!(said.contains(&format!("\"{field}\"")), "{field}: {said}");
    }
}

#[test]
fn the_text_of_one_is_proofread_where_the_style_says_so() {
    let extra = ALL.replace("第一段说明。", "第一段(说明)。").replace("甲县在北", "甲县(北)");
    let said = printed(&with_fields(&extra).run(&["check", "27.toml", "--format", "short"]));
    assert_eq!(said.matches("punct/half-width-paren").count(), 2, "{said}");
}

#[test]
fn another_style_does_not_have_them() {
    let office = with_fields(ALL);
    office.write("briefing.toml", "");
    let said = printed(&office.run(&["check", "27.toml"]));
    assert!(said.contains("there is no field `hotline`"), "{said}");
}

#[test]
fn the_schema_of_the_project_has_them() {
    let office = with_fields(ALL);
    let schema: serde_json::Value =
        serde_json::from_slice(office.run(&["schema"]).code(0).bytes()).expect("JSON");
    let extra = &schema["properties"]["extra"]["properties"];
    assert_eq!(extra["hotline"]["title"], "热线");
    assert_eq!(extra["warnings"]["items"]["properties"]["grade"]["title"], "级别");
    assert_eq!(extra["until"]["format"], "date");
}

#[test]
fn a_row_that_leaves_out_a_cell_is_printed_again_from_the_pdf_alone() {
    let office = Office::new();
    office.run(&["init", "m", "--style", "meeting-bulletin", "--date", "2026-01-14"]).code(0);
    let issue = String::from_utf8(office.read("m/data/3.toml")).expect("text");
    office.write("m/data/3.toml", issue.replace("place = \"大礼堂\"\n", ""));
    office.run(&["publish", "m/data/3.toml", "--by", "甲"]).code(0);
    office.run(&["regenerate", "m/out/3.pdf", "-o", "again.pdf"]).code(0);
    assert_eq!(office.read("again.pdf"), office.read("m/out/3.pdf"));
    // Yesterday's agenda is not that of the next issue.
    office.run(&["-C", "m", "new", "--date", "2026-01-15"]).code(0);
    let next = String::from_utf8(office.read("m/data/4.toml")).expect("text");
    assert!(!next.contains("agenda"), "{next}");
    // Another style has no such field, and leaves it out.
    office.run(&["-C", "m", "replay", "3", "--style", "provincial-bulletin"]).code(0);
}

#[test]
fn a_number_below_zero_is_found_on_its_page() {
    let office = with_fields(&ALL.replace("level = 3", "level = -3"));
    office.write(
        "templates/ours/flow.typ.j2",
        TEMPLATE
            .replace("par({{ (\"第\" ~ x.level ~ \"级\") | code }})", "par([第{{ x.level }}级])"),
    );
    office.run(&["render", "27.toml"]).success();
}

#[test]
fn a_picture_that_no_template_prints_is_missed() {
    let office = with_fields(ALL);
    office.write(
        "templates/ours/flow.typ.j2",
        TEMPLATE.replace("if x.map", "if false").replace("x.map", "x.until"),
    );
    let said = office.run(&["style", "check"]).code(1).words();
    assert!(said.contains("omits them: extra.map\n"), "{said}");
    // Its words would be missed in every issue.
    let caption = ALL.replace("alt = \"甲县在北\"", "alt = \"甲县在北\"\ncaption = \"图1 位置\"");
    let said = with_fields(&caption).run(&["render", "27.toml"]).code(1).words();
    assert!(said.contains("`extra.map.caption` is not on the pages"), "{said}");
}
