//! What the form must and must not do to a file.

use briefing_values::catalogue::Lang;
use briefing_values::sheet::Sheet;

use super::{Fields, fill, own_inputs, read};
use crate::fields::StyleFields;

const FILE: &str = r#"# 第三期
[masthead]
name = "测试简报" # 不要改
year = 2026
number = 3

[[article]]
# 头条
title = "一"
body = """
第一段。

第二段。
"""

[[article.table]]
header = ["甲"]
rows = [["乙"]]

[[article]]
title = "二"
body = "短。"

[distribution]
report_to = [["党委", "人大"], "政府"]

[colophon]
print_date = 2026-03-05
"#;

fn sheet(text: &str) -> Sheet {
    Sheet::of("3.toml", text)
}

fn filled(changes: &[(&str, &str)]) -> String {
    let mut fields = read(&sheet(FILE), &[]).expect("it is TOML");
    fields.extend(changes.iter().map(|(name, words)| ((*name).into(), (*words).into())));
    fill(&sheet(FILE), &[], &fields).expect("it is TOML")
}

#[test]
fn a_form_that_nobody_has_changed_changes_nothing() {
    assert_eq!(filled(&[]), FILE);
    let two = FILE.replace('\n', "\r\n");
    let fields = read(&sheet(&two), &[]).expect("it is TOML");
    assert_eq!(fill(&sheet(&two), &[], &fields).expect("it is TOML"), two);
}

#[test]
fn the_form_shows_plain_words() {
    let fields = read(&sheet(FILE), &[]).expect("it is TOML");
    let shows = |name: &str| fields.get(name).map(String::as_str);
    assert_eq!(shows("masthead.number"), Some("3"));
    assert_eq!(shows("article.0.body"), Some("第一段。\n\n第二段。\n"));
    assert_eq!(shows("article.1.was"), Some("1"));
    assert_eq!(shows("distribution.report_to"), Some("党委、人大\n政府"));
    assert_eq!(shows("colophon.print_date"), Some("2026-03-05"));
    assert_eq!(shows("contact.phone"), Some(""));
}

const MANIFEST: &str = r#"
[fields.hotline]
kind = "text"
title = { zh = "热线", en = "Hotline" }
[fields.level]
kind = "number"
title = { zh = "级别", en = "Level" }
[fields.warnings]
kind = "rows"
title = { zh = "预警", en = "Warnings" }
columns = { region = { zh = "地区", en = "Region" }, grade = { zh = "级别", en = "Grade" } }
[fields.map]
kind = "picture"
title = { zh = "图", en = "Map" }
"#;

#[test]
fn the_fields_of_a_style_are_shown_and_written_like_others() {
    let manifest = sheet(MANIFEST);
    let own = StyleFields::read([&manifest].into_iter()).expect("they are sound").own;
    let labels: Vec<_> = own_inputs(&own).iter().map(|it| it.label(Lang::Zh)).collect();
    assert_eq!(
        labels,
        ["热线", "级别", "预警: 地区 | 级别", "图: 图片文件", "图: 图的说明", "图: 图题"]
    );

    let mut fields = read(&sheet(FILE), &own).expect("it is TOML");
    assert_eq!(fields["extra.warnings"], "");
    for (name, words) in [
        ("extra.hotline", "12345"),
        ("extra.level", "2.5"),
        ("extra.warnings", "甲县 | 黄色\r\n乙县｜2"),
        ("extra.map.file", "map.png"),
        ("extra.map.alt", "甲县在北"),
    ] {
        fields.insert(name.into(), words.into());
    }
    let text = fill(&sheet(FILE), &own, &fields).expect("it is TOML");
    for wanted in [
        "[extra]\nhotline = \"12345\"\nlevel = 2.5\n",
        "[[extra.warnings]]\nregion = \"甲县\"\ngrade = \"黄色\"\n",
        "[extra.map]\nfile = \"map.png\"\nalt = \"甲县在北\"\n",
    ] {
        assert!(text.contains(wanted), "{wanted}: {text}");
    }
    let again = read(&sheet(&text), &own).expect("it is TOML");
    assert_eq!(again["extra.warnings"], "甲县 | 黄色\n乙县 | 2");
    assert_eq!(fill(&sheet(&text), &own, &again).expect("it is TOML"), text, "nothing was changed");

    let mut emptied = again;
    for name in
        ["extra.hotline", "extra.level", "extra.warnings", "extra.map.file", "extra.map.alt"]
    {
        emptied.insert(name.into(), String::new());
    }
    let text = fill(&sheet(&text), &own, &emptied).expect("it is TOML");
    assert!(!text.contains("hotline") && !text.contains("warnings"), "{text}");
}

#[test]
fn a_file_with_rows_that_a_form_cannot_show_has_no_form() {
    let manifest = sheet(MANIFEST);
    let own = StyleFields::read([&manifest].into_iter()).expect("they are sound").own;
    let file = format!("{FILE}\n[[extra.warnings]]\nregion = \"甲|乙\"\n");
    assert!(read(&sheet(&file), &own).is_err(), "it is edited as text");
    assert!(read(&sheet("extra = { hotline = \"1\" }\n"), &own).is_err());
    assert!(read(&sheet(&file), &[]).is_ok(), "another style does not ask");
}

#[test]
fn a_change_touches_its_own_line() {
    assert_eq!(filled(&[("masthead.number", "4")]), FILE.replace("number = 3", "number = 4"));
    let renamed = filled(&[("masthead.name", "扶贫简报")]);
    assert_eq!(renamed, FILE.replace("\"测试简报\"", "\"扶贫简报\""));
    let day = filled(&[("colophon.print_date", "2026-03-06")]);
    assert_eq!(day, FILE.replace("03-05", "03-06"));
}

#[test]
fn what_is_no_number_is_kept_for_the_editor_to_see() {
    assert!(filled(&[("masthead.number", "四")]).contains("number = \"四\""));
    assert!(filled(&[("colophon.print_date", "3月5日")]).contains("print_date = \"3月5日\""));
}

#[test]
fn what_the_form_cannot_show_it_does_not_touch() {
    for strange in [
        "article = [{ title = \"一\" }]\n",
        "[article]\ntitle = \"一\"\n",
        "[[masthead]]\nyear = 1\n",
    ] {
        assert!(read(&sheet(strange), &[]).is_err(), "{strange}");
        assert!(fill(&sheet(strange), &[], &Fields::new()).is_err(), "{strange}");
    }
}

#[test]
fn members_of_a_list_that_stay_keep_their_remarks_and_their_form() {
    let list = "report_to = [\n  \"甲、乙\", # 不要拆开\n  \"丙\",\n]\n";
    let file = FILE.replace("report_to = [[\"党委\", \"人大\"], \"政府\"]\n", list);
    let mut fields = read(&sheet(&file), &[]).expect("it is TOML");
    fields.insert("distribution.report_to".into(), "甲、乙\n丙\n丁、戊".into());
    let text = fill(&sheet(&file), &[], &fields).expect("it is TOML");
    let wanted = list.replace("\"丙\",\n", "\"丙\",\n  [\"丁\", \"戊\"],\n");
    assert!(text.contains(&wanted), "{text}");
}

#[test]
fn the_head_of_a_file_stays_at_its_head() {
    let file = "# 第三期\n\n# 头条\n[[article]]\ntitle = \"一\"\n\n[[article]]\ntitle = \"二\"\n";
    let mut fields = read(&sheet(file), &[]).expect("it is TOML");
    fields.retain(|name, _| !name.starts_with("article.0."));
    let text = fill(&sheet(file), &[], &fields).expect("it is TOML");
    assert!(text.starts_with("# 第三期\n\n[[article]]\ntitle = \"二\""), "{text}");
}

#[test]
fn a_field_above_all_tables_comes_and_goes_below_the_head() {
    let file = format!("#:schema issue.schema.json\n{FILE}");
    let mut fields = read(&sheet(&file), &[]).expect("it is TOML");
    fields.insert("style".into(), "plain".into());
    let with = fill(&sheet(&file), &[], &fields).expect("it is TOML");
    let wanted = "#:schema issue.schema.json\nstyle = \"plain\"\n\n# 第三期\n[masthead]\n";
    assert!(with.starts_with(wanted), "{with}");
    fields.insert("style".into(), String::new());
    assert_eq!(fill(&sheet(&with), &[], &fields).expect("it is TOML"), file);
}

#[test]
fn an_article_that_opens_the_file_may_be_moved() {
    let file = "[[article]]\ntitle = \"一\"\n\n[[article]]\ntitle = \"二\"\n";
    let mut fields = read(&sheet(file), &[]).expect("it is TOML");
    fields.insert("article.0.title".into(), "二".into());
    fields.insert("article.0.was".into(), "1".into());
    fields.insert("article.1.title".into(), "一".into());
    fields.insert("article.1.was".into(), "0".into());
    let text = fill(&sheet(file), &[], &fields).expect("it is TOML");
    assert_eq!(text, "[[article]]\ntitle = \"二\"\n\n[[article]]\ntitle = \"一\"\n");
}

#[test]
fn an_empty_field_goes_and_a_new_one_comes() {
    let text = filled(&[("masthead.number", ""), ("contact.people", "韦建明、黄宝帅")]);
    assert!(
        !text.contains("number")
            && text.ends_with("[contact]\npeople = [\"韦建明\", \"黄宝帅\"]\n"),
        "{text}"
    );
}

#[test]
fn articles_are_moved_with_all_that_is_theirs() {
    let mut fields = read(&sheet(FILE), &[]).expect("it is TOML");
    let (first, second) = (fields.clone(), fields.clone());
    for (name, words) in first.iter().filter(|(name, _)| name.starts_with("article.0.")) {
        fields.insert(name.replace("article.0.", "article.1."), words.clone());
    }
    for (name, words) in second.iter().filter(|(name, _)| name.starts_with("article.1.")) {
        fields.insert(name.replace("article.1.", "article.0."), words.clone());
    }
    let text = fill(&sheet(FILE), &[], &fields).expect("it is TOML");
    let at = |words: &str| text.find(words).unwrap_or_else(|| panic!("{words}: {text}"));
    assert!(
        at("title = \"二\"") < at("# 头条") && at("# 头条") < at("[[article.table]]"),
        "{text}"
    );
    assert!(at("[[article.table]]") < at("[distribution]"), "{text}");
    let again = read(&sheet(&text), &[]).expect("it is TOML");
    assert_eq!(again["article.1.body"], first["article.0.body"]);
}

#[test]
fn articles_are_added_and_taken_out() {
    let mut fields: Fields = read(&sheet(FILE), &[]).expect("it is TOML");
    fields.retain(|name, _| !name.starts_with("article.0."));
    fields.insert("article.2.was".into(), String::new());
    fields.insert("article.2.title".into(), "三".into());
    fields.insert("article.2.body".into(), "甲。\r\n\r\n乙。\r\n".into());
    let text = fill(&sheet(FILE), &[], &fields).expect("it is TOML");
    assert!(!text.contains("头条") && !text.contains("article.table"), "{text}");
    assert!(text.contains("title = \"三\"\nbody = \"\"\"\n甲。\n\n乙。\n\"\"\"\n"), "{text}");
    let again = read(&sheet(&text), &[]).expect("it is TOML");
    assert_eq!(
        (again["article.0.title"].as_str(), again["article.1.title"].as_str()),
        ("二", "三")
    );
}

proptest::proptest! {
    #[test]
    fn what_is_filled_in_is_what_is_read(
        title in "[\\PC\n\r\t\"'\\\\#=\\[\\]]{0,40}",
        body in "[\\PC\n\r]{0,80}",
        people in "[\\PC]{0,20}",
    ) {
        let mut fields = read(&sheet(FILE), &[]).expect("it is TOML");
        for (name, words) in [("article.0.title", &title), ("article.1.body", &body)] {
            fields.insert(name.into(), words.clone());
        }
        fields.insert("contact.people".into(), people.clone());
        let text = fill(&sheet(FILE), &[], &fields).expect("it is TOML");
        let again = read(&sheet(&text), &[]).expect("what was written is TOML");
        for (name, words) in [("article.0.title", title), ("article.1.body", body)] {
            let words = super::value::lines_of(&words);
            let words = if words.trim().is_empty() { String::new() } else { words };
            proptest::prop_assert_eq!(again[name].trim(), words.trim());
        }
        proptest::prop_assert_eq!(&fill(&sheet(&text), &[], &again).expect("it is TOML"), &text);
    }
}
