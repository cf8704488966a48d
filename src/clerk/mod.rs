//! The clerk (文书): lays out an issue's file as a form whose fields are plain words, and writes what was
//! filled in back into the file. What the form does not show, and every remark, stays as it is.

mod articles;
mod json;
mod value;

use std::collections::BTreeMap;

use toml_edit::{DocumentMut, Item, Table};

use crate::error::{Fault, Place, Problem, Result};
use crate::sheet::Sheet;

use value::Kind;

pub use json::from_json;

/// What stands in the fields of a form, by their names: `masthead.office`, `article.0.title`. The
/// `article.N.was` of an article is its number in the file, or nothing where it is new.
pub type Fields = BTreeMap<String, String>;

/// The fields of the form outside the articles.
const FIELDS: [(&str, Kind); 23] = [
    ("masthead.name", Kind::Words),
    ("masthead.year", Kind::Number),
    ("masthead.number", Kind::Number),
    ("masthead.serial", Kind::Number),
    ("masthead.supplement", Kind::Flag),
    ("masthead.office", Kind::Words),
    ("masthead.date", Kind::Day),
    ("masthead.classification", Kind::Words),
    ("masthead.copy_number", Kind::Words),
    ("instruction.style", Kind::Words),
    ("instruction.label", Kind::Words),
    ("instruction.lines", Kind::Number),
    ("instruction.width", Kind::Number),
    ("distribution.report_to", Kind::Groups),
    ("distribution.send_to", Kind::Groups),
    ("distribution.issue_to", Kind::Groups),
    ("colophon.office", Kind::Words),
    ("colophon.print_date", Kind::Day),
    ("colophon.copies", Kind::Number),
    ("contact.people", Kind::List),
    ("contact.phone", Kind::Words),
    ("contact.email", Kind::Words),
    ("style", Kind::Words),
];

/// Reads a file as a form.
///
/// # Errors
/// A file that is not TOML.
pub fn read(sheet: &Sheet) -> Result<Fields> {
    let file = parse(sheet)?;
    let mut fields = Fields::new();
    for (name, kind) in FIELDS {
        fields.insert(name.into(), kind.words(find(&file, name)));
    }
    articles::read(&file, &mut fields);
    Ok(fields)
}

/// Returns the text of a file with what was filled in. A field that the form does not have, or that
/// says what the file says, changes nothing; one that is empty is taken out.
///
/// # Errors
/// A file that is not TOML.
pub fn fill(sheet: &Sheet, fields: &Fields) -> Result<String> {
    let mut file = parse(sheet)?;
    for (name, kind) in FIELDS {
        if let Some(words) = fields.get(name) {
            put(file.as_table_mut(), name, kind, words);
        }
    }
    articles::fill(&mut file, fields);
    let text = file.to_string();
    let lines_end_in_two = sheet.text.contains("\r\n");
    let plain = text.replace("\r\n", "\n");
    Ok(if lines_end_in_two { plain.replace('\n', "\r\n") } else { plain })
}

/// Writes words into a field of a table, if they are not those that it says already.
fn put(table: &mut Table, name: &str, kind: Kind, words: &str) {
    let words = words.replace("\r\n", "\n");
    let (place, key) = match name.split_once('.') {
        Some((part, key)) => {
            if !table.contains_key(part) && words.trim().is_empty() {
                return;
            }
            let part = table.entry(part).or_insert_with(|| Item::Table(Table::new()));
            match part.as_table_like_mut() {
                Some(part) => (part, key),
                // The file says something else there, and is told what is wrong with it.
                None => return,
            }
        }
        None => (table as &mut dyn toml_edit::TableLike, name),
    };
    let before = place.get(key);
    if kind.words(before).trim_end_matches('\n') == words.trim_end_matches('\n') {
        return;
    }
    if words.trim().is_empty() {
        place.remove(key);
        return;
    }
    let value = kind.value(&words);
    match place.get_mut(key).and_then(Item::as_value_mut) {
        Some(old) => {
            let decor = old.decor().clone();
            *old = value;
            *old.decor_mut() = decor;
        }
        None => drop(place.insert(key, Item::Value(value))),
    }
}

fn find<'f>(file: &'f DocumentMut, name: &str) -> Option<&'f Item> {
    match name.split_once('.') {
        Some((part, key)) => file.get(part)?.as_table_like()?.get(key),
        None => file.get(name),
    }
}

fn parse(sheet: &Sheet) -> Result<DocumentMut> {
    sheet.text.parse().map_err(|error: toml_edit::TomlError| {
        let range = error.span().unwrap_or(0..0);
        let place = Place::new(sheet.name.clone(), sheet.text.clone(), range);
        Fault::at(Problem::Syntax { words: error.message().into() }, place).into()
    })
}

#[cfg(test)]
mod tests {
    use super::{Fields, fill, read};
    use crate::sheet::Sheet;

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
        let mut fields = read(&sheet(FILE)).expect("it is TOML");
        fields.extend(changes.iter().map(|(name, words)| ((*name).into(), (*words).into())));
        fill(&sheet(FILE), &fields).expect("it is TOML")
    }

    #[test]
    fn a_form_that_nobody_has_changed_changes_nothing() {
        assert_eq!(filled(&[]), FILE);
        let two = FILE.replace('\n', "\r\n");
        let fields = read(&sheet(&two)).expect("it is TOML");
        assert_eq!(fill(&sheet(&two), &fields).expect("it is TOML"), two);
    }

    #[test]
    fn the_form_shows_plain_words() {
        let fields = read(&sheet(FILE)).expect("it is TOML");
        let shows = |name: &str| fields.get(name).map(String::as_str);
        assert_eq!(shows("masthead.number"), Some("3"));
        assert_eq!(shows("article.0.body"), Some("第一段。\n\n第二段。\n"));
        assert_eq!(shows("article.1.was"), Some("1"));
        assert_eq!(shows("distribution.report_to"), Some("党委、人大\n政府"));
        assert_eq!(shows("colophon.print_date"), Some("2026-03-05"));
        assert_eq!(shows("contact.phone"), Some(""));
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
        let mut fields = read(&sheet(FILE)).expect("it is TOML");
        let (first, second) = (fields.clone(), fields.clone());
        for (name, words) in first.iter().filter(|(name, _)| name.starts_with("article.0.")) {
            fields.insert(name.replace("article.0.", "article.1."), words.clone());
        }
        for (name, words) in second.iter().filter(|(name, _)| name.starts_with("article.1.")) {
            fields.insert(name.replace("article.1.", "article.0."), words.clone());
        }
        let text = fill(&sheet(FILE), &fields).expect("it is TOML");
        let at = |words: &str| text.find(words).unwrap_or_else(|| panic!("{words}: {text}"));
        assert!(
            at("title = \"二\"") < at("# 头条") && at("# 头条") < at("[[article.table]]"),
            "{text}"
        );
        assert!(at("[[article.table]]") < at("[distribution]"), "{text}");
        let again = read(&sheet(&text)).expect("it is TOML");
        assert_eq!(again["article.1.body"], first["article.0.body"]);
    }

    #[test]
    fn articles_are_added_and_taken_out() {
        let mut fields: Fields = read(&sheet(FILE)).expect("it is TOML");
        fields.retain(|name, _| !name.starts_with("article.0."));
        fields.insert("article.2.was".into(), String::new());
        fields.insert("article.2.title".into(), "三".into());
        fields.insert("article.2.body".into(), "甲。\r\n\r\n乙。\r\n".into());
        let text = fill(&sheet(FILE), &fields).expect("it is TOML");
        assert!(!text.contains("头条") && !text.contains("article.table"), "{text}");
        assert!(text.contains("title = \"三\"\nbody = \"\"\"\n甲。\n\n乙。\n\"\"\"\n"), "{text}");
        let again = read(&sheet(&text)).expect("it is TOML");
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
            let mut fields = read(&sheet(FILE)).expect("it is TOML");
            for (name, words) in [("article.0.title", &title), ("article.1.body", &body)] {
                fields.insert(name.into(), words.clone());
            }
            fields.insert("contact.people".into(), people.clone());
            let text = fill(&sheet(FILE), &fields).expect("it is TOML");
            let again = read(&sheet(&text)).expect("what was written is TOML");
            for (name, words) in [("article.0.title", title), ("article.1.body", body)] {
                let words = words.replace("\r\n", "\n");
                let words = if words.trim().is_empty() { String::new() } else { words };
                proptest::prop_assert_eq!(again[name].trim(), words.trim());
            }
            proptest::prop_assert_eq!(&fill(&sheet(&text), &again).expect("it is TOML"), &text);
        }
    }
}
