//! An issue as other programs write it: JSON with the same fields, turned into the file that an editor
//! would have written.

use std::fmt::Write;

use serde_json::Value;
use toml_edit::{Array, ArrayOfTables, Datetime, DocumentMut, InlineTable, Item, Table};

use briefing_values::error::{Problem, Result};

use crate::fields;

/// The most objects in an issue: more than any has, and few enough to be held in memory.
const MOST_OBJECTS: usize = 20_000;

/// Returns the file of an issue given as JSON, of at most `most` bytes; `None` if it has more, which a short JSON
/// may, since a file names a table by all keys that lead to it.
///
/// # Errors
/// Words that are not JSON, or not an object.
pub fn from_json(json: &str, most: usize) -> Result<Option<String>> {
    let refusal = |words: String| Problem::Syntax { words };
    if json.bytes().filter(|byte| *byte == b'{').count() > MOST_OBJECTS {
        return Ok(None);
    }
    let value = serde_json::from_str(json).map_err(|error| refusal(error.to_string()))?;
    let Value::Object(fields) = value else {
        return Err(refusal("an issue is an object".into()).into());
    };
    let mut file = DocumentMut::new();
    *file.as_table_mut() = table(fields);
    // JSON has no type for a day.
    for field in fields::table().iter().filter(|field| field.is_day()) {
        let day = file.get_mut(field.parent()).and_then(|part| part.get_mut(field.key()));
        if let Some(day) = day
            && let Some(Ok(date)) = day.as_str().map(str::parse::<Datetime>)
        {
            *day = Item::Value(date.into());
        }
    }
    let mut text = Bounded { text: String::new(), most };
    Ok(write!(text, "{file}").is_ok().then_some(text.text))
}

/// A text that takes no more than some bytes.
struct Bounded {
    text: String,
    most: usize,
}

impl Write for Bounded {
    fn write_str(&mut self, words: &str) -> std::fmt::Result {
        if self.text.len() + words.len() > self.most {
            return Err(std::fmt::Error);
        }
        self.text.push_str(words);
        Ok(())
    }
}

fn table(fields: serde_json::Map<String, Value>) -> Table {
    let mut table = Table::new();
    for (key, value) in fields {
        table.insert(&key, item(value));
    }
    table
}

/// Returns a JSON value as an item of the file; `null` becomes nothing.
fn item(value: Value) -> Item {
    match value {
        Value::Object(fields) => Item::Table(table(fields)),
        Value::Array(all) if !all.is_empty() && all.iter().all(Value::is_object) => {
            let tables = all.into_iter().filter_map(|it| match it {
                Value::Object(fields) => Some(table(fields)),
                _ => None,
            });
            Item::ArrayOfTables(tables.collect::<ArrayOfTables>())
        }
        other => inline(other).map_or(Item::None, Item::Value),
    }
}

fn inline(value: Value) -> Option<toml_edit::Value> {
    Some(match value {
        Value::Null => return None,
        Value::Bool(flag) => flag.into(),
        Value::Number(number) => match number.as_i64() {
            Some(number) => number.into(),
            None => number.as_f64()?.into(),
        },
        Value::String(words) => words.into(),
        Value::Array(all) => all.into_iter().filter_map(inline).collect::<Array>().into(),
        Value::Object(fields) => {
            let fields = fields.into_iter().filter_map(|(key, it)| Some((key, inline(it)?)));
            fields.collect::<InlineTable>().into()
        }
    })
}

#[cfg(test)]
mod tests {
    use super::from_json;

    const MOST: usize = 1_000;

    #[test]
    fn json_becomes_the_file_of_an_issue() {
        let json = r#"{"masthead": {"name": "简报", "year": 2026, "serial": null},
                       "article": [{"title": "一", "body": "甲。\n\n乙。\n"}],
                       "distribution": {"report_to": [["党委", "人大"], "政府"]},
                       "colophon": {"print_date": "2026-03-05"}}"#;
        let file = from_json(json, MOST).expect("it is JSON").expect("it is small");
        for line in [
            "name = \"简报\"",
            "[[article]]",
            "report_to = [[\"党委\", \"人大\"], \"政府\"]",
            "print_date = 2026-03-05",
        ] {
            assert!(file.contains(line), "{line}: {file}");
        }
        assert!(!file.contains("serial"), "{file}");
    }

    #[test]
    fn a_short_json_makes_no_long_file() {
        let key = "k".repeat(500);
        let tables = format!("{{\"{key}\": [{{}}, {{}}, {{}}]}}");
        assert!(from_json(&tables, MOST).expect("it is JSON").is_none());
        let many = format!("{{\"a\": [{}{{}}]}}", "{},".repeat(20_000));
        assert!(from_json(&many, usize::MAX).expect("it is not read").is_none());
    }

    #[test]
    fn what_is_no_issue_is_refused() {
        for json in ["", "[", "[]", "3", "{\"a\": }"] {
            assert!(from_json(json, MOST).is_err(), "{json}");
        }
    }
}
