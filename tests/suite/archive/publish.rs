//! Publishing: once, in order, and never something else under the same number.

use std::process::Stdio;

use briefing_support::office::{ISSUE, Office, files_below};

use super::{publish, published, two_years};

fn office() -> Office {
    Office::new().issue("27.toml")
}

#[test]
fn an_issue_is_printed_and_kept_with_all_that_it_was_made_from() {
    let office = office();
    let run = publish(&office, &["27.toml", "--note", "第一次"]);
    run.code(0);
    assert_eq!(run.bytes(), b"out/27.pdf\n");
    assert_eq!(run.words(), "issue 27 is published and kept (revision 1)\n");
    let files = office.files("archive");
    for file in ["README.txt", "head.sha256", "issues/27/1.toml", "log/000001.toml"] {
        assert!(files.iter().any(|it| it == file), "{file} is not in {files:?}");
    }
    // Issue, list, fair copy, lines, PDF; the templates and the faces of the built-in house.
    assert_eq!(files.iter().filter(|file| file.starts_with("objects/")).count(), 5 + 17 + 8);
    let log = String::from_utf8(office.read("archive/log/000001.toml")).expect("text");
    assert!(log.contains("by = \"王芳\"") && log.contains("note = \"第一次\""), "{log}");
}

#[test]
fn what_is_published_is_what_render_prints() {
    let office = office();
    published(&office, &["27.toml"]);
    office.run(&["render", "27.toml", "-o", "27.pdf"]).success();
    assert_eq!(office.read("27.pdf"), office.read("out/27.pdf"));
}

#[test]
fn the_objects_can_be_checked_without_the_program() {
    let office = office();
    published(&office, &["27.toml"]);
    let script = "cd archive && sha256sum -c head.sha256 && find objects -type f | while read f; do \
                  [ \"$(sha256sum < \"$f\" | cut -c1-64)\" = \"${f##*/}\" ] || echo \"damaged $f\"; done";
    let mut shell = office.tool("/bin/sh");
    shell.args(["-c", script]).env("PATH", "/usr/bin:/bin");
    let run = office.finish(&mut shell);
    assert_eq!(run.code(0).bytes(), b"log/000001.toml: OK\n");
}

#[test]
fn the_same_content_again_changes_nothing() {
    let office = office();
    published(&office, &["27.toml"]);
    let before = archive_of(&office);
    // A remark for colleagues is not content: it is on no page.
    office.write("27.toml", format!("# 二校\n{ISSUE}"));
    let run = publish(&office, &["27.toml"]);
    assert!(run.code(0).words().contains("was published before (revision 1"), "{}", run.words());
    assert_eq!(archive_of(&office), before);
}

#[test]
fn other_content_needs_a_revision_and_a_reason() {
    let office = office();
    published(&office, &["27.toml"]);
    let before = archive_of(&office);
    office.write("27.toml", ISSUE.replace("第二段", "第贰段"));
    let refused = publish(&office, &["27.toml"]);
    assert!(refused.code(1).words().contains("archive/other-content"), "{}", refused.words());
    assert!(refused.words().contains("with other content: the data"), "{}", refused.words());
    publish(&office, &["27.toml", "--revise"]).code(2);
    publish(&office, &["27.toml", "--revise", "--reason", " "]).code(2);
    assert_eq!(archive_of(&office), before);
    published(&office, &["27.toml", "--revise", "--reason", "更正"]);
    let files = office.files("archive/issues");
    assert_eq!(files, ["27/1.toml", "27/2.toml"]);
    // What was there before is still there, byte for byte.
    let after = archive_of(&office);
    let kept = before.iter().filter(|(name, _)| name != "head.sha256");
    for file in kept {
        assert!(after.contains(file), "{} has changed", file.0);
    }
}

#[test]
fn what_was_not_published_cannot_be_revised() {
    let office = office();
    let refused = publish(&office, &["27.toml", "--revise", "--reason", "更正"]);
    assert!(refused.code(1).words().contains("archive/nothing-to-revise"), "{}", refused.words());
}

#[test]
fn numbers_follow_one_another_or_a_reason_says_why_not() {
    let office = office();
    published(&office, &["27.toml"]);
    office.write(
        "29.toml",
        ISSUE.replace("serial = 27", "serial = 29").replace("number = 3", "number = 5"),
    );
    let refused = publish(&office, &["29.toml"]);
    assert!(refused.code(1).words().contains("the next is 28"), "{}", refused.words());
    published(&office, &["29.toml", "--reason", "28期作废"]);
    office.write(
        "30.toml",
        ISSUE.replace("serial = 27", "serial = 30").replace("number = 3", "number = 5"),
    );
    let refused = publish(&office, &["30.toml"]);
    assert!(
        refused.code(1).words().contains("number 5 of 2026 is taken, by issue 29"),
        "{}",
        refused.words()
    );
}

#[test]
fn a_revision_does_not_take_the_number_of_another() {
    let office = office();
    published(&office, &["27.toml"]);
    let next = ISSUE.replace("serial = 27", "serial = 28");
    office.write("28.toml", next.replace("number = 3", "number = 4"));
    published(&office, &["28.toml"]);
    office.write("28.toml", next);
    let refused = publish(&office, &["28.toml", "--revise", "--reason", "更正"]);
    assert!(
        refused.code(1).words().contains("number 3 of 2026 is taken, by issue 27"),
        "{}",
        refused.words()
    );
}

#[test]
fn supplements_count_on_their_own() {
    let office = office();
    published(&office, &["27.toml"]);
    let supplement = ISSUE.replace("serial = 27", "serial = 1\nsupplement = true");
    office.write("s1.toml", supplement);
    published(&office, &["s1.toml"]);
    office.write(
        "28.toml",
        ISSUE.replace("serial = 27", "serial = 28").replace("number = 3", "number = 4"),
    );
    published(&office, &["28.toml"]);
    assert_eq!(office.files("archive/issues"), ["27/1.toml", "28/1.toml", "s1/1.toml"]);
}

#[test]
fn an_issue_with_faults_is_not_published() {
    let office = Office::new().file("27.toml", ISSUE.replace("serial = 27", "serial = \"27\""));
    publish(&office, &["27.toml"]).code(1);
    assert_eq!(office.files("."), ["27.toml"]);
}

#[test]
fn two_years_are_published_in_their_order() {
    let office = two_years();
    let entries = office.files("archive/log").len();
    assert_eq!(
        entries,
        briefing_support::years::issues().len() + briefing_support::years::REVISED.len()
    );
    office.run(&["verify", "--all"]).code(0);
}

#[test]
fn of_sixteen_editors_with_the_same_text_one_publishes_and_all_are_told() {
    let office = office();
    let runs = at_once(&office, |_| "27.toml".into());
    let new = runs.iter().filter(|(_, words)| words.contains("is published and kept")).count();
    let before = runs.iter().filter(|(_, words)| words.contains("was published before")).count();
    assert_eq!((new, before), (1, 15), "{runs:?}");
    assert!(runs.iter().all(|(code, _)| *code == Some(0)), "{runs:?}");
    office.run(&["verify", "--all"]).code(0);
}

#[test]
fn of_sixteen_editors_with_other_texts_one_wins_and_the_others_are_told() {
    let office = office();
    for n in 0..16 {
        office.write(&format!("{n}.toml"), ISSUE.replace("第二段", &format!("第{n}段")));
    }
    let runs = at_once(&office, |n| format!("{n}.toml"));
    assert_eq!(runs.iter().filter(|(code, _)| *code == Some(0)).count(), 1, "{runs:?}");
    let told = runs.iter().filter(|(_, words)| words.contains("archive/other-content"));
    assert_eq!(told.count(), 15, "{runs:?}");
    office.run(&["verify", "--all"]).code(0);
    assert_eq!(office.files("archive/log"), ["000001.toml"]);
}

/// Publishes sixteen files at once, and returns how each ended.
fn at_once(office: &Office, file: impl Fn(usize) -> String) -> Vec<(Option<i32>, String)> {
    let start = |n: usize| {
        let mut command = office.command(&["publish", &file(n), "-o", &format!("out{n}/")]);
        command.stdout(Stdio::piped()).stderr(Stdio::piped());
        command.spawn().expect("the program starts")
    };
    let children: Vec<_> = (0..16).map(start).collect();
    let end = |child: std::process::Child| {
        let output = child.wait_with_output().expect("the program ends");
        (output.status.code(), String::from_utf8_lossy(&output.stderr).into_owned())
    };
    children.into_iter().map(end).collect()
}

/// Returns the files of the archive with their bytes, without the cache, which is no part of it.
pub(super) fn archive_of(office: &Office) -> Vec<(String, Vec<u8>)> {
    let names = files_below(&office.path("archive")).into_iter();
    let names = names.filter(|name| !name.starts_with("cache/"));
    names.map(|name| (name.clone(), office.read(&format!("archive/{name}")))).collect()
}

#[test]
fn a_print_date_that_goes_back_is_told() {
    let issue = |number: u32, day: u32| {
        let numbers = format!("number = {number}\nserial = {number}\n");
        let text = ISSUE.replace("number = 3\nserial = 27\n", &numbers);
        text.replace("2026-03-05", &format!("2026-03-{day:02}"))
    };
    let office = Office::new().file("1.toml", issue(1, 5)).file("2.toml", issue(2, 20));
    let office = office.file("3.toml", issue(3, 9)).file("4.toml", issue(4, 21));
    let said = |name: &str| publish(&office, &[name]).code(0).words();
    assert!(!said("1.toml").contains("date-order") && !said("2.toml").contains("date-order"));
    let third = said("3.toml");
    assert!(third.contains("structure/date-order") && third.contains("3月9日"), "{third}");
    assert!(!said("4.toml").contains("date-order"));
}
