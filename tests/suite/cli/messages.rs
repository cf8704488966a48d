//! How messages look: colour where it is wanted, and excerpts that cannot act on a terminal.

use snapbox::str;

use briefing_support::office::{ISSUE, Office, Run};

const ESCAPE: char = '\u{1b}';

fn faulty() -> Office {
    Office::new().file("27.toml", ISSUE.replace("number = 3", "number = 0"))
}

fn run(words: &[&str]) -> Run {
    faulty().run(&[&["render", "27.toml"], words].concat())
}

#[test]
fn a_message_into_a_pipe_has_no_colour() {
    assert!(!run(&[]).code(1).words().contains(ESCAPE));
}

#[test]
fn colour_can_be_asked_for_and_forbidden() {
    assert!(run(&["--color", "always"]).code(1).words().contains(ESCAPE));
    assert!(!run(&["--color", "never"]).code(1).words().contains(ESCAPE));
}

#[test]
fn a_word_for_colour_that_there_is_not_is_refused() {
    run(&["--color", "red"]).code(2).stderr(str![[r#"
error: invalid value 'red' for '--color <WHEN>'
  [possible values: auto, always, never]

For more information, try '--help'.

"#]]);
}

#[test]
fn on_a_terminal_no_color_decides() {
    // `script` gives the program a terminal.
    if !std::path::Path::new("/usr/bin/script").exists() {
        return briefing_support::office::skip("/usr/bin/script is not here");
    }
    let office = faulty();
    let words = format!("{} render 27.toml", env!("CARGO_BIN_EXE_briefing"));
    let typescript = |no_color: &[(&str, &str)]| {
        let mut command = office.tool("/usr/bin/script");
        command.args(["-qec", &words, "/dev/null"]).env("TERM", "xterm").env("SHELL", "/bin/sh");
        let run = office.finish(command.envs(no_color.iter().copied()));
        String::from_utf8_lossy(run.code(1).bytes()).into_owned()
    };
    let coloured = typescript(&[]);
    assert!(coloured.contains("\u{1b}[") && coloured.contains("masthead.number"), "{coloured}");
    let plain = typescript(&[("NO_COLOR", "1")]);
    assert!(!plain.contains(ESCAPE) && plain.contains("masthead.number"), "{plain}");
}

#[test]
fn control_characters_in_the_data_do_not_reach_the_terminal() {
    let text = ISSUE.replace("number = 3", "number = 0 # \u{9b}31m\u{202e}");
    let office = Office::new().file("27.toml", text);
    office.run(&["render", "27.toml"]).code(1).stderr(str![[r#"
error[data/out-of-range]: `masthead.number` must be 1 or more
  --> 27.toml:4:10
  |
4 | number = 0 # ¿31m�
  |          ^


"#]]);
}

#[test]
fn control_characters_in_a_file_name_do_not_reach_the_terminal() {
    let office = Office::new();
    office.run(&["render", "a\u{1b}[31m.toml"]).code(3).stderr(str![[r#"
error[program/access]: cannot read a\u{1b}[31m.toml: No such file or directory (os error 2)


"#]]);
}

#[test]
fn a_caret_stands_below_wide_characters() {
    let text = ISSUE.replace("第二段的文字。", "前面有二十个汉字和一个看不见的\u{200b}字符。");
    let office = Office::new().file("27.toml", text);
    office.run(&["render", "27.toml"]).code(1).stderr(str![[r#"
error[data/unprintable]: the character U+200B cannot be printed
   --> 27.toml:13:16
   |
13 | 前面有二十个汉字和一个看不见的�字符。
   |                               ^
   |
   = hint: delete it; it often comes along when text is pasted


"#]]);
}

#[test]
fn every_fault_of_an_issue_is_reported_at_once() {
    let text =
        ISSUE.replace("测试简报", "").replace("number = 3\n", "").replace("一个标题", "甲\u{200b}");
    let office = Office::new().file("27.toml", text);
    office.run(&["render", "27.toml"]).code(1).stderr(str![[r#"
error[data/missing-field]: `masthead.number` is missing
  --> 27.toml:1:1
  |
1 | [masthead]
  | ^^^^^^^^^^
  |
  = hint: write it here, or for all issues in briefing.toml

error[data/empty]: `masthead.name` is empty
  --> 27.toml:2:8
  |
2 | name = ""
  |        ^^
  |
  = hint: fill it in; where it is not needed, delete the line

error[data/unprintable]: the character U+200B cannot be printed
  --> 27.toml:8:11
  |
8 | title = "甲�"
  |            ^
  |
  = hint: delete it; it often comes along when text is pasted


"#]]);
}

#[test]
fn timings_name_every_stage_on_standard_error() {
    let office = Office::new().issue("27.toml");
    let run = office.run(&["render", "27.toml", "--timings"]);
    let words = run
        .code(0)
        .stdout(str![[r#"
out/27.pdf

"#]])
        .words();
    let stages: Vec<_> = words.lines().filter_map(|line| line.split_whitespace().next()).collect();
    assert_eq!(stages, ["read", "compose", "impose", "proofread", "print", "total"]);
}
