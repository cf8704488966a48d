//! What is checked: files, folders, standard input, in the order in which they are named.

use snapbox::str;

use briefing_support::office::{ISSUE, Office};

use super::{slipped, warned};

#[test]
fn findings_come_in_the_order_of_the_inputs_and_of_each_file() {
    let both = warned().replace("serial = 27", "serial = 0");
    let office = Office::new().file("1.toml", slipped()).file("2.toml", both);
    let run = office.run(&["check", "2.toml", "1.toml", "-f", "short"]);
    run.code(1).stdout(str![[r#"
2.toml:5:10: error[data/out-of-range]: `masthead.serial` must be 1 or more
2.toml:11:2: warning[punct/half-width-paren]: the half-width bracket “(” stands in Chinese text
2.toml:11:4: warning[punct/half-width-paren]: the half-width bracket “)” stands in Chinese text
1.toml:3:6: error[data/slip-equals]: “＝” should be =

"#]]);
}

#[test]
fn a_folder_stands_for_its_issues_and_the_house_file_is_none() {
    let office = Office::new()
        .file("briefing.toml", "[limits]\npages = 90\n")
        .file("data/2.toml", slipped())
        .file("data/10.toml", warned())
        .file("data/notes.txt", "no issue");
    let run = office.run(&["check", "data", "--no-hints"]);
    let said = String::from_utf8_lossy(run.code(1).bytes()).into_owned();
    assert!(said.ends_with("issues checked: 2; errors: 1, warnings: 2, hints: 0\n"), "{said}");
    let run = office.run(&["check", ".", "-f", "short"]);
    run.code(2).stdout(str![]);
}

#[test]
fn standard_input_is_checked_under_its_own_name() {
    let run = Office::new().run_with_input(&["check", "-", "-f", "short"], &slipped());
    run.code(1).stdout(str![[r#"
standard input:3:6: error[data/slip-equals]: “＝” should be =

"#]]);
}

#[test]
fn a_fault_of_the_house_file_is_told_at_its_place_there() {
    let office = Office::new()
        .file("briefing.toml", "[masthead]\nname ＝ “简报”\n[layot]\n")
        .file("27.toml", ISSUE.replace("name = \"测试简报\"\n", ""));
    let run = office.run(&["check", "27.toml", "-f", "short"]);
    run.code(1).stdout(str![[r#"
briefing.toml:2:6: error[data/slip-equals]: “＝” should be =
briefing.toml:2:8: error[data/slip-quote]: the quotation mark “ around the value should be "
briefing.toml:3:2: error[data/unknown-field]: there is no field `layot`

"#]]);
}
