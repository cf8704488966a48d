//! The log: who did what, when and why, and that nobody can change it unnoticed.

use briefing_support::office::{ISSUE, Office};

use super::{published, two_years};

#[test]
fn the_log_says_who_published_what_when_and_why() {
    let office = Office::new().issue("27.toml");
    published(&office, &["27.toml", "--note", "加印"]);
    office.write("27.toml", ISSUE.replace("第二段", "第贰段"));
    published(&office, &["27.toml", "--revise", "--reason", "更正第二段"]);
    let run = office.run(&["log"]);
    let text = String::from_utf8(run.success().bytes().to_vec()).expect("text");
    let lines: Vec<_> = text.lines().collect();
    assert_eq!(lines.len(), 2, "{text}");
    assert!(lines[0].contains("published") && lines[0].ends_with("王芳  加印"), "{text}");
    assert!(lines[1].contains("revised") && lines[1].ends_with("王芳  更正第二段"), "{text}");
    let json = office.run(&["log", "--format", "json"]);
    let json: serde_json::Value = serde_json::from_slice(json.success().bytes()).expect("JSON");
    assert_eq!(json[1]["reason"], "更正第二段");
    assert!(json[0]["time"].as_str().is_some_and(|time| time.ends_with("+08:00")), "{json}");
}

#[test]
fn nobody_forges_a_line_of_the_log_by_what_he_notes() {
    let office = Office::new().issue("27.toml");
    let note = "好\r\n2  2020-01-01T08:00:00+08:00  published  28 r1  \u{1b}[31m黄\u{202e}";
    published(&office, &["27.toml", "--note", note]);
    let log = office.run(&["log"]);
    let text = String::from_utf8(log.success().bytes().to_vec()).expect("text");
    assert_eq!(text.lines().count(), 1, "{text}");
    let show = office.run(&["show", "27"]);
    let shown = String::from_utf8(show.success().bytes().to_vec()).expect("text");
    assert!(!shown.lines().any(|line| line.starts_with("2  2020")), "{shown}");
    for sign in ['\r', '\u{1b}', '\u{202e}'] {
        assert!(!text.contains(sign) && !shown.contains(sign), "{text}{shown}");
    }
}

#[test]
fn lists_are_for_people_and_for_programs() {
    let office = two_years();
    let run = office.run(&["list", "2025"]);
    let text = String::from_utf8(run.success().bytes().to_vec()).expect("text");
    assert_eq!(text.lines().count(), 14, "{text}");
    assert!(text.lines().any(|line| line.starts_with("180 ") && line.contains("2025-4")), "{text}");
    let run = office.run(&["list", "--format", "json"]);
    let json: serde_json::Value = serde_json::from_slice(run.success().bytes()).expect("JSON");
    let all = json.as_array().expect("a list");
    assert_eq!(all.len(), 28);
    assert!(all.iter().any(|issue| issue["id"] == "增刊2" && issue["year"] == 2026), "{json}");
}

#[test]
fn an_issue_is_shown_with_its_revisions_and_its_file() {
    let office = two_years();
    let run = office.run(&["show", "180"]);
    let text = String::from_utf8(run.success().bytes().to_vec()).expect("text");
    for words in ["180 r1", "180 r2", "数字更正", "SHA-256"] {
        assert!(text.contains(words), "{words} is not in {text}");
    }
    let file = office.run(&["show", "180", "--revision", "2", "--file"]);
    assert_eq!(file.success().bytes(), office.read("data/180.toml"));
    office.run(&["show", "2025"]).code(2);
}

#[test]
fn without_an_archive_that_is_what_is_said() {
    let office = Office::new();
    for words in
        [["list", ""], ["log", ""], ["verify", "--all"], ["search", "扶贫"], ["bind", "2025"]]
    {
        let words: Vec<_> = words.into_iter().filter(|word| !word.is_empty()).collect();
        let run = office.run(&words);
        assert!(run.code(2).words().contains("archive/no-archive"), "{}", run.words());
    }
    assert_eq!(office.files("."), [""; 0]);
}
