//! How the program ends: 0 done, 1 the data or a template must be fixed, 2 the command line, 3 the
//! machine.

use snapbox::str;

use briefing_support::office::{ISSUE, Office};

#[test]
fn done_is_0() {
    let office = Office::new().issue("27.toml");
    office.run(&["render", "27.toml"]).success();
}

#[test]
fn a_fault_in_the_data_is_1_and_writes_nothing() {
    let office = Office::new().file("27.toml", ISSUE.replace("number = 3\n", ""));
    office.run(&["render", "27.toml"]).code(1).stdout(str![]).stderr(str![[r#"
error[data/missing-field]: `masthead.number` is missing
  --> 27.toml:1:1
  |
1 | [masthead]
  | ^^^^^^^^^^
  |
  = hint: write it here, or for all issues in briefing.toml


"#]]);
    assert_eq!(office.files("."), ["27.toml"]);
}

#[test]
fn a_fault_in_a_template_is_1() {
    let office = Office::new()
        .issue("27.toml")
        .file("briefing.toml", "")
        .file("templates/provincial-bulletin/masthead.typ.j2", "{{ nothing }}");
    let run = office.run(&["render", "27.toml"]);
    run.code(1).stderr(str![[r#"
error[template/template]: undefined value: nothing
  --> templates/provincial-bulletin/masthead.typ.j2:1:4
  |
1 | {{ nothing }}
  |    ^^^^^^^


"#]]);
}

#[test]
fn a_word_that_the_program_does_not_know_is_2() {
    let office = Office::new().issue("27.toml");
    office.run(&["render", "27.toml", "--pagse", "1"]).code(2).stdout(str![]).stderr(str![[r#"
error: unexpected argument '--pagse' found

  tip: a similar argument exists: '--pages'

Usage: briefing render --pages <PAGES> <INPUT>...

For more information, try '--help'.

"#]]);
}

#[test]
fn words_that_contradict_each_other_are_2() {
    let office = Office::new().issue("27.toml");
    office.run(&["render", "27.toml", "-f", "typ", "--pages", "1"]).code(2).stderr(str![[r#"
error[program/command-line]: --pages goes with PDF and pictures


"#]]);
}

#[test]
fn a_file_that_is_not_there_is_3() {
    let office = Office::new();
    office.run(&["render", "27.toml"]).code(3).stdout(str![]).stderr(str![[r#"
error[program/access]: cannot read 27.toml: No such file or directory (os error 2)


"#]]);
}

#[test]
fn a_project_folder_that_is_not_there_is_2() {
    let office = Office::new().issue("27.toml");
    office.run(&["-C", "nowhere", "render", "27.toml"]).code(2).stderr(str![[r#"
error[program/no-project]: the project folder nowhere does not exist
 = hint: look at the path after -C


"#]]);
}

#[cfg(target_os = "linux")]
#[test]
fn a_disk_without_room_behind_standard_output_is_3() {
    let full = std::fs::File::options().write(true).open("/dev/full").expect("it is always full");
    let office = Office::new().issue("27.toml");
    let mut command = office.command(&["render", "27.toml", "-o", "-"]);
    let run = command.stdout(full).stderr(std::process::Stdio::piped()).spawn();
    let output = run.and_then(std::process::Child::wait_with_output).unwrap();
    assert_eq!(output.status.code(), Some(3));
}

#[cfg(target_os = "linux")]
#[test]
fn a_reader_who_has_seen_enough_is_no_failure() {
    let (reader, writer) = std::io::pipe().expect("there is one");
    drop(reader);
    let office = Office::new().issue("27.toml");
    let mut command = office.command(&["check", "27.toml"]);
    let run = command.stdout(writer).stderr(std::process::Stdio::piped()).spawn();
    let output = run.and_then(std::process::Child::wait_with_output).expect("it ends");
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!((output.status.code(), said.as_str()), (Some(0), ""));
}

#[test]
fn of_several_failures_the_gravest_decides() {
    let office = Office::new().issue("1.toml").file("2.toml", "").folder("print");
    let words = ["render", "1.toml", "2.toml", "3.toml", "--jobs", "1"];
    office.run(&words).code(3);
    assert_eq!(office.files("out"), ["1.pdf"]);
}
