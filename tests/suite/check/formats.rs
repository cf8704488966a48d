//! The same findings, told to people and to line-based tools, in two languages.

use snapbox::str;

use briefing_support::office::{ISSUE, Office};

use super::{slipped, warned};

fn office() -> Office {
    let issue = warned().replace("year = 2026", "year ＝ 2026");
    Office::new().file("27.toml", issue)
}

#[test]
fn people_see_the_line_and_what_to_do() {
    office().run(&["check", "27.toml"]).code(1).stderr(str![]).stdout(str![[r#"
error[data/slip-equals]: “＝” should be =
  --> 27.toml:3:6
  |
3 | year ＝ 2026
  |      ^^
  |
  = hint: switch the keyboard to Latin letters for the equals sign

warning[punct/half-width-paren]: the half-width bracket “(” stands in Chinese text
   --> 27.toml:11:2
   |
11 | 第(一)段的文字。
   |   ^
   |
   = hint: write “（”
   = basis: GB/T 15834-2011 5.1.3

warning[punct/half-width-paren]: the half-width bracket “)” stands in Chinese text
   --> 27.toml:11:4
   |
11 | 第(一)段的文字。
   |      ^
   |
   = hint: write “）”
   = basis: GB/T 15834-2011 5.1.3

issues checked: 1; errors: 1, warnings: 2, hints: 0

"#]]);
}

#[test]
fn people_see_it_in_chinese() {
    office().run(&["check", "27.toml", "--lang", "zh"]).code(1).stdout(str![[r#"
错误[data/slip-equals]: “＝”应是半角等号 =
  --> 27.toml:3:6
  |
3 | year ＝ 2026
  |      ^^
  |
  = 建议：切换到英文输入法再打等号

警告[punct/half-width-paren]: 中文里用了半角括号“(”
   --> 27.toml:11:2
   |
11 | 第(一)段的文字。
   |   ^
   |
   = 建议：改为“（”
   = 依据：GB/T 15834-2011 5.1.3

警告[punct/half-width-paren]: 中文里用了半角括号“)”
   --> 27.toml:11:4
   |
11 | 第(一)段的文字。
   |      ^
   |
   = 建议：改为“）”
   = 依据：GB/T 15834-2011 5.1.3

检查了 1 期：错误 1，警告 2，提示 0

"#]]);
}

#[test]
fn tools_see_a_line_for_each() {
    office().run(&["check", "27.toml", "-f", "short"]).code(1).stderr(str![]).stdout(str![[r#"
27.toml:3:6: error[data/slip-equals]: “＝” should be =
27.toml:11:2: warning[punct/half-width-paren]: the half-width bracket “(” stands in Chinese text
27.toml:11:4: warning[punct/half-width-paren]: the half-width bracket “)” stands in Chinese text

"#]]);
}

#[test]
fn tools_see_it_in_chinese() {
    let run = office().run(&["check", "27.toml", "--format", "short", "--lang", "zh"]);
    run.code(1).stdout(str![[r#"
27.toml:3:6: error[data/slip-equals]: “＝”应是半角等号 =
27.toml:11:2: warning[punct/half-width-paren]: 中文里用了半角括号“(”
27.toml:11:4: warning[punct/half-width-paren]: 中文里用了半角括号“)”

"#]]);
}

#[test]
fn nothing_to_say_is_one_line_for_people_and_none_for_tools() {
    let office = Office::new().issue("27.toml");
    office.run(&["check", "27.toml"]).success().stdout(str![[r#"
issues checked: 1; errors: 0, warnings: 0, hints: 0

"#]]);
    office.run(&["check", "27.toml", "-f", "short"]).success().stdout(str![]);
}

#[test]
fn hints_can_be_left_out_and_are_not_counted_then() {
    let office = Office::new().file("27.toml", super::windows(ISSUE));
    let words = ["check", "27.toml", "-f", "short"];
    office.run(&words).success().stdout(str![[r#"
27.toml:1:1: hint[data/crlf]: the file has Windows line endings (CR LF)

"#]]);
    office.run(&[&words[..], &["--no-hints"]].concat()).success().stdout(str![]);
    office.run(&["check", "27.toml", "--no-hints"]).success().stdout(str![[r#"
issues checked: 1; errors: 0, warnings: 0, hints: 0

"#]]);
}

#[test]
fn the_locale_chooses_the_language_and_an_option_overrides_it() {
    let office = Office::new().file("27.toml", slipped());
    let said = |lang: &[&str], locale: &str| {
        let mut command = office.command(&[&["check", "27.toml", "-f", "short"], lang].concat());
        let run = office.finish(command.env("LC_ALL", locale));
        String::from_utf8_lossy(run.code(1).bytes()).into_owned()
    };
    assert!(said(&[], "zh_CN.UTF-8").contains("应是半角等号"));
    assert!(said(&[], "en_US.UTF-8").contains("should be ="));
    assert!(said(&["--lang", "en"], "zh_CN.UTF-8").contains("should be ="));
    assert!(said(&["--lang", "zh"], "C").contains("应是半角等号"));
}

#[test]
fn colour_is_for_terminals_or_on_demand() {
    let office = office();
    let coloured = |words: &[&str]| {
        let run = office.run(&[&["check", "27.toml"], words].concat());
        run.code(1).bytes().contains(&0x1b)
    };
    assert!(!coloured(&[]) && !coloured(&["--color", "never"]));
    assert!(coloured(&["--color", "always"]));
    assert!(!coloured(&["--color", "always", "-f", "short"]));
    assert!(!coloured(&["--color", "always", "-f", "json"]));
}

#[test]
fn what_would_act_on_the_terminal_is_written_out() {
    let field = "\\u001B[31m\\u202E = 1\n";
    let issue = ISSUE.replace("year", &format!("\"{}\"{}year", &field[..15], &field[15..]));
    let office = Office::new().file("27.toml", issue).file("\u{1b}[31m.toml", slipped());
    for format in ["human", "short", "json"] {
        for lang in ["zh", "en"] {
            let run = office.run(&["check", ".", "-f", format, "--lang", lang]);
            let said = String::from_utf8_lossy(run.code(1).bytes()).into_owned();
            let acts = |c: char| c.is_control() && c != '\n';
            assert_eq!(said.find(acts), None, "{format} {lang}: {said:?}");
            assert!(said.contains("u{1b}") || said.contains("u001b"), "{format}: {said}");
        }
    }
}

#[test]
fn more_than_fifty_are_counted_but_not_shown() {
    let rows = "第(一)段。\n\n".repeat(40);
    let office = Office::new().file("27.toml", ISSUE.replace("第一段的文字。", &rows));
    let told = |lang| {
        let run = office.run(&["check", "27.toml", "--no-hints", "--lang", lang]);
        let said = String::from_utf8_lossy(run.code(0).bytes()).into_owned();
        said.lines().rev().take(2).map(String::from).collect::<Vec<_>>()
    };
    assert_eq!(told("en")[1], "… and 30 more of the same issue");
    assert_eq!(told("zh")[1], "……这一期还有 30 处");
}
