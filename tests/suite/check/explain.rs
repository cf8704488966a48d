//! `briefing explain` and `briefing schema`: what the rules are, and what can be written.

use snapbox::str;

use briefing_support::office::{Office, Run};
use briefing_values::catalogue;

fn explain(words: &[&str]) -> Run {
    Office::new().run(&[&["explain"], words].concat())
}

#[test]
fn a_rule_is_explained_with_its_basis_and_examples() {
    explain(&["data/even-first-page"]).success().stdout(str![[r#"
data/even-first-page (error)

Rule
    The first page is a right-hand page, and its number is odd.

Basis
    GB/T 9704-2012 7.5

Wrong
    first_page = 2

Right
    first_page = 3

"#]]);
    explain(&["data/even-first-page", "--lang", "zh"]).success().stdout(str![[r#"
data/even-first-page (错误)

规则
    首页在右，页码为单数。

依据
    GB/T 9704-2012 7.5

错例
    first_page = 2

正例
    first_page = 3

"#]]);
}

#[test]
fn a_rule_that_is_mended_says_so() {
    explain(&["data/slip-equals"]).success().stdout(str![[r#"
data/slip-equals (error)

Rule
    A half-width equals sign stands between a field and its value.

Basis
    custom or common sense; no standard says so

Wrong
    year ＝ 2018

Right
    year = 2018

Fix
    check --fix corrects it

"#]]);
}

/// Returns whether a rule is about what stands in braces.
fn braces(code: &str) -> bool {
    code.starts_with("template/") || code == "data/issue-line"
}

#[test]
fn every_rule_is_explained_in_both_languages() {
    for (code, _) in catalogue::entries() {
        let said = |lang| {
            let run = explain(&[code.as_str(), "--lang", lang]);
            String::from_utf8(run.success().bytes().to_vec()).expect("UTF-8")
        };
        let (zh, en) = (said("zh"), said("en"));
        for (text, rule) in [(&zh, "\n规则\n"), (&en, "\nRule\n")] {
            assert!(text.starts_with(&format!("{code} (")), "{text}");
            assert!(text.contains(rule), "{code} has no rule: {text}");
            assert!(!text.contains(['{', '}']) || braces(code.as_str()), "{text}");
        }
    }
}

#[test]
fn the_list_has_every_rule_once_in_order() {
    let run = explain(&[]);
    let text = String::from_utf8(run.success().bytes().to_vec()).expect("UTF-8");
    let listed: Vec<_> = text.lines().filter_map(|line| line.split(' ').next()).collect();
    let known: Vec<_> = catalogue::entries().map(|(code, _)| code.as_str()).collect();
    assert_eq!(listed, known);
}

#[test]
fn an_unknown_rule_is_2_with_the_nearest() {
    explain(&["half-width-paren"]).code(2).stdout(str![]).stderr(str![[r#"
error[program/no-such-rule]: there is no rule `half-width-paren`
 = hint: did you mean `punct/half-width-paren`?


"#]]);
    explain(&["data/slip-equal", "--lang", "zh"]).code(2).stderr(str![[r#"
错误[program/no-such-rule]: 没有 data/slip-equal 这条规则
 = 建议：是不是 data/slip-equals？


"#]]);
    explain(&["xyz"]).code(2).stderr(str![[r#"
error[program/no-such-rule]: there is no rule `xyz`
 = hint: briefing explain lists all rules


"#]]);
}

#[test]
fn the_schema_is_the_same_for_every_reader() {
    let schema = Office::new().run(&["schema"]).success().bytes().to_vec();
    let again = Office::new().run(&["schema", "--lang", "zh"]).success().bytes().to_vec();
    assert!(schema == again && schema.ends_with(b"}\n"));
}
