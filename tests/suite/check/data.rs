//! Everything that is wrong with the data is found in one run, each fault at its place.

use snapbox::str;

use briefing_support::office::{ISSUE, Office};

/// Ten faults of ten kinds: the keyboard, the names of fields, types, ranges, days, empty words.
const TEN: &str = "\
[masthead]
name = “测试简报”
year ＝ 2026
number = １
serial = 0
ofice = \"测试办公室\"
date = 2026年2月30日
classification = \"\"

[[article]]
title = 7
body = \"\"\"
第一段的\\u200B文字。
\"\"\"

[colophon]
print_date = \"三月五日\"
";

#[test]
fn ten_faults_are_ten_findings() {
    let office = Office::new().file("27.toml", TEN);
    let run = office.run(&["check", "27.toml", "-f", "short"]);
    run.code(1).stdout(str![[r#"
27.toml:2:8: error[data/slip-quote]: the quotation mark “ around the value should be "
27.toml:3:6: error[data/slip-equals]: “＝” should be =
27.toml:4:10: error[data/slip-digit]: the full-width digits “１” should be 1
27.toml:5:10: error[data/out-of-range]: `masthead.serial` must be 1 or more
27.toml:6:1: error[data/unknown-field]: there is no field `ofice`
27.toml:7:8: error[data/slip-date]: the date “2026年2月30日” should be 2026-02-30
27.toml:8:18: error[data/empty]: `masthead.classification` is empty
27.toml:11:9: error[data/wrong-type]: `article 1, title` should be a text in quotes, but this is a number
27.toml:12:8: error[data/unprintable]: the character U+200B cannot be printed
27.toml:17:14: error[data/wrong-type]: `colophon.print_date` should be a date such as 2026-03-05, without quotes, but this is a text in quotes

"#]]);
    let run = office.run(&["render", "27.toml"]);
    assert_eq!(run.code(1).words().matches("error[").count(), 10, "{}", run.words());
}

#[test]
fn the_same_article_twice_is_found_at_the_second() {
    let (_, article) = ISSUE.split_once("[[article]]").expect("the issue has one");
    let (article, _) = article.split_once("[colophon]").expect("the colophon is behind it");
    let twice = ISSUE.replace("[colophon]", &format!("[[article]]{article}[colophon]"));
    let office = Office::new().file("27.toml", twice);
    for lang in ["en", "zh"] {
        let run = office.run(&["check", "27.toml", "-f", "short", "--lang", lang]);
        let said = String::from_utf8_lossy(run.code(1).bytes()).into_owned();
        let wanted = match lang {
            "en" => "article 2 is the same as article 1",
            _ => "第 2 篇文章与第 1 篇完全相同",
        };
        assert_eq!(said, format!("27.toml:17:9: error[data/duplicate-article]: {wanted}\n"));
    }
}

#[test]
fn articles_that_share_a_title_alone_are_two() {
    let other = "[[article]]\ntitle = \"一个标题\"\nbody = \"另一段文字。\"\n\n[colophon]";
    let office = Office::new().file("27.toml", ISSUE.replace("[colophon]", other));
    office.run(&["check", "27.toml", "-f", "short"]).success().stdout(str![]);
}
