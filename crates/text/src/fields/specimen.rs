//! A specimen (样张): the file of an issue that has something in every field, so that it can be seen whether a style sets
//! them all.

use std::collections::BTreeSet;

use toml::Value;
use toml::value::{Date, Datetime, Table};

use briefing_values::issue::OwnKind;

use super::form_schema;
use super::own::{EXTRA, OwnField, StyleFields};
use super::table::{Field, Phrase, table};

/// The tables whose fields are words for the pages.
const SHOWN: [&str; 7] =
    ["masthead", "instruction", "contents", "article", "distribution", "colophon", "contact"];
/// The fields whose examples keep others from being shown, or change how all the pages look.
const LEFT_OUT: [&str; 9] = [
    "masthead.supplement",
    "masthead.period",
    "masthead.issue_line",
    "instruction.style",
    "article.table.landscape",
    "article.table.widths_by",
    "article.picture.width",
    "article.picture.beside",
    "colophon.place",
];

/// The fields without which there is no issue, or no name for one.
const NEEDED: [&str; 5] =
    ["article.title", "article.body", "masthead.number", "masthead.serial", "masthead.office"];

/// Returns the specimen for a style with fields of its own, or the least that can be set: what is required, and no more.
pub fn specimen(style: &str, fields: &StyleFields, all: bool) -> String {
    let mut issue = Table::new();
    issue.insert("style".into(), style.into());
    // A style without a colophon has no place for what stands in it.
    let bare = fields.values().get("colophon.place").is_some_and(|place| place == "\"none\"");
    let shown =
        table().iter().filter(|field| is_shown(field, all) && !(bare && of_colophon(field)));
    let mut said = BTreeSet::new();
    for field in shown {
        if let Some(example) = &field.example
            && let Some(part) = around(&mut issue, field)
        {
            let example = if field.proofread.is_some() || field.is_day() {
                distinct(example, &mut said)
            } else {
                example.clone()
            };
            part.insert(field.key().into(), example);
        }
    }
    let fields = fields.own.iter().filter(|field| all || field.required);
    let extra: Table = fields.map(|field| (field.name.clone(), example(field))).collect();
    if !extra.is_empty() {
        issue.insert(EXTRA.into(), extra.into());
    }
    for (part, key, words) in [
        // The styles count in their own ways, and a longer line leaves no room for the issuer.
        ("masthead", "issue_line", "第{number}期"),
        ("instruction", "style", "box"),
    ] {
        if let Some(Value::Table(part)) = issue.get_mut(part) {
            part.insert(key.into(), words.into());
        }
    }
    // TOML can hold all of this: it came from there.
    toml::to_string_pretty(&issue).unwrap_or_default()
}

/// Returns whether the specimen has a field: one of all that pages show, or of the least.
fn is_shown(field: &Field, all: bool) -> bool {
    let part = field.name.split('.').next().unwrap_or_default();
    let of_article = field.name.starts_with("article.");
    let least = field.required && !of_article || NEEDED.contains(&&*field.name);
    SHOWN.contains(&part) && !LEFT_OUT.contains(&&*field.name) && (all || least)
}

/// Returns whether a field stands in the colophon.
fn of_colophon(field: &Field) -> bool {
    ["distribution", "contact"].contains(&field.name.split('.').next().unwrap_or_default())
        || field.name == "colophon.copies"
}

/// Returns an example that no other field has: where one that is left out is printed for another, nobody would miss it.
fn distinct(example: &Value, said: &mut BTreeSet<String>) -> Value {
    let mut example = example.clone();
    while !said.insert(example.to_string()) {
        example = match example {
            Value::String(words) => format!("{words}又").into(),
            Value::Datetime(Datetime { date: Some(date), .. }) => {
                // Each of its numbers is another one.
                let (year, month) = (date.year - 1, date.month % 12 + 1);
                let date = Date { year, month, day: date.day % 28 + 1 };
                Value::Datetime(date.into())
            }
            other => return other,
        };
    }
    example
}

/// Returns the table of a file that a field belongs to; the first, if there may be several.
fn around<'t>(file: &'t mut Table, field: &Field) -> Option<&'t mut Table> {
    let mut name = String::new();
    let mut at = file;
    for step in field.parent().split('.') {
        name = if name.is_empty() { step.into() } else { format!("{name}.{step}") };
        let empty = Value::Table(Table::new());
        let several = form_schema::brackets(&name) == Some(2);
        let empty = if several { Value::Array(vec![empty]) } else { empty };
        at = match at.entry(step).or_insert(empty) {
            Value::Array(all) => all.first_mut()?.as_table_mut()?,
            other => other.as_table_mut()?,
        };
    }
    Some(at)
}

/// Returns something for a field of a style's own, such that it can be told from all else on the pages.
fn example(field: &OwnField) -> Value {
    let words = |what: &str| format!("{}的{what}", field.title.zh);
    match field.kind {
        OwnKind::Text => words("样字").into(),
        OwnKind::Paragraphs => words("样文，一段文字。").into(),
        OwnKind::Number => 86_421.into(),
        OwnKind::Date => {
            "2018-04-25".parse::<Datetime>().map_or_else(|_| "".into(), Value::Datetime)
        }
        OwnKind::Rows => {
            let cell = |(column, title): (&str, &Phrase)| {
                (column.to_owned(), Value::from(format!("{}样字", title.zh)))
            };
            Value::Array(vec![field.columns().into_iter().map(cell).collect::<Table>().into()])
        }
        OwnKind::Picture => {
            let known = |name: &str| {
                let field = table().iter().find(|field| field.name == name);
                field.and_then(|field| field.example.clone()).unwrap_or_else(|| "".into())
            };
            let parts = ["file", "alt"];
            let part = |part: &str| (part.to_owned(), known(&format!("article.picture.{part}")));
            parts.map(part).into_iter().collect::<Table>().into()
        }
    }
}

#[cfg(test)]
mod tests {
    use briefing_values::error::Fault;
    use briefing_values::sheet::Sheet;

    use super::{StyleFields, specimen};
    use crate::manuscript::Manuscript;

    #[test]
    fn a_specimen_is_an_issue_without_a_fault() {
        for all in [true, false] {
            let text = specimen("provincial-bulletin", &StyleFields::default(), all);
            let (_, faults) = Manuscript::parse(Sheet::of("s.toml", &text), None).examine();
            let told: Vec<_> = faults.iter().map(Fault::to_string).collect();
            assert!(told.is_empty(), "{told:#?}\n{text}");
        }
    }
}
