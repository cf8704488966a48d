//! Other people's linters read the schema and the issues as this program does: `taplo` and `tombi`, from
//! the Python package index.

use std::path::Path;
use std::process::{Command, Output};

use briefing_support::office::{Office, project, skip};

/// The linters: the command of each, and its arguments.
const LINTERS: [(&str, &[&str]); 2] =
    [("taplo", &["lint", "--colors", "never"]), ("tombi", &["lint", "--offline"])];

/// Returns what a linter says about a file, or `None` if it is not installed.
fn lint(linter: &str, words: &[&str], folder: &Path, file: &str) -> Option<Output> {
    Command::new(linter).arg("--version").output().ok()?;
    let mut command = Command::new(linter);
    command.args(words).arg(file).current_dir(folder).env("NO_COLOR", "1");
    Some(command.output().expect("the linter runs"))
}

/// Asserts that every installed linter accepts a file, or refuses it with this word.
#[track_caller]
fn agree(folder: &Path, file: &str, refused: Option<&str>) {
    for (linter, words) in LINTERS {
        let Some(output) = lint(linter, words, folder, file) else {
            skip(&format!("{linter} is not on the PATH (pip install {linter})"));
            continue;
        };
        let said = [output.stdout, output.stderr].concat();
        let said = String::from_utf8_lossy(&said);
        match refused {
            None => assert!(output.status.success(), "{linter} refuses {file}: {said}"),
            Some(word) => {
                assert!(!output.status.success(), "{linter} accepts {file}: {said}");
                assert!(
                    said.to_lowercase().contains(word),
                    "{linter} says nothing of {word}: {said}"
                );
            }
        }
    }
}

/// An office with issue 176 and the schema beside it, as they are in this project.
fn office() -> Office {
    let read = |path: &str| std::fs::read(project(path)).expect("the file is there");
    Office::new()
        .file("176.toml", read("data/176.toml"))
        .file("issue.schema.json", read("data/issue.schema.json"))
}

/// Puts a copy of issue 176 with one thing changed into the office.
fn changed(office: &Office, from: &str, to: &str) {
    let issue = String::from_utf8(office.read("176.toml")).expect("the issue is UTF-8");
    assert!(issue.contains(from), "{from} is not in issue 176");
    office.write("changed.toml", issue.replacen(from, to, 1));
}

#[test]
fn the_schema_beside_the_data_is_the_one_that_the_program_prints() {
    let printed = Office::new().run(&["schema"]).success().bytes().to_vec();
    let kept = std::fs::read(project("data/issue.schema.json")).expect("the schema is there");
    assert!(kept == printed, "run: briefing schema > data/issue.schema.json");
}

#[test]
fn every_issue_names_the_schema_beside_it_in_its_first_line() {
    let issue = std::fs::read_to_string(project("data/176.toml")).expect("the issue is there");
    assert_eq!(issue.lines().next(), Some("#:schema issue.schema.json"));
}

#[test]
fn issue_176_is_accepted() {
    agree(office().path(".").as_path(), "176.toml", None);
}

#[test]
fn an_unknown_field_is_refused() {
    let office = office();
    changed(&office, "office = ", "ofice = ");
    agree(office.path(".").as_path(), "changed.toml", Some("ofice"));
    let _ = office.run(&["check", "changed.toml"]).code(1);
}

#[test]
fn a_wrong_type_is_refused() {
    let office = office();
    changed(&office, "year = 2018", "year = \"2018\"");
    agree(office.path(".").as_path(), "changed.toml", Some("integer"));
    let _ = office.run(&["check", "changed.toml"]).code(1);
}

#[test]
fn a_wrong_word_is_refused() {
    let office = office();
    changed(&office, "style = \"box\"", "style = \"boks\"");
    agree(office.path(".").as_path(), "changed.toml", Some("changed.toml"));
    let _ = office.run(&["check", "changed.toml"]).code(1);
}

#[test]
fn what_init_writes_is_accepted() {
    let office = Office::new();
    let _ = office.run(&["init", "--date", "2026-03-05", "county"]).code(0);
    agree(&office.path("county"), "data/1.toml", None);
    agree(&office.path("county"), "briefing.toml", None);
}

#[test]
fn every_issue_of_the_tests_is_accepted() {
    let office = office();
    for case in std::fs::read_dir(project("tests/issues")).expect("the cases") {
        let file = case.expect("a case").path().join("issue.toml");
        let Ok(issue) = std::fs::read_to_string(&file) else { continue };
        office.write("case.toml", format!("#:schema issue.schema.json\n{issue}"));
        agree(office.path(".").as_path(), "case.toml", None);
    }
}
