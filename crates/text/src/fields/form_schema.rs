//! The bare schema of the form, derived from its types, against which files are checked.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use schemars::generate::SchemaSettings;
use serde_json::{Map, Value};

use super::form::Form;

/// The schema (JSON Schema, draft 7).
pub(crate) static FORM: LazyLock<Value> = LazyLock::new(|| {
    let settings = SchemaSettings::draft07().with(|settings| {
        settings.inline_subschemas = true;
        settings.meta_schema = None;
    });
    let mut schema = settings.into_generator().into_root_schema_for::<Form>().to_value();
    tidy(&mut schema);
    schema
});

/// Returns the part of the schema that describes a place in a file, given with the positions of list items.
pub(crate) fn node(path: &[String]) -> Option<&'static Value> {
    path.iter().try_fold(&*FORM, |node, step| match node.get("properties") {
        Some(properties) => properties.get(step),
        None => node
            .get("items")
            .or_else(|| kinds(node).find_map(|kind| kind.get("items")))
            .or_else(|| node.get("additionalProperties")),
    })
}

/// Returns the names of all fields and tables.
pub(crate) fn names() -> BTreeSet<String> {
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

/// Returns the part of the schema that describes a field such as `article.title`.
pub(crate) fn field(name: &str) -> Option<&'static Value> {
    let step = |node: &'static Value, step: &str| {
        node.get("items").unwrap_or(node).get("properties")?.get(step)
    };
    name.split('.').try_fold(&*FORM, step)
}

/// Returns how many brackets stand on either side of a table's name, or `None` if there is no such table.
pub(crate) fn brackets(name: &str) -> Option<usize> {
    Some(if field(name)?.get("items").is_some() { 2 } else { 1 })
}

/// Returns the kinds of value that a field may hold, if there are several.
pub(crate) fn kinds(node: &Value) -> impl Iterator<Item = &Value> {
    node.get("anyOf").and_then(Value::as_array).into_iter().flatten()
}

/// Returns the words that a field may hold, if it is limited to some.
pub(crate) fn choices(node: &Value) -> Vec<String> {
    let all = [node].into_iter().chain(kinds(node));
    let words = all.flat_map(|node| {
        let list = |name: &str| node.get(name).and_then(Value::as_array).into_iter().flatten();
        let options = list("oneOf").chain([node]).filter_map(|option| option.get("const"));
        list("enum").chain(options).collect::<Vec<_>>()
    });
    words.filter_map(Value::as_str).map(String::from).collect()
}

/// Removes what means nothing to a reader of TOML: `null`, which TOML lacks, the formats of Rust's numbers,
/// and the names and defaults of Rust's types.
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

/// Takes `null` out of a choice; if one option is left, it replaces the choice.
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
