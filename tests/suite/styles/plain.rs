//! A second style, of which the program knows nothing: `tests/styles/plain`, used from a project
//! folder as any office would use its own.

use std::fs;

use serde_json::Value;

use briefing_support::office::{ISSUE, Office, files_below, project};

/// An office with the plain style, and with the issue that has every field.
fn office() -> Office {
    let mut office = Office::new().file("briefing.toml", "style = \"plain\"\n");
    for (from, to) in [("tests/styles/plain", "templates/plain"), ("tests/issues/full", "issues")] {
        for file in files_below(&project(from)) {
            let bytes = fs::read(project(from).join(&file)).expect("the fixture is readable");
            office = office.file(&format!("{to}/{file}"), bytes);
        }
    }
    office
}

/// Returns the pages of the issue in the plain style.
fn pages() -> Vec<Value> {
    let office = office();
    let run = office.run(&["render", "issues/issue.toml", "-f", "layout", "-o", "-"]);
    let layout: Value =
        serde_json::from_slice(run.success_with_remarks().bytes()).expect("the layout is JSON");
    layout["pages"].as_array().expect("there are pages").clone()
}

fn runs(pages: &[Value]) -> impl Iterator<Item = &Value> {
    pages.iter().flat_map(|page| page["runs"].as_array().expect("a page has runs"))
}

#[test]
fn it_is_printed_as_an_edition_with_every_field_that_it_does_not_omit() {
    // The program itself checks the pages against the fields.
    let run = office().run(&["render", "issues/issue.toml", "-o", "-"]);
    assert!(run.success_with_remarks().bytes().starts_with(b"%PDF-"));
}

#[test]
fn nothing_in_it_is_red() {
    let pages = pages();
    assert!(runs(&pages).count() > 20);
    assert!(runs(&pages).all(|run| run["colour"] == "#000000"));
}

#[test]
fn latin_words_are_set_in_the_family_that_the_template_chose() {
    let pages = pages();
    let latin = |run: &&Value| {
        run["text"].as_str().is_some_and(|text| text.contains(|c: char| c.is_ascii_alphanumeric()))
    };
    let faces: Vec<_> = runs(&pages).filter(latin).map(|run| run["face"].as_str()).collect();
    assert!(
        !faces.is_empty() && faces.iter().all(|face| *face == Some("LXGWWenKai-Regular")),
        "{faces:?}"
    );
}

#[test]
fn its_text_stands_in_one_column_of_its_own_width() {
    for run in runs(&pages()) {
        let (x, width) = (run["x"].as_f64().unwrap(), run["width"].as_f64().unwrap());
        assert!(x >= 29.9 && x + width <= 181.0, "{run}");
    }
}

#[test]
fn a_field_that_it_neither_shows_nor_omits_is_missed() {
    let office = office();
    office.write("templates/plain/style.toml", "entry = \"letter.typ.j2\"\n");
    let run = office.run(&["render", "issues/issue.toml"]);
    run.code(1).stderr(snapbox::str![[r#"
error[page/not-printed]: `masthead.classification` is not on the pages: “内部资料 注意保存”
   --> issues/issue.toml:10:19
   |
10 | classification = "内部资料 注意保存"
   |                   ^^^^^^^^^^^^^^^^^
   |
   = hint: the template leaves the field out; if it is meant to, name the field under `omits` in style.toml

error[page/not-printed]: `masthead.copy_number` is not on the pages: “000042”
   --> issues/issue.toml:11:16
   |
11 | copy_number = "000042"
   |                ^^^^^^
   |
   = hint: the template leaves the field out; if it is meant to, name the field under `omits` in style.toml

error[page/not-printed]: `instruction.label` is not on the pages: “领导批示”
   --> issues/issue.toml:15:10
   |
15 | label = "领导批示"
   |          ^^^^^^^^
   |
   = hint: the template leaves the field out; if it is meant to, name the field under `omits` in style.toml

error[page/not-printed]: `contact.email` is not on the pages: “jianbao@example.com”
   --> issues/issue.toml:90:10
   |
90 | email = "jianbao@example.com"
   |          ^^^^^^^^^^^^^^^^^^^
   |
   = hint: the template leaves the field out; if it is meant to, name the field under `omits` in style.toml


"#]]);
}

#[test]
fn an_issue_chooses_its_style_over_the_house_file() {
    let office = office().file("27.toml", format!("style = \"provincial-bulletin\"\n{ISSUE}"));
    let run = office.run(&["render", "27.toml", "-f", "layout", "-o", "-"]);
    let layout = String::from_utf8_lossy(run.success().bytes()).into_owned();
    assert!(layout.contains("领导批示"), "the plain style has no room for an instruction");
}
