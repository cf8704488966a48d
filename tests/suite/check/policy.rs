//! What an office may decide: how serious a rule is to it, and where it makes an exception.

use snapbox::str;

use briefing_support::office::{ISSUE, Office, Run};

use super::{slipped, warned};

const RULE: &str = "\"punct/half-width-paren\"";

/// An office with a warning in its issue, and these rules.
fn office(rules: &str) -> Office {
    Office::new().file("27.toml", warned()).file("briefing.toml", format!("[rules]\n{rules}\n"))
}

fn check(office: &Office) -> Run {
    office.run(&["check", "27.toml", "-f", "short"])
}

fn said(run: &Run) -> String {
    String::from_utf8_lossy(run.bytes()).into_owned()
}

#[test]
fn a_rule_is_raised_lowered_and_switched_off() {
    for (level, code) in [("error", 1), ("warning", 0), ("hint", 0)] {
        let run = check(&office(&format!("{RULE} = \"{level}\"")));
        let said = said(run.code(code));
        assert_eq!(said.matches(&format!(" {level}[punct/half-width-paren]")).count(), 2, "{said}");
    }
    check(&office(&format!("{RULE} = \"off\""))).success().stdout(str![]);
}

#[test]
fn strict_fails_on_what_the_office_calls_a_warning_only() {
    let strict = |level| {
        let office = office(&format!("{RULE} = \"{level}\""));
        office.run(&["check", "27.toml", "--strict"]).status()
    };
    assert_eq!((strict("warning"), strict("hint"), strict("off")), (Some(1), Some(0), Some(0)));
}

#[test]
fn a_raised_rule_stops_the_rendering_and_a_warning_does_not() {
    let raised = office(&format!("{RULE} = \"error\""));
    let run = raised.run(&["render", "27.toml"]);
    assert!(run.code(1).words().contains("error[punct/half-width-paren]"), "{}", run.words());
    assert_eq!(raised.files("."), ["27.toml", "briefing.toml"]);
    let kept = office("");
    let run = kept.run(&["render", "27.toml"]);
    assert!(run.code(0).words().contains("warning[punct/half-width-paren]"), "{}", run.words());
    assert!(kept.files(".").contains(&"out/27.pdf".to_owned()));
}

#[test]
fn a_rule_that_is_off_is_not_told_by_render_either() {
    office(&format!("{RULE} = \"off\"")).run(&["render", "27.toml"]).success();
}

#[test]
fn an_error_cannot_be_lowered() {
    let office = office("\"data/out-of-range\" = \"off\"")
        .file("27.toml", ISSUE.replace("serial = 27", "serial = 0"));
    check(&office).code(1).stdout(str![[r#"
27.toml:5:10: error[data/out-of-range]: `masthead.serial` must be 1 or more
briefing.toml:2:23: error[data/fixed-rule]: the rule data/out-of-range cannot be changed: what breaks it cannot be printed

"#]]);
}

#[test]
fn an_unknown_rule_is_an_error_with_the_nearest() {
    let run = office("\"punct/half-width-parens\" = \"off\"").run(&["check", "27.toml"]);
    let said = said(run.code(1));
    assert!(said.contains("there is no rule `punct/half-width-parens`"), "{said}");
    assert!(said.contains("did you mean `punct/half-width-paren`?"), "{said}");
    assert!(
        said.contains("--> ./briefing.toml:2:29") || said.contains("briefing.toml:2"),
        "{said}"
    );
}

#[test]
fn an_unknown_level_is_an_error_that_names_those_there_are() {
    let said = said(check(&office(&format!("{RULE} = \"fatal\""))).code(1));
    assert!(said.contains("error[data/not-one-of]"), "{said}");
}

#[test]
fn rules_belong_to_the_house_and_not_to_an_issue() {
    let issue = format!("{}\n[rules]\n{RULE} = \"off\"\n", warned());
    let said = said(check(&Office::new().file("27.toml", issue)).code(1));
    assert!(said.contains("error[data/only-for-the-house]"), "{said}");
}

/// The issue with a warning, and an exception with these fields.
fn excepted(fields: &str) -> Office {
    Office::new().file("27.toml", format!("{}\n[[allow]]\n{fields}\n", warned()))
}

#[test]
fn an_exception_silences_its_place() {
    let office =
        excepted("rule = \"punct/half-width-paren\"\nwords = \"第(一)段\"\nreason = \"引文\"");
    check(&office).success().stdout(str![]);
    office.run(&["check", "27.toml", "--strict"]).success();
}

#[test]
fn an_exception_silences_no_other_place() {
    let allow =
        "\n[[allow]]\nrule = \"punct/half-width-paren\"\nwords = \"(一)\"\nreason = \"引文\"\n";
    let twice = warned().replace("第二段的文字。", "第(一)条、第(二)条。") + allow;
    check(&Office::new().file("27.toml", &twice)).code(0).stdout(str![[r#"
27.toml:13:2: warning[punct/half-width-paren]: the half-width bracket “(” stands in Chinese text
27.toml:13:4: warning[punct/half-width-paren]: the half-width bracket “)” stands in Chinese text
27.toml:13:8: warning[punct/half-width-paren]: the half-width bracket “(” stands in Chinese text
27.toml:13:10: warning[punct/half-width-paren]: the half-width bracket “)” stands in Chinese text

"#]]);
    let both = twice + allow;
    check(&Office::new().file("27.toml", both)).code(0).stdout(str![[r#"
27.toml:13:8: warning[punct/half-width-paren]: the half-width bracket “(” stands in Chinese text
27.toml:13:10: warning[punct/half-width-paren]: the half-width bracket “)” stands in Chinese text

"#]]);
}

#[test]
fn an_exception_holds_for_its_rule_alone() {
    let office = excepted("rule = \"data/crlf\"\nwords = \"第(一)段\"\nreason = \"引文\"");
    let said = said(check(&office).code(0));
    assert_eq!(said.matches("warning[punct/half-width-paren]").count(), 2, "{said}");
    assert!(said.contains("hint[data/unused-allow]"), "{said}");
}

#[test]
fn an_exception_that_is_not_needed_is_a_hint() {
    let allow =
        "\n[[allow]]\nrule = \"punct/half-width-paren\"\nwords = \"第一段\"\nreason = \"引文\"\n";
    let office = Office::new().file("27.toml", ISSUE.to_owned() + allow);
    check(&office).code(0).stdout(str![[r#"
27.toml:20:8: hint[data/unused-allow]: this [[allow]] is not needed: the rule punct/half-width-paren finds nothing at “第一段”

"#]]);
    office.run(&["check", "27.toml", "--strict"]).code(0);
}

#[test]
fn an_exception_wants_all_three_fields() {
    let office = excepted("rule = \"punct/half-width-paren\"\nwords = \"第(一)段\"");
    let without = said(check(&office).code(1));
    assert!(without.contains("error[data/missing-field]"), "{without}");
    let blank = excepted("rule = \"punct/half-width-paren\"\nwords = \"第(一)段\"\nreason = \" \"");
    let _ = check(&blank).code(1);
    let unknown = excepted("rule = \"punct/half-width-parn\"\nwords = \"第\"\nreason = \"引文\"");
    let unknown = said(check(&unknown).code(1));
    assert!(unknown.contains("error[data/unknown-rule]"), "{unknown}");
}

#[test]
fn an_exception_from_an_error_cannot_be_made() {
    let issue = ISSUE.replace("serial = 27", "serial = 0");
    let allow = "\n[[allow]]\nrule = \"data/out-of-range\"\nwords = \"0\"\nreason = \"试刊\"\n";
    let said = said(check(&Office::new().file("27.toml", issue + allow)).code(1));
    assert!(said.contains("error[data/out-of-range]"), "{said}");
    assert!(said.contains("error[data/fixed-rule]"), "{said}");
}

#[test]
fn words_that_cannot_be_read_are_told_at_their_place() {
    for (words, place) in [
        ("[[word]]\nwrong = \"截止目前\"\n", "words.toml:1:1"),
        ("[[word]]\nwrong = \"甲\"\nright = \"乙\"\nwhy = \"丙\"\n", "words.toml:4:1"),
        ("[[word]\n", "words.toml:1"),
    ] {
        let office =
            Office::new().issue("27.toml").file("briefing.toml", "").file("words.toml", words);
        let run = office.run(&["check", "27.toml"]);
        let said = said(&run) + &run.words();
        assert_eq!(run.status(), Some(1), "{said}");
        assert!(said.contains(place), "{words}: {said}");
    }
}

#[test]
fn words_that_can_be_read_are_no_matter() {
    let words =
        "[[word]]\nwrong = \"截止目前\"\nright = \"截至目前\"\nnote = \"截至：到某时为止\"\n";
    let office = Office::new().file("briefing.toml", "").file("words.toml", words);
    let office = office.issue("27.toml");
    check(&office).success();
}

#[test]
fn a_mended_slip_is_not_excused_by_rules() {
    let office = office("\"data/slip-equals\" = \"hint\"").file("27.toml", slipped());
    let said = said(check(&office).code(1));
    assert!(said.contains("error[data/slip-equals]"), "{said}");
}

#[test]
fn what_a_run_of_issues_contradicts_is_not_printed_either() {
    let house = "[rules]\n\"structure/serial\" = \"error\"\n";
    let office = Office::new().file("briefing.toml", house).issue("data/1.toml");
    let office = office.file("data/2.toml", ISSUE.replace("number = 3", "number = 4"));
    for words in [&["check", "data"][..], &["render", "data"]] {
        let run = office.run(words);
        assert_eq!(run.status(), Some(1), "{}", run.words());
    }
    assert_eq!(office.files("out"), [""; 0]);
}

#[test]
fn an_exception_belongs_to_one_issue() {
    let house = "[[allow]]\nrule = \"wording/jiezhi\"\nwords = \"截止\"\nreason = \"旧例\"\n";
    let office = Office::new().file("briefing.toml", house).issue("27.toml");
    let run = office.run(&["check", "27.toml", "-f", "short"]);
    let said = String::from_utf8_lossy(run.code(1).bytes()).into_owned();
    assert!(
        said.starts_with("briefing.toml:1:") && said.contains("data/only-for-an-issue"),
        "{said}"
    );
}
