//! `briefing init`: what it makes can be printed at once; if it cannot make all of it, it makes nothing.

use std::fs;

use serde_json::Value;
use snapbox::str;

use briefing_support::office::{Office, Run, skip};

/// Makes a project whose first issue is of a fixed day.
fn init(office: &Office, words: &[&str]) -> Run {
    office.run(&[&["init", "--date", "2026-03-05"], words].concat())
}

const FILES: [&str; 4] = ["README.md", "briefing.toml", "data/1.toml", "data/issue.schema.json"];

#[test]
fn a_new_folder_prints_at_once() {
    let office = Office::new();
    init(&office, &["county"])
        .code(0)
        .stdout(str![[r#"
county/README.md
county/data/1.toml
county/data/issue.schema.json
county/briefing.toml

"#]])
        .stderr(str![[r#"
next: cd county
next: briefing render data/1.toml
then: put your office's own words into briefing.toml; README.md says how to go on

"#]]);
    assert_eq!(office.files("county"), FILES);
    let mut render = office.command(&["render", "data/1.toml"]);
    office.finish(render.current_dir(office.path("county"))).success();
    assert!(office.read("county/out/1.pdf").starts_with(b"%PDF-"));
}

#[test]
fn the_folder_that_one_is_in_is_filled() {
    let office = Office::new();
    init(&office, &[]).code(0).stdout(str![[r#"
README.md
data/1.toml
data/issue.schema.json
briefing.toml

"#]]);
    assert_eq!(office.files("."), FILES);
}

/// Returns the text of each page of an issue, without spaces.
fn pages(office: &Office, issue: &str) -> Vec<String> {
    let run = office.run(&["render", issue, "-f", "layout", "-o", "-"]);
    let proof: Value = serde_json::from_slice(run.success().bytes()).expect("the layout is JSON");
    let text = |run: &Value| run["text"].as_str().unwrap_or_default().replace(' ', "");
    let page = |page: &Value| list(&page["runs"]).iter().map(text).collect();
    list(&proof["pages"]).iter().map(page).collect()
}

fn list(value: &Value) -> &[Value] {
    value.as_array().expect("a list")
}

#[test]
fn the_first_issue_shows_every_part_of_the_page() {
    let office = Office::new();
    let _ = init(&office, &[]).code(0);
    let pages = pages(&office, "data/1.toml");
    let shown = [
        (0, "乡村振兴工作简报"),
        (0, "2026年第1期（总第1期）"),
        (0, "某县农业农村局编"),
        (0, "2026年3月5日"),
        (0, "领导批示"),
        (0, "编者按："),
        (0, "一个文件就是一期简报"),
        (1, "（一）第一层和第二层"),
        (2, "表1常用的几种稿件"),
        (3, "征稿启事"),
        (3, "报：县委、县人大常委会、县政府、县政协，市农业农村局。"),
        (3, "2026年3月5日印发"),
        (3, "共印50份"),
        (3, "0771-1234567"),
    ];
    for (page, words) in shown {
        assert!(pages[page].contains(words), "{words} is not on page {}: {pages:#?}", page + 1);
    }
    assert_eq!(pages.len(), 4);
}

#[test]
fn every_example_in_the_house_file_prints_when_its_sign_is_taken_away() {
    let office = Office::new();
    let _ = init(&office, &[]).code(0);
    let mut house = String::from_utf8(office.read("briefing.toml")).unwrap();
    for field in ["classification", "office", "first_page", "dpi"] {
        let example = format!("\n# {field} = ");
        assert!(house.contains(&example), "{field}");
        house = house.replace(&example, &format!("\n{field} = "));
    }
    office.write("briefing.toml", house);
    office.run(&["render", "data/1.toml", "-o", "1.pdf"]).success();
}

#[test]
fn the_schema_is_named_in_the_first_line_and_stands_beside() {
    let office = Office::new();
    let _ = init(&office, &[]).code(0);
    let issue = String::from_utf8(office.read("data/1.toml")).unwrap();
    assert_eq!(issue.lines().next(), Some("#:schema issue.schema.json"));
    let schema: Value = serde_json::from_slice(&office.read("data/issue.schema.json")).unwrap();
    assert!(schema.is_object());
}

#[test]
fn without_a_date_the_issue_bears_a_day_of_this_century() {
    let office = Office::new();
    let _ = office.run(&["init"]).code(0);
    let issue = String::from_utf8(office.read("data/1.toml")).unwrap();
    assert!(issue.contains("\nyear = 20") && issue.contains("\nprint_date = 20"), "{issue}");
    office.run(&["render", "data/1.toml", "-o", "1.pdf"]).success();
}

#[test]
fn the_same_day_gives_the_same_files() {
    let office = Office::new();
    let _ = init(&office, &["a"]).code(0);
    let _ = init(&office, &["b"]).code(0);
    for file in FILES {
        assert_eq!(office.read(&format!("a/{file}")), office.read(&format!("b/{file}")), "{file}");
    }
}

#[test]
fn a_history_may_have_begun() {
    let office = Office::new().file(".git/HEAD", "ref: refs/heads/main\n");
    let _ = init(&office, &[]).code(0);
    assert_eq!(office.read(".git/HEAD"), b"ref: refs/heads/main\n");
    assert_eq!(office.files("data"), ["1.toml", "issue.schema.json"]);
}

#[test]
fn a_folder_that_holds_something_is_refused() {
    let office = Office::new().file("county/旧.toml", "").folder("county/.git");
    init(&office, &["county"]).code(2).stdout(str![]).stderr(str![[r#"
error[program/folder-not-empty]: the folder county is not empty: it holds 旧.toml
 = hint: name another, or a new one


"#]]);
    assert_eq!(office.files("."), ["county/旧.toml"]);
}

#[test]
fn a_project_is_not_made_twice() {
    let office = Office::new();
    let _ = init(&office, &["county"]).code(0);
    office.write("county/data/1.toml", "# mine\n");
    let _ = init(&office, &["county"]).code(2);
    assert_eq!(office.read("county/data/1.toml"), b"# mine\n");
}

#[test]
fn a_file_in_the_place_of_the_folder_is_refused() {
    let office = Office::new().file("county", "");
    init(&office, &["county"]).code(2).stderr(str![[r#"
error[program/no-folder]: county is not a folder
 = hint: name another


"#]]);
    let _ = init(&office, &["county/bulletin"]).code(3);
    assert_eq!(office.files("."), ["county"]);
}

#[test]
fn a_day_that_no_issue_can_bear_is_refused() {
    for day in ["2026-02-29", "2026-3-5", "1026-03-05", "tomorrow"] {
        let office = Office::new();
        let run = office.run(&["init", "--date", day]);
        assert!(run.code(2).words().contains("write a day of the calendar as 2026-03-05"));
        assert_eq!(office.files("."), [""; 0]);
    }
}

#[test]
fn the_project_around_has_no_part_in_it() {
    let office = Office::new().file("briefing.toml", "this is no TOML");
    let _ = init(&office, &["county", "-C", "nowhere"]).code(0);
    assert_eq!(office.files("county"), FILES);
}

/// Whatever the disk refuses, and whenever: nothing is left that was not there before.
#[test]
#[cfg(target_os = "linux")]
fn a_failure_leaves_nothing() {
    if !std::path::Path::new("/usr/bin/strace").exists() {
        return skip("strace is not installed");
    }
    for folder in ["county/bulletin", "."] {
        let mut failures = 0;
        for call in ["fsync", "/^rename", "/^mkdir"] {
            for n in 1..=10 {
                let office = Office::new();
                let mut strace = office.tool("strace");
                let inject = format!("inject={call}:error=ENOSPC:when={n}");
                strace.args([
                    "-f",
                    "-qq",
                    "-o",
                    "/dev/null",
                    "-e",
                    &format!("trace={call}"),
                    "-e",
                    &inject,
                ]);
                strace.args([
                    env!("CARGO_BIN_EXE_briefing"),
                    "init",
                    folder,
                    "--date",
                    "2026-03-05",
                ]);
                let run = office.finish(strace.env("PATH", "/usr/bin:/bin"));
                if run.status() == Some(0) {
                    break;
                }
                failures += 1;
                let _ = run.code(3);
                let left: Vec<_> = fs::read_dir(office.path(".")).unwrap().collect();
                assert!(left.is_empty(), "{folder}, {call} {n}: {left:?}");
            }
        }
        assert!(failures >= 7, "{folder}: only {failures} failures");
    }
}
