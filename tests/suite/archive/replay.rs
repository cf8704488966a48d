//! Replay: what a change of a template would change, seen before anybody decides.

use briefing_support::office::{Office, project};

use super::{publish::archive_of, published, two_years};

#[test]
fn the_house_of_then_changes_nothing() {
    let office = Office::new().issue("27.toml");
    published(&office, &["27.toml"]);
    let before = archive_of(&office);
    let run = office.run(&["replay"]);
    let text = String::from_utf8(run.success().bytes().to_vec()).expect("text");
    assert!(text.contains("27  一个标题  same bytes"), "{text}");
    assert_eq!(office.files("out/replay"), ["index.html"]);
    assert_eq!(archive_of(&office), before);
}

#[test]
fn another_template_shows_page_by_page_what_would_change() {
    let office = two_years();
    let before = archive_of(&office);
    let masthead = project("templates/provincial-bulletin/masthead.typ.j2");
    let masthead = std::fs::read_to_string(masthead).expect("the template");
    let smaller = masthead.replace("calc.min(largest-name", "calc.min(40pt");
    assert_ne!(smaller, masthead);
    office.write("draft/briefing.toml", briefing_support::years::HOUSE);
    office.write("draft/templates/provincial-bulletin/masthead.typ.j2", smaller);
    let run = office.run(&["replay", "180-182", "--against", "draft", "-o", "report"]);
    let text = String::from_utf8(run.success().bytes().to_vec()).expect("text");
    assert_eq!(text.matches("pages change").count(), 3, "{text}");
    let files = office.files("report");
    assert_eq!(files.len(), 1 + 3 * 3, "{files:?}");
    assert!(files.contains(&"181-1-difference.png".to_owned()), "{files:?}");
    let html = String::from_utf8(office.read("report/index.html")).expect("text");
    assert!(
        html.contains("src=\"180-1-before.png\"")
            && !html.contains("http:")
            && !html.contains("https:"),
        "{html}"
    );
    assert!(office.read("report/180-1-after.png").starts_with(b"\x89PNG"));
    assert_eq!(archive_of(&office), before);
}

#[test]
fn faces_and_style_are_those_of_the_house_of_today() {
    let office = Office::new().issue("data/27.toml").file("briefing.toml", "");
    published(&office, &["data/27.toml"]);
    office.write("briefing.toml", "[faces]\nbody = \"LXGW WenKai\"\n");
    let run = office.run(&["replay"]);
    let text = String::from_utf8(run.success().bytes().to_vec()).expect("text");
    assert!(text.contains("pages change"), "{text}");
}

#[test]
fn a_style_that_cannot_set_an_issue_is_told_with_its_reason() {
    let office = Office::new()
        .issue("data/27.toml")
        .file("briefing.toml", "")
        .file("templates/county/style.toml", "entry = \"a.typ.j2\"\n")
        .file("templates/county/a.typ.j2", "{{ issue.nothing }}");
    published(&office, &["data/27.toml"]);
    let run = office.run(&["replay", "--style", "county"]);
    let text = String::from_utf8(run.success().bytes().to_vec()).expect("text");
    assert!(text.contains("cannot be set"), "{text}");
    let run = office.run(&["replay", "--against", "nowhere"]);
    assert!(run.code(2).words().contains("program/no-project"), "{}", run.words());
}
