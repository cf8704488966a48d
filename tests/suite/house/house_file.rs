//! `briefing.toml`: what an office says once for all its issues.

use snapbox::str;

use briefing_support::office::Office;

use super::{pages, render};

/// An issue that leaves to the house file what an office says once for all issues.
const SHORT: &str = r#"[masthead]
year = 2026
number = 3
serial = 27

[[article]]
title = "一个标题"
body = "第一段的文字。"

[colophon]
print_date = 2026-03-05
"#;

const HOUSE: &str = r#"output = "print"

[masthead]
name = "本单位简报"
office = "本单位办公室"

[contact]
people = ["王某", "赵某某"]
phone = "0771-1234567"
"#;

#[test]
fn the_house_file_gives_name_office_contact_and_output() {
    let office = Office::new().file("briefing.toml", HOUSE).file("issues/27.toml", SHORT);
    render(&office).success().stdout(str![[r#"
$OFFICE/print/27.pdf

"#]]);
    let pages = pages(&office, "issues/27.toml");
    for words in ["本单位简报", "本单位办公室", "王某", "1234567"] {
        assert!(pages.contains(words), "{words}");
    }
}

#[test]
fn an_issue_overrides_the_house_file_field_by_field() {
    let issue = SHORT.replace("[masthead]", "[masthead]\nname = \"增刊\"");
    let office = Office::new()
        .file("briefing.toml", HOUSE)
        .file("issues/27.toml", issue + "\n[contact]\nphone = \"0772-7654321\"\n");
    let pages = pages(&office, "issues/27.toml");
    for words in ["增刊", "本单位办公室", "王某", "7654321"] {
        assert!(pages.contains(words), "{words}");
    }
    for words in ["本单位简报", "1234567"] {
        assert!(!pages.contains(words), "{words}");
    }
}

#[test]
fn the_nearest_house_file_counts() {
    let office = Office::new()
        .file("briefing.toml", HOUSE)
        .file("south/briefing.toml", HOUSE.replace("本单位", "南方"))
        .file("south/issues/27.toml", SHORT);
    let pages = pages(&office, "south/issues/27.toml");
    assert!(pages.contains("南方简报") && !pages.contains("本单位"));
}

#[test]
fn another_project_folder_can_be_named() {
    let office = Office::new().file("house/briefing.toml", HOUSE).file("27.toml", SHORT);
    office.run(&["-C", "house", "render", "27.toml"]).success().stdout(str![[r#"
house/print/27.pdf

"#]]);
    let mut command = office.command(&["render", "27.toml"]);
    office.finish(command.env("BRIEFING_ROOT", "house")).success();
}

#[test]
fn a_fault_in_the_house_file_is_shown_at_its_own_line() {
    let house = HOUSE.replace("phone =", "fone =");
    let office = Office::new().file("briefing.toml", house).file("issues/27.toml", SHORT);
    render(&office).code(1).stderr(str![[r#"
error[data/unknown-field]: there is no field `fone`
  --> briefing.toml:9:1
  |
9 | fone = "0771-1234567"
  | ^^^^
  |
  = hint: correct or delete it; briefing schema lists all fields


"#]]);
}

#[test]
fn a_value_of_the_house_file_that_cannot_be_printed_is_shown_at_its_own_line() {
    let house = HOUSE.replace("赵某某", "赵\u{200b}某");
    let office = Office::new().file("briefing.toml", house).file("issues/27.toml", SHORT);
    render(&office).code(1).stderr(str![[r#"
error[data/unprintable]: the character U+200B cannot be printed
  --> briefing.toml:8:19
  |
8 | people = ["王某", "赵�某"]
  |                      ^
  |
  = hint: delete it; it often comes along when text is pasted


"#]]);
}

#[test]
fn a_house_file_that_is_not_toml_is_shown_at_its_own_line() {
    let office = Office::new().file("briefing.toml", "[masthead]\nname = 本单位\n");
    let office = office.file("issues/27.toml", SHORT);
    render(&office).code(1).stderr(str![[r#"
error[data/slip-quote]: the text “本单位” must stand in quotes
  --> briefing.toml:2:8
  |
2 | name = 本单位
  |        ^^^^^^
  |
  = hint: write "…"; numbers and dates have no quotes


"#]]);
}
