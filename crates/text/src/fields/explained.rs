//! The schema for text editors: that of the form, with an explanation of each field.

use serde_json::{Map, Value, json};

use super::form_schema::FORM;
use super::table::{Field, table};

/// Returns the schema for plug-ins of text editors (JSON Schema, draft 7): each field with its meaning, an
/// example and its default.
pub fn schema() -> String {
    let mut form = FORM.clone();
    for field in table() {
        if let Some(node) = node_mut(&mut form, &field.name) {
            explain(node, field);
        }
    }
    let mut whole = Map::new();
    whole.insert("$schema".into(), json!("http://json-schema.org/draft-07/schema#"));
    whole.insert("title".into(), json!("简报"));
    whole.insert("description".into(), json!("一期简报，或者 briefing.toml。"));
    whole.extend(form.as_object().cloned().unwrap_or_default());
    serde_json::to_string_pretty(&whole).unwrap_or_default() + "\n"
}

fn explain(node: &mut Map<String, Value>, field: &Field) {
    node.insert("title".into(), json!(field.title.zh));
    node.insert("description".into(), json!(description(field)));
    if let Some(example) = &field.example {
        node.insert("examples".into(), json!([plain(example)]));
    }
    if let Some(default) = &field.default {
        node.insert("default".into(), plain(default));
    }
}

/// Returns what a field means and what happens without it, in both languages.
fn description(field: &Field) -> String {
    let (zh, en) = match &field.left_out {
        _ if field.required => ("必填。".into(), " Required.".into()),
        Some(words) => (format!("不写就{}。", words.zh), format!(" Left out, {}.", words.en)),
        None => (String::new(), String::new()),
    };
    format!("{}{zh}\n\n{}{en}", field.zh, field.en)
}

/// Returns a value as JSON; a date becomes its text.
fn plain(value: &toml::Value) -> Value {
    match value {
        toml::Value::Datetime(date) => json!(date.to_string()),
        toml::Value::Array(list) => list.iter().map(plain).collect(),
        other => serde_json::to_value(other).unwrap_or_default(),
    }
}

/// Returns the part of a schema that describes a field such as `article.title`.
fn node_mut<'s>(schema: &'s mut Value, field: &str) -> Option<&'s mut Map<String, Value>> {
    let mut node = schema;
    for name in field.split('.') {
        if node.get("items").is_some() {
            node = node.get_mut("items")?;
        }
        node = node.get_mut("properties")?.get_mut(name)?;
    }
    node.as_object_mut()
}
