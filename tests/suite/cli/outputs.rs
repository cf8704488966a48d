//! Where products go: a file, a folder, standard output.

use std::process::Stdio;

use snapbox::str;

use briefing_support::office::{ISSUE, Office};

#[test]
fn an_edition_goes_into_out_and_its_path_alone_to_standard_output() {
    let office = Office::new().issue("27.toml");
    let run = office.run(&["render", "27.toml"]);
    run.success().stdout(str![[r#"
out/27.pdf

"#]]);
    assert!(run.file("out/27.pdf").starts_with(b"%PDF-"));
    assert_eq!(office.files("."), ["27.toml", "out/27.pdf"]);
}

#[test]
fn an_output_is_a_file() {
    let office = Office::new().issue("27.toml");
    office.run(&["render", "27.toml", "-o", "issue.pdf"]).success().stdout(str![[r#"
issue.pdf

"#]]);
    assert_eq!(office.files("."), ["27.toml", "issue.pdf"]);
}

#[test]
fn an_output_that_ends_in_a_slash_is_a_folder() {
    let office = Office::new().issue("27.toml");
    office.run(&["render", "27.toml", "-o", "print/2026/"]).success().stdout(str![[r#"
print/2026/27.pdf

"#]]);
    assert_eq!(office.files("print"), ["2026/27.pdf"]);
}

#[test]
fn an_output_that_is_there_as_a_folder_is_a_folder() {
    let office = Office::new().issue("27.toml").folder("print");
    office.run(&["render", "27.toml", "-o", "print"]).success().stdout(str![[r#"
print/27.pdf

"#]]);
}

#[test]
fn folders_around_an_output_are_made() {
    let office = Office::new().issue("27.toml");
    office.run(&["render", "27.toml", "-o", "a/b/c.pdf"]).success().stdout(str![[r#"
a/b/c.pdf

"#]]);
    assert_eq!(office.files("a"), ["b/c.pdf"]);
}

#[test]
fn an_output_of_a_dash_is_standard_output_and_nothing_else_is_on_it() {
    let office = Office::new().issue("27.toml");
    office.run(&["render", "27.toml", "-o", "27.pdf"]).success();
    let run = office.run(&["render", "27.toml", "-o", "-"]);
    assert!(run.success().bytes() == office.read("27.pdf"));
    assert_eq!(office.files("."), ["27.pdf", "27.toml"]);
}

#[test]
fn several_issues_do_not_go_into_one_file() {
    let office = Office::new().issue("1.toml").issue("2.toml");
    office.run(&["render", "1.toml", "2.toml", "-o", "both.pdf"]).code(2).stderr(str![[r#"
error[program/command-line]: several issues need an output folder: end the path with /


"#]]);
    assert_eq!(office.files("."), ["1.toml", "2.toml"]);
}

#[test]
fn several_issues_do_not_go_to_standard_output() {
    let office = Office::new().issue("1.toml").issue("2.toml");
    let run = office.run(&["render", "1.toml", "2.toml", "-o", "-"]);
    run.code(2).stdout(str![]).stderr(str![[r#"
error[program/command-line]: several issues need an output folder: end the path with /


"#]]);
}

#[test]
fn every_issue_of_several_has_its_file() {
    let office = Office::new().issue("1.toml").issue("2.toml");
    office.run(&["render", "1.toml", "2.toml", "-o", "print/"]).success();
    assert_eq!(office.files("print"), ["1.pdf", "2.pdf"]);
}

#[test]
fn an_edition_never_takes_the_place_of_its_issue() {
    let office = Office::new().issue("27.toml");
    for output in ["27.toml", "./27.toml"] {
        let _ = office.run(&["render", "27.toml", "-o", output]).code(2);
        assert_eq!(office.read("27.toml"), ISSUE.as_bytes());
    }
}

#[test]
fn two_issues_of_one_name_are_refused() {
    let office = Office::new().issue("2025/1.toml").issue("2026/1.toml");
    let _ = office.run(&["render", "2025/1.toml", "2026/1.toml"]).code(2);
    assert_eq!(office.files("out"), [""; 0]);
}

#[test]
#[cfg(unix)]
fn an_output_that_is_no_plain_file_keeps_its_place() {
    use std::os::unix::fs::FileTypeExt;
    let office = Office::new().issue("27.toml");
    let made = office.tool("/usr/bin/mkfifo").arg("pipe").status();
    assert!(made.is_ok_and(|status| status.success()));
    // A pipe holds less than a picture, so somebody has to read; and while the test holds both ends
    // itself, neither the reader nor the program has to wait for the other.
    let ours = std::fs::File::options().read(true).write(true).open(office.path("pipe")).unwrap();
    let mut reader = office.tool("/bin/cat").arg("pipe").stdout(Stdio::null()).spawn().unwrap();
    office.run(&["render", "27.toml", "-f", "svg", "--pages", "1", "-o", "pipe"]).success();
    assert!(office.path("pipe").metadata().unwrap().file_type().is_fifo());
    reader.kill().and_then(|()| reader.wait()).unwrap();
    drop(ours);
}
