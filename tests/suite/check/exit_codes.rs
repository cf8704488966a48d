//! 0 no errors, 1 errors, 2 the command line, 3 the machine.

use snapbox::str;

use briefing_support::office::{ISSUE, Office};

use super::{slipped, warned, windows};

#[test]
fn errors_are_1() {
    let office = Office::new().file("27.toml", slipped());
    let _ = office.run(&["check", "27.toml"]).code(1);
}

#[test]
fn warnings_are_0_and_with_strict_1() {
    let office = Office::new().file("27.toml", warned());
    let _ = office.run(&["check", "27.toml"]).code(0);
    let _ = office.run(&["check", "27.toml", "--strict"]).code(1);
}

#[test]
fn hints_are_0_even_with_strict() {
    let office = Office::new().file("27.toml", windows(ISSUE));
    let _ = office.run(&["check", "27.toml", "--strict"]).code(0);
}

#[test]
fn nothing_is_written_beside_the_issue() {
    let office = Office::new().file("27.toml", warned());
    let _ = office.run(&["check", "27.toml"]).code(0);
    let _ = office.run(&["check", "27.toml", "--page"]);
    assert_eq!(office.files("."), ["27.toml"]);
}

#[test]
fn words_that_contradict_each_other_are_2() {
    let office = Office::new().file("27.toml", slipped());
    office.run(&["check", "27.toml", "--dry-run"]).code(2).stdout(str![]);
    let run = office.run_with_input(&["check", "-", "--fix"], &slipped());
    run.code(2).stdout(str![]).stderr(str![[r#"
error[program/command-line]: --fix rewrites files, so it cannot be used with standard input


"#]]);
    let run = office.run(&["check", "27.toml", "--fix", "--dry-run", "-f", "json"]);
    run.code(2).stdout(str![]).stderr(str![[r#"
error[program/command-line]: --dry-run prints a diff, so it cannot be combined with --format json


"#]]);
    assert_eq!(office.read("27.toml"), slipped().as_bytes());
}

#[test]
fn a_file_that_is_not_there_is_3_and_the_others_are_checked() {
    let office = Office::new().file("27.toml", slipped());
    let run = office.run(&["check", "26.toml", "27.toml", "-f", "short"]);
    run.code(3).stdout(str![[r#"
26.toml: error[program/access]: cannot read 26.toml: No such file or directory (os error 2)
27.toml:3:6: error[data/slip-equals]: “＝” should be =

"#]]);
}

#[test]
fn a_folder_without_issues_is_2() {
    let office = Office::new().folder("data");
    office.run(&["check", "data"]).code(2).stderr(str![[r#"
error[program/no-files]: the folder data holds no .toml files
 = hint: look at the path; the files of issues end in .toml


"#]]);
}

#[cfg(target_os = "linux")]
#[test]
fn a_closed_pipe_ends_the_program_with_3_and_no_panic() {
    let office = Office::new().file("27.toml", warned());
    for format in ["short", "json"] {
        let full = std::fs::File::options().write(true).open("/dev/full");
        let mut command = office.command(&["check", "27.toml", "-f", format]);
        let child = command
            .stdout(full.expect("it is always full"))
            .stderr(std::process::Stdio::piped())
            .spawn();
        let output = child.and_then(std::process::Child::wait_with_output).expect("it runs");
        assert_eq!(output.status.code(), Some(3), "{format}");
    }
}
