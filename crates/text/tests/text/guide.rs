//! The editors' guide, `data/README.md`: its tables of fields are made from the table of fields.

use std::fs;

use toml::Value;

use briefing_support::office::{assert, project, recorded};
use briefing_text::fields::{Field, below, table};

/// The start of the mark above each table of fields; the names of the fields and tables in its rows follow.
const MARK: &str = "<!-- fields: ";
/// The head of a table of fields.
const HEAD: &str = "| 字段 | 含义 | 不写就 | 例 |\n|---|---|---|---|\n";

/// Returns what a mark names: a field, or a table and the fields in it.
fn named(name: &str) -> impl Iterator<Item = &'static Field> {
    let field = table().iter().find(|field| field.name == name);
    let field = field.unwrap_or_else(|| panic!("there is no field {name}"));
    [field].into_iter().chain(below(&field.name).filter(|field| !field.is_table()))
}

/// Returns the names in a mark.
fn names(mark: &str) -> impl Iterator<Item = &str> {
    mark.strip_suffix(" -->").expect("a mark ends on its line").split(' ')
}

fn row(field: &Field) -> String {
    let left_out = match &field.left_out {
        _ if field.required => "必填",
        Some(words) => &words.zh,
        None => "",
    };
    let example = field.example.as_ref().map(Value::to_string);
    // An example of several lines does not fit into a cell.
    let example = example.filter(|it| !it.contains('\n')).map(|it| format!("`{it}`"));
    let meaning = format!("**{}**。{}", field.title.zh, field.zh);
    let cells = [&format!("`{}`", field.name), &meaning, left_out, &example.unwrap_or_default()];
    let cells = cells.map(|cell| if cell.is_empty() { String::new() } else { format!("{cell} ") });
    format!("| {}\n", cells.map(|cell| cell + "|").join(" "))
}

/// Returns the guide with its tables made anew.
fn made(guide: &str) -> String {
    let mut parts = guide.split(MARK);
    let mut made = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (mark, rest) = part.split_once('\n').expect("a mark has a line of its own");
        let rows: String = names(mark).flat_map(named).map(row).collect();
        let table = rest.split_inclusive('\n').take_while(|line| line.starts_with('|'));
        let end = table.map(str::len).sum();
        made += &format!("{MARK}{mark}\n{HEAD}{rows}{}", &rest[end..]);
    }
    made
}

#[test]
fn the_guide_explains_every_field_in_the_words_of_the_table() {
    let path = project("data/README.md");
    let guide = fs::read_to_string(&path).expect("the guide");
    let made = made(&guide);
    for field in table() {
        assert!(made.contains(&format!("\n| `{}` | ", field.name)), "no mark for {}", field.name);
    }
    let same = assert().try_eq(Some(&"data/README.md"), made.into(), recorded(&path));
    same.expect("the tables are as recorded");
}
