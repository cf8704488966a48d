//! `check --fix` writes what can mean only one thing, and touches nothing else of the file.

use snapbox::str;

use briefing_support::office::{ISSUE, Office, Run};

use super::{files, slipped, warned};

fn fix(office: &Office) -> Run {
    office.run(&["check", "27.toml", "--fix"])
}

fn text(office: &Office) -> String {
    String::from_utf8(office.read("27.toml")).expect("the issue is UTF-8")
}

/// An issue with slips of many kinds, odd spaces, comments and an order of its own.
const SLIPS: &str = "\
# 第27期  \u{3000}（保留）

[colophon]   # 版记在前
print_date = 2026年3月5日   # 印发

[masthead]
name=“测试简报”
 year  ＝ ２０２６
number = 3
\tserial = 27 # “不改”，注释里的 ＝ 不动
office = \"测试办公室\"

[[article]]
title = '一个标题'
body = \"\"\"
第(一)段，= ＝ “引”。

第二段的\\\\文字。
\"\"\"


";

/// The same, as it was meant.
const MENDED: &str = "\
# 第27期  \u{3000}（保留）

[colophon]   # 版记在前
print_date = 2026-03-05   # 印发

[masthead]
name=\"测试简报\"
 year  = 2026
number = 3
\tserial = 27 # “不改”，注释里的 ＝ 不动
office = \"测试办公室\"

[[article]]
title = '一个标题'
body = \"\"\"
第（一）段，= ＝ “引”。

第二段的\\\\文字。
\"\"\"


";

#[test]
fn comments_order_and_spaces_stay_as_they_are() {
    let office = Office::new().file("27.toml", SLIPS);
    let _ = fix(&office);
    assert_eq!(text(&office), MENDED);
}

#[test]
fn what_was_mended_is_named_and_checked_again() {
    let office = Office::new().file("27.toml", slipped());
    fix(&office).code(0).stdout(str![[r#"
27.toml
issues checked: 1; errors: 0, warnings: 0, hints: 0

"#]]);
    let office = Office::new().file("27.toml", slipped().replace("serial = 27", "serial = 0"));
    fix(&office).code(1).stdout(str![[r#"
27.toml
error[data/out-of-range]: `masthead.serial` must be 1 or more
  --> 27.toml:5:10
  |
5 | serial = 0
  |          ^

issues checked: 1; errors: 1, warnings: 0, hints: 0

"#]]);
}

#[test]
fn an_issue_with_slips_renders_once_they_are_mended() {
    let office = Office::new().file("27.toml", SLIPS);
    let _ = office.run(&["render", "27.toml"]).code(1);
    let _ = fix(&office);
    let _ = office.run(&["render", "27.toml"]).code(0);
    assert!(office.read("out/27.pdf").starts_with(b"%PDF-"));
}

#[test]
fn what_only_the_editor_can_know_is_left() {
    let issue = ISSUE.replace("office", "编发单位").replace("year = 2026", "year = \"2026\"");
    let office = Office::new().file("27.toml", &issue);
    let _ = fix(&office).code(1);
    assert_eq!(text(&office), issue);
}

#[test]
fn a_sound_file_is_not_written_anew() {
    let office = Office::new().issue("27.toml");
    let written = |office: &Office| {
        std::fs::metadata(office.path("27.toml")).and_then(|about| about.modified()).expect("a day")
    };
    let before = written(&office);
    fix(&office).success();
    assert_eq!(written(&office), before);
}

#[test]
fn a_dry_run_shows_a_difference_and_writes_nothing() {
    let office = Office::new().file("27.toml", SLIPS);
    let run = office.run(&["check", "27.toml", "--fix", "--dry-run", "-f", "short"]);
    run.code(1).stdout(str![[r#"
--- 27.toml
+++ 27.toml
@@ -1,11 +1,11 @@
 # 第27期  　（保留）
 
 [colophon]   # 版记在前
-print_date = 2026年3月5日   # 印发
+print_date = 2026-03-05   # 印发
 
 [masthead]
-name=“测试简报”
- year  ＝ ２０２６
+name="测试简报"
+ year  = 2026
 number = 3
 	serial = 27 # “不改”，注释里的 ＝ 不动
 office = "测试办公室"
@@ -13,7 +13,7 @@
 [[article]]
 title = '一个标题'
 body = """
-第(一)段，= ＝ “引”。
+第（一）段，= ＝ “引”。
 
 第二段的\\文字。
 """
27.toml:4:14: error[data/slip-date]: the date “2026年3月5日” should be 2026-03-05
27.toml:7:6: error[data/slip-quote]: the quotation mark “ around the value should be "
27.toml:8:8: error[data/slip-equals]: “＝” should be =
27.toml:8:10: error[data/slip-digit]: the full-width digits “２０２６” should be 2026
27.toml:16:2: warning[punct/half-width-paren]: the half-width bracket “(” stands in Chinese text
27.toml:16:4: warning[punct/half-width-paren]: the half-width bracket “)” stands in Chinese text

"#]]);
    assert_eq!(text(&office), SLIPS);
    assert_eq!(office.files("."), ["27.toml"]);
}

#[test]
fn a_dry_run_of_a_sound_file_shows_nothing() {
    let office = Office::new().issue("27.toml");
    office.run(&["check", "27.toml", "--fix", "--dry-run", "-f", "short"]).success().stdout(str![]);
}

#[test]
fn mended_twice_is_mended_once() {
    let office = Office::new();
    for folder in ["tests/faults", "data"] {
        for (file, bytes) in files(folder) {
            office.write(&format!("all/{file}"), bytes);
        }
    }
    office.write("all/slips.toml", SLIPS);
    let _ = office.run(&["check", "all", "--fix"]);
    let once: Vec<_> =
        office.files("all").iter().map(|it| office.read(&format!("all/{it}"))).collect();
    let _ = office.run(&["check", "all", "--fix"]);
    for (file, once) in office.files("all").iter().zip(once) {
        let twice = office.read(&format!("all/{file}"));
        assert!(once == twice, "{file}: {}", String::from_utf8_lossy(&twice));
    }
}

#[test]
fn bytes_outside_the_fixes_are_the_same() {
    for file in ["27.toml", "28.toml"] {
        let issue = if file == "27.toml" { SLIPS.to_owned() } else { warned() };
        let office = Office::new().file("27.toml", &issue);
        let run = office.run(&["check", "27.toml", "-f", "json"]);
        let found: serde_json::Value = serde_json::from_slice(run.bytes()).expect("JSON");
        let mut lines: Vec<Vec<char>> = issue.lines().map(|line| line.chars().collect()).collect();
        let mut fixes: Vec<_> = found["findings"]
            .as_array()
            .into_iter()
            .flatten()
            .flat_map(|finding| finding["fixes"].as_array().cloned().unwrap_or_default())
            .map(|fix| {
                let number = |name: &str| usize::try_from(fix[name].as_u64().unwrap_or(0)).unwrap();
                let text = fix["text"].as_str().unwrap_or_default().to_owned();
                (number("line") - 1, number("column") - 1, number("length"), text)
            })
            .collect();
        assert!(!fixes.is_empty());
        fixes.sort();
        for (line, column, length, text) in fixes.into_iter().rev() {
            drop(lines[line].splice(column..column + length, text.chars()));
        }
        let lines: Vec<String> = lines.into_iter().map(String::from_iter).collect();
        let end = &issue[issue.trim_end_matches('\n').len()..];
        let _ = fix(&office);
        assert_eq!(text(&office), lines.join("\n").trim_end_matches('\n').to_owned() + end);
    }
}

#[test]
fn a_faulty_house_file_is_left_to_the_editor_and_stops_the_rest() {
    let house = "[masthead]\nname ＝ “简报”\n";
    let office = Office::new().file("27.toml", slipped()).file("briefing.toml", house);
    let _ = fix(&office).code(1);
    assert_eq!(office.read("briefing.toml"), house.as_bytes());
    assert_eq!(text(&office), slipped());
}

#[cfg(unix)]
#[test]
fn a_folder_that_cannot_be_written_is_3_and_the_file_stays() {
    use std::os::unix::fs::PermissionsExt;
    let office = Office::new().file("data/27.toml", slipped());
    let folder = office.path("data");
    let mode = |mode| std::fs::set_permissions(&folder, PermissionsExt::from_mode(mode));
    mode(0o555).expect("the mode is set");
    let words = ["check", "data/27.toml", "--fix", "-f", "short"];
    let run = office.finish(&mut office.bound_command(&words));
    mode(0o755).expect("the mode is set");
    let _ = run.code(3);
    assert_eq!(office.read("data/27.toml"), slipped().as_bytes());
    assert_eq!(office.files("data"), ["27.toml"]);
}

#[cfg(unix)]
#[test]
fn a_file_that_is_read_only_is_3_and_stays() {
    use std::os::unix::fs::PermissionsExt;
    let office = Office::new().file("27.toml", slipped());
    let file = office.path("27.toml");
    std::fs::set_permissions(&file, PermissionsExt::from_mode(0o444)).expect("the mode is set");
    let run = office.run(&["check", "27.toml", "--fix", "-f", "short"]);
    run.code(3).stdout(str![[r#"
27.toml: error[program/access]: cannot write 27.toml: permission denied

"#]]);
    assert_eq!(text(&office), slipped());
    let mode = std::fs::metadata(&file).expect("the file").permissions().mode();
    assert_eq!(mode & 0o777, 0o444);
}

#[cfg(unix)]
#[test]
fn a_mended_file_keeps_its_permissions() {
    use std::os::unix::fs::PermissionsExt;
    let office = Office::new().file("27.toml", slipped());
    let file = office.path("27.toml");
    std::fs::set_permissions(&file, PermissionsExt::from_mode(0o640)).expect("the mode is set");
    let _ = fix(&office).code(0);
    let mode = std::fs::metadata(&file).expect("the file").permissions().mode();
    assert_eq!(mode & 0o777, 0o640);
}
