//! What is read: files, folders, standard input.

use snapbox::str;

use briefing_support::office::{ISSUE, Office};

#[test]
fn a_folder_stands_for_its_issues_in_the_order_of_their_names() {
    let office =
        Office::new().issue("issues/2.toml").issue("issues/10.toml").issue("issues/1.toml");
    office.run(&["render", "issues", "--jobs", "1"]).success().stdout(str![[r#"
out/1.pdf
out/10.pdf
out/2.pdf

"#]]);
}

#[test]
fn a_folder_stands_for_nothing_but_its_issues() {
    let office = Office::new()
        .issue("issues/27.toml")
        .file("issues/briefing.toml", "")
        .file("issues/notes.txt", "not an issue")
        .file("issues/BRIEFING.TOML", "")
        .issue("issues/older/26.toml")
        .folder("issues/folder.toml");
    office.run(&["render", "issues", "-o", "print/"]).success().stdout(str![[r#"
print/27.pdf

"#]]);
}

#[test]
fn an_issue_with_an_ending_in_capitals_is_not_left_out() {
    let office = Office::new().issue("issues/A.TOML").issue("issues/1.toml");
    office.run(&["render", "issues", "--jobs", "1"]).success().stdout(str![[r#"
out/1.pdf
out/A.pdf

"#]]);
}

#[test]
fn a_folder_without_issues_is_refused() {
    let office = Office::new().folder("issues");
    office.run(&["render", "issues"]).code(2).stderr(str![[r#"
error[program/no-files]: the folder issues holds no .toml files
 = hint: look at the path; the files of issues end in .toml


"#]]);
}

#[test]
fn standard_input_is_read_for_a_dash() {
    let office = Office::new();
    office.run_with_input(&["render", "-"], ISSUE).success().stdout(str![[r#"
out/issue.pdf

"#]]);
}

#[test]
fn standard_input_gives_the_pages_of_the_file() {
    let office = Office::new().issue("27.toml");
    let layout = |words| office.run_with_input(words, ISSUE).success().bytes().to_vec();
    let piped = layout(&["render", "-", "-f", "layout", "-o", "-"]);
    let read = layout(&["render", "27.toml", "-f", "layout", "-o", "-"]);
    assert!(piped == read);
}

#[test]
fn a_fault_in_standard_input_is_shown_there() {
    let office = Office::new();
    let words = ["render", "-"];
    let run = office.run_with_input(&words, &ISSUE.replace("serial = 27", "serial = 0"));
    run.code(1).stderr(str![[r#"
error[data/out-of-range]: `masthead.serial` must be 1 or more
  --> standard input:5:10
  |
5 | serial = 0
  |          ^


"#]]);
}

#[test]
fn standard_input_can_be_read_only_once() {
    let office = Office::new();
    office.run(&["render", "-", "-"]).code(2).stderr(str![[r#"
error[program/command-line]: standard input can be read only once


"#]]);
}

#[test]
fn a_faulty_issue_does_not_stop_the_others() {
    let office = Office::new()
        .issue("issues/1.toml")
        .file("issues/2.toml", ISSUE.replace("number = 3\n", ""))
        .issue("issues/3.toml");
    let run = office.run(&["render", "issues", "--jobs", "1"]);
    run.code(1)
        .stdout(str![[r#"
out/1.pdf
out/3.pdf

"#]])
        .stderr(str![[r#"
error[data/missing-field]: `masthead.number` is missing
  --> issues/2.toml:1:1
  |
1 | [masthead]
  | ^^^^^^^^^^
  |
  = hint: write it here, or for all issues in briefing.toml

1 of 3 issues could not be rendered

"#]]);
}

#[test]
fn issues_of_two_projects_are_refused() {
    let office = Office::new()
        .file("north/briefing.toml", "")
        .issue("north/1.toml")
        .file("south/briefing.toml", "")
        .issue("south/2.toml");
    office.run(&["render", "north/1.toml", "south/2.toml"]).code(2).stderr(str![[r#"
error[program/command-line]: the issues belong to different project folders; render them one by one


"#]]);
}

#[test]
fn an_issue_is_read_whatever_folder_it_is_in() {
    let office = Office::new().issue("archive/2026/27.toml");
    office.run(&["render", "archive/2026/27.toml"]).success().stdout(str![[r#"
out/27.pdf

"#]]);
}
