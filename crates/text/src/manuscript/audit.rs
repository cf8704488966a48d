//! Validates a file against the schema of the form, and takes out what does not fit, so that the rest
//! can be read.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use jsonschema::error::ValidationErrorKind;
use jsonschema::{ValidationError, Validator};
use serde_json::{Map, Value, json};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use briefing_values::catalogue::most_like;
use briefing_values::error::Problem;

use crate::fields::form_schema;

use super::limit::MOST;
use super::slips;

/// Stands for a date, which JSON does not have.
const DAY: &str = "\u{1}day";

/// What does not fit the form: a field, by the steps that lead to it, and what is wrong with it.
pub(super) struct Misfit {
    pub(super) path: Vec<String>,
    pub(super) problem: Problem,
}

static VALIDATOR: LazyLock<Option<Validator>> = LazyLock::new(|| {
    let mut form = form_schema::FORM.clone();
    days(&mut form);
    jsonschema::validator_for(&form).ok()
});

/// Lists what does not fit the form; each field once.
pub(super) fn misfits(table: &DeTable<'_>) -> Vec<Misfit> {
    let Some(validator) = &*VALIDATOR else { return Vec::new() };
    let instance = fields(table);
    if validator.is_valid(&instance) {
        return Vec::new();
    }
    let mut known = BTreeSet::new();
    let mut misfits: Vec<Misfit> = Vec::new();
    for error in validator.iter_errors(&instance).take(2 * MOST) {
        let new = misfits_of(&error);
        misfits.extend(new.into_iter().filter(|misfit| known.insert(misfit.path.clone())));
        if misfits.len() > 2 * MOST {
            break;
        }
    }
    misfits
}

/// Lists what an error says; of a field that may be a list or something else, and is a list, what is wrong
/// in it.
fn misfits_of(error: &ValidationError<'_>) -> Vec<Misfit> {
    if let ValidationErrorKind::AnyOf { context } = error.kind()
        && error.instance().is_array()
    {
        let here = error.instance_path();
        let inner = |errors: &&Vec<ValidationError<'_>>| {
            !errors.is_empty() && errors.iter().all(|error| error.instance_path() != here)
        };
        if let Some(errors) = context.iter().find(inner) {
            return errors.iter().take(MOST).flat_map(misfits_of).collect();
        }
    }
    misfit(steps(error.instance_path().as_str()), error.kind(), error.instance())
}

fn misfit(path: Vec<String>, kind: &ValidationErrorKind, instance: &Value) -> Vec<Misfit> {
    match kind {
        ValidationErrorKind::AdditionalProperties { unexpected } => {
            let unknown = |name: &String| {
                let problem =
                    Problem::UnknownField { field: name.clone(), near: near(&path, name) };
                Misfit { path: [path.as_slice(), std::slice::from_ref(name)].concat(), problem }
            };
            unexpected.iter().map(unknown).collect()
        }
        // The reader reports what is missing, whichever file it belongs in.
        ValidationErrorKind::Required { .. } => Vec::new(),
        ValidationErrorKind::Minimum { .. } | ValidationErrorKind::Maximum { .. } => {
            let limit = |name: &str| form_schema::node(&path)?.get(name)?.as_u64()?.try_into().ok();
            let least = limit("minimum").unwrap_or(0);
            let most = limit("maximum").unwrap_or(u32::MAX);
            let problem = Problem::OutOfRange { field: path.join("."), least, most };
            vec![Misfit { path, problem }]
        }
        _ => {
            let problem = unfit(&path, instance);
            vec![Misfit { path, problem }]
        }
    }
}

/// Returns what is wrong with a value that the schema refuses for its type, or for its words.
fn unfit(path: &[String], value: &Value) -> Problem {
    let field = path.join(".");
    let node = form_schema::node(path).unwrap_or(&Value::Null);
    let known = form_schema::choices(node);
    match value {
        Value::String(found) if !known.is_empty() => {
            Problem::NotOneOf { field, found: found.clone(), known }
        }
        _ => Problem::WrongType { field, found: found(value), wanted: wanted(node) },
    }
}

/// Names the type of a value, as the catalogue does.
pub(crate) fn found(value: &Value) -> &'static str {
    match value {
        Value::String(_) => "found-text",
        Value::Number(number) if number.is_f64() => "found-fraction",
        Value::Number(_) => "found-number",
        Value::Bool(_) => "found-truth",
        Value::Array(_) => "found-list",
        Value::Object(fields) if fields.contains_key(DAY) => "found-date",
        _ => "found-table",
    }
}

/// Names the type that a field should have, as the catalogue does.
fn wanted(node: &Value) -> &'static str {
    let any = |wanted: &str| form_schema::kinds(node).any(|kind| kind["type"] == wanted);
    match node.get("type").and_then(Value::as_str) {
        Some("string") if node.get("format").is_some() => "date",
        Some("string") => "text",
        Some("boolean") => "truth",
        Some("integer") => "whole-number",
        Some("number") => "number",
        Some("array") if node["items"]["type"] == "object" => "tables",
        Some("array") => "list",
        Some("object") => "table",
        _ if any("integer") => "text-or-number",
        _ if any("array") => "text-or-list",
        _ => "text",
    }
}

/// Returns the field that an editor may have meant.
fn near(path: &[String], name: &str) -> Option<String> {
    let known = form_schema::node(path)?.get("properties")?.as_object()?;
    if let Some(english) = slips::english(name).filter(|english| known.contains_key(*english)) {
        return Some(english.to_owned());
    }
    most_like(name, known.keys().map(String::as_str))
}

/// Takes a value out of a table. An entry of a list cannot go alone, or the others would be renumbered:
/// the whole list goes, and its path is returned.
pub(super) fn take_out(table: &mut DeTable<'_>, path: &[String]) -> Vec<String> {
    let digits = |step: &String| step.bytes().all(|byte| byte.is_ascii_digit());
    let end = path.iter().rposition(|step| !digits(step)).unwrap_or(0);
    let path = &path[..(end + 1).min(path.len())];
    if let Some((name, steps)) = path.split_last() {
        take(table, steps, name);
    }
    path.to_vec()
}

fn take(table: &mut DeTable<'_>, steps: &[String], name: &str) {
    let Some((step, steps)) = steps.split_first() else {
        table.remove(name);
        return;
    };
    let mut steps = steps.iter();
    let mut value = table.get_mut(step.as_str()).map(Spanned::get_mut);
    loop {
        match value {
            Some(DeValue::Table(table)) => {
                let steps: Vec<_> = steps.cloned().collect();
                return take(table, &steps, name);
            }
            Some(DeValue::Array(array)) => {
                let at = steps.next().and_then(|step| step.parse::<usize>().ok());
                value = at.and_then(|at| array.get_mut(at)).map(Spanned::get_mut);
            }
            _ => return,
        }
    }
}

/// Returns the steps of a JSON pointer.
fn steps(pointer: &str) -> Vec<String> {
    pointer.split('/').skip(1).map(|step| step.replace("~1", "/").replace("~0", "~")).collect()
}

/// Replaces every date in a schema with what [`json()`] makes of a date.
fn days(node: &mut Value) {
    match node {
        Value::Object(fields) if fields.get("format") == Some(&json!("date")) => {
            *node = json!({ "type": "object", "required": [DAY] });
        }
        Value::Object(fields) => fields.values_mut().for_each(days),
        Value::Array(list) => list.iter_mut().for_each(days),
        _ => {}
    }
}

fn fields(table: &DeTable<'_>) -> Value {
    let field = |(key, value): (&Spanned<_>, &Spanned<DeValue<'_>>)| {
        (String::from(std::borrow::Cow::<str>::clone(key.get_ref())), json(value.get_ref()))
    };
    Value::Object(table.iter().map(field).collect::<Map<_, _>>())
}

/// Returns a value as JSON.
pub(crate) fn json(value: &DeValue<'_>) -> Value {
    match value {
        DeValue::String(text) => json!(text),
        DeValue::Integer(number) => {
            let read = i64::from_str_radix(number.as_str(), number.radix());
            read.map_or_else(|_| json!(f64::MAX), |number| json!(number))
        }
        // JSON has no `nan` and no `inf`; the reader refuses them. A float without a fraction must not
        // pass for an integer, which TOML writes without a point.
        DeValue::Float(number) => {
            let read = number.as_str().parse::<f64>().ok().filter(|read| read.is_finite());
            let read = read.unwrap_or(0.5);
            json!(if read.fract() == 0.0 { read + 0.5 } else { read })
        }
        DeValue::Boolean(truth) => json!(truth),
        DeValue::Datetime(date) => json!({ DAY: date.to_string() }),
        DeValue::Array(list) => list.iter().map(|value| json(value.get_ref())).collect(),
        DeValue::Table(table) => fields(table),
    }
}
