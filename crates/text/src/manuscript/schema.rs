//! The schema of the form: derived from its types, with the meaning of each field beside it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use schemars::generate::SchemaSettings;
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::form::Form;

/// What a field means.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Meaning {
    title: String,
    zh: String,
    en: String,
    example: Option<toml::Value>,
    default: Option<toml::Value>,
}

/// The bare schema, by which a file is checked.
pub(super) static FORM: LazyLock<Value> = LazyLock::new(|| {
    let settings = SchemaSettings::draft07().with(|settings| {
        settings.inline_subschemas = true;
        settings.meta_schema = None;
    });
    let mut schema = settings.into_generator().into_root_schema_for::<Form>().to_value();
    tidy(&mut schema);
    schema
});

/// Returns the schema for editors (JSON Schema, draft 7): each field with its meaning, an example
/// and its default.
pub(super) fn for_editors() -> Value {
    let mut schema = FORM.clone();
    let meanings: BTreeMap<String, Meaning> =
        toml::from_str(include_str!("fields.toml")).unwrap_or_default();
    for (field, meaning) in meanings {
        if let Some(node) = node_mut(&mut schema, &field) {
            explain(node, meaning);
        }
    }
    let mut whole = Map::new();
    whole.insert("$schema".into(), json!("http://json-schema.org/draft-07/schema#"));
    whole.insert("title".into(), json!("简报"));
    whole.insert("description".into(), json!("一期简报，或者 briefing.toml。"));
    whole.extend(schema.as_object().cloned().unwrap_or_default());
    Value::Object(whole)
}

fn explain(node: &mut Map<String, Value>, meaning: Meaning) {
    node.insert("title".into(), json!(meaning.title));
    node.insert("description".into(), json!(format!("{}\n\n{}", meaning.zh, meaning.en)));
    if let Some(example) = meaning.example {
        node.insert("examples".into(), json!([plain(&example)]));
    }
    if let Some(default) = meaning.default {
        node.insert("default".into(), plain(&default));
    }
}

/// Returns a value as JSON has it; a date is the text of it.
fn plain(value: &toml::Value) -> Value {
    match value {
        toml::Value::Datetime(date) => json!(date.to_string()),
        toml::Value::Array(list) => list.iter().map(plain).collect(),
        other => serde_json::to_value(other).unwrap_or_default(),
    }
}

/// Returns the part of a schema that stands for a field such as `article.title`.
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

/// Returns the part of the bare schema that stands for a place in a file.
pub(super) fn node(path: &[String]) -> Option<&'static Value> {
    path.iter().try_fold(&*FORM, |node, step| match node.get("properties") {
        Some(properties) => properties.get(step),
        None => node.get("items").or_else(|| node.get("additionalProperties")),
    })
}

/// Returns the names of all fields and tables.
pub(super) fn names() -> BTreeSet<String> {
    let mut all = BTreeSet::new();
    let mut nodes = vec![&*FORM];
    while let Some(node) = nodes.pop() {
        let properties = node.get("properties").and_then(Value::as_object).into_iter().flatten();
        for (name, node) in properties {
            all.insert(name.clone());
            nodes.push(node);
        }
        nodes.extend(node.get("items"));
    }
    all
}

/// Returns how many brackets stand on either side of a table's name, or `None` where there is no
/// such table.
pub(super) fn brackets(steps: &[String]) -> Option<usize> {
    let mut node = &*FORM;
    for step in steps {
        node = node.get("items").unwrap_or(node).get("properties")?.get(step)?;
    }
    Some(if node.get("items").is_some() { 2 } else { 1 })
}

/// Takes out what says nothing to a reader of TOML: `null`, which it does not have, the formats of
/// Rust's numbers, and the names and defaults of Rust's types.
fn tidy(node: &mut Value) {
    match node {
        Value::Object(fields) => {
            fields.retain(|name, value| match name.as_str() {
                "format" => value == "date",
                "default" => false,
                // A field may have this name, too.
                "title" | "description" => !value.is_string(),
                _ => true,
            });
            for choice in ["type", "anyOf", "enum"] {
                without_null(fields, choice);
            }
            fields.values_mut().for_each(tidy);
        }
        Value::Array(list) => list.iter_mut().for_each(tidy),
        _ => {}
    }
}

/// Takes `null` out of a choice; of a choice of one, the one is left.
fn without_null(fields: &mut Map<String, Value>, choice: &str) {
    let Some(Value::Array(kinds)) = fields.get_mut(choice) else { return };
    let null = |kind: &Value| kind.is_null() || kind == "null" || kind["type"] == "null";
    kinds.retain(|kind| !null(kind));
    match (choice, kinds.as_slice()) {
        ("type", [only]) => {
            let only = only.clone();
            fields.insert(choice.into(), only);
        }
        ("anyOf", [Value::Object(only)]) => {
            let only = only.clone();
            fields.remove(choice);
            fields.extend(only);
        }
        _ => {}
    }
}
