//! The log: who did what, when and why, and that nobody can change it unnoticed.

use briefing_archive::archive::{Archive, Moment, Policy, Statement};
use briefing_desk::Desk;
use briefing_desk::order::SourceText;
use briefing_support::office::{ISSUE, Office};
use briefing_values::sheet::Sheet;

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

/// Publishes the small issue again and again, at these seconds after 1970.
fn published_at(office: &Office, seconds: &[u64]) {
    let archive = Archive::at(office.path("archive"));
    for (n, seconds) in (0..).zip(seconds) {
        let text = ISSUE.replace("serial = 27", &format!("serial = {}", 27 + n));
        let text = text.replace("number = 3", &format!("number = {}", 3 + n));
        let sheet = Sheet::new("issue.toml", text.as_bytes()).expect("it is text");
        let desk = Desk::open(None).expect("the built-in house opens");
        let source = SourceText { sheet, pictures: office.path("").into() };
        let (handover, _) = desk.hand_over(&source).expect("it can be set");
        let (time, by) = (Moment::after_1970(*seconds), "王芳".to_owned());
        let said = Statement { time, by, reason: None, note: None, accounts: false };
        let filed = handover.publish(desk.house(), &archive, Policy::First, said, None);
        filed.expect("it is published");
    }
}

#[test]
fn a_clock_that_went_back_is_remarked_on_and_no_damage() {
    let office = Office::new();
    published_at(&office, &[1_772_672_400, 1_772_672_400, 1_772_586_000]);
    for (format, said) in [("json", "2026-03-05"), ("html", "2026-03-05")] {
        let report = format!("report.{format}");
        let run = office.run(&["verify", "--all", "--report", &report]);
        let words = run.code(0).words();
        assert!(words.contains("warning[archive/clock-backwards]"), "{words}");
        let report = String::from_utf8(run.file(&report)).expect("text");
        for text in [&words, &report] {
            for part in ["log/000003.toml", "2026-03-04", "log/000002.toml", said] {
                assert!(text.contains(part), "{part} is not in {text}");
            }
            assert!(!text.contains("log/000001.toml"), "equal times are no reason: {text}");
        }
    }
    let json: serde_json::Value =
        serde_json::from_slice(&office.read("report.json")).expect("JSON");
    let authenticity = &json["properties"][0];
    assert_eq!(
        (&authenticity["sound"], &json["properties"][1]["sound"]),
        (&true.into(), &true.into())
    );
    assert_eq!(authenticity["remarks"].as_array().map(Vec::len), Some(1), "{json}");
    let chinese = office.run(&["--lang", "zh", "verify", "--all"]);
    assert!(chinese.code(0).words().contains("时钟走回去过"), "{}", chinese.words());
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
