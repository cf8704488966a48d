//! The schema for text editors: that of the form, with an explanation of each field.

use serde_json::{Map, Value, json};

use briefing_values::issue::OwnKind;

use super::form_schema::{self, FORM};
use super::own::{EXTRA, OwnField};
use super::table::{Field, table};

/// Returns the schema for plug-ins of text editors (JSON Schema, draft 7): each field with its meaning, an
/// example and its default; those of a style's own, too.
pub fn schema(own: &[OwnField]) -> String {
    let mut form = FORM.clone();
    for field in table() {
        if let Some(node) = node_mut(&mut form, &field.name) {
            explain(node, field);
        }
    }
    if let Some(extra) = node_mut(&mut form, EXTRA).filter(|_| !own.is_empty()) {
        let properties = own.iter().map(|field| (field.name.clone(), own_node(field)));
        extra.insert("properties".into(), Value::Object(properties.collect()));
        extra.insert("additionalProperties".into(), json!(false));
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

/// Returns the schema of a field of a style's own.
fn own_node(field: &OwnField) -> Value {
    let mut node = match field.kind {
        OwnKind::Text | OwnKind::Paragraphs => json!({ "type": "string" }),
        OwnKind::Number => json!({ "type": "number" }),
        OwnKind::Date => json!({ "type": "string", "format": "date" }),
        OwnKind::Rows => {
            let columns = field.columns().into_iter().map(|(name, title)| {
                let cell = json!({ "title": title.zh, "type": ["string", "integer"] });
                (name.to_owned(), cell)
            });
            let columns: Map<_, _> = columns.collect();
            let row =
                json!({ "type": "object", "properties": columns, "additionalProperties": false });
            json!({ "type": "array", "items": row })
        }
        OwnKind::Picture => form_schema::field("article.picture")
            .map(|node| node["items"].clone())
            .unwrap_or_default(),
    };
    let required = if field.required { ("必填。", " Required.") } else { ("", "") };
    let meaning = field.meaning.as_ref().unwrap_or(&field.title);
    node["title"] = json!(field.title.zh);
    node["description"] =
        json!(format!("{}{}\n\n{}{}", meaning.zh, required.0, meaning.en, required.1));
    node
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
