//! The table of fields is true: what it says about each is what the program does with it. A new field is
//! checked in all of this without another line here; it only needs an example.

use std::collections::{BTreeMap, BTreeSet};

use toml::{Table, Value};

use briefing_text::fields::{self, Field, Input, table};
use briefing_text::issue_form;
use briefing_text::manuscript::Manuscript;
use briefing_values::catalogue::Lang;
use briefing_values::error::{Fault, Problem, codes};
use briefing_values::sheet::Sheet;

/// The fields that only the house file may hold.
const OF_THE_HOUSE: [&str; 2] = ["output", "rules"];

/// Returns the fields that hold something of their own.
fn leaves() -> impl Iterator<Item = &'static Field> {
    table().iter().filter(|field| !field.is_table())
}

/// Returns the table of a file that a field belongs to; the first, if there may be several.
fn around<'t>(file: &'t mut Table, field: &Field) -> &'t mut Table {
    let steps: Vec<_> = field.parent().split('.').filter(|step| !step.is_empty()).collect();
    let mut at = file;
    let mut name = String::new();
    for step in steps {
        name = if name.is_empty() { step.into() } else { format!("{name}.{step}") };
        let empty = Value::Table(Table::new());
        let is_list = node(&name)["items"].is_object();
        let empty = if is_list { Value::Array(vec![empty]) } else { empty };
        at = match at.entry(step).or_insert(empty) {
            Value::Array(all) => all[0].as_table_mut().expect("a list of tables"),
            other => other.as_table_mut().expect("a table"),
        };
    }
    at
}

/// Returns what the schema says about a field.
fn node(name: &str) -> serde_json::Value {
    let mut node: serde_json::Value =
        serde_json::from_str(&fields::schema(&[])).expect("it is JSON");
    for step in name.split('.') {
        let node_of = |node: &serde_json::Value| node["properties"][step].clone();
        node = if node["items"].is_object() { node_of(&node["items"]) } else { node_of(&node) };
    }
    node
}

/// Returns an issue and a house file made of the examples.
fn examples() -> (Table, Table) {
    let (mut issue, mut house) = (Table::new(), Table::new());
    for field in leaves() {
        let Some(example) = &field.example else { continue };
        let file = if OF_THE_HOUSE.contains(&&*field.name) { &mut house } else { &mut issue };
        around(file, field).insert(field.key().into(), example.clone());
    }
    (issue, house)
}

fn written(file: &Table) -> String {
    toml::to_string_pretty(file).expect("it is TOML")
}

fn manuscript(issue: &Table, house: &Table) -> Manuscript {
    let house = Sheet::of("briefing.toml", &written(house));
    Manuscript::parse(Sheet::of("1.toml", &written(issue)), Some(house))
}

/// Collects the names of all fields and tables of the schema.
fn names(node: &serde_json::Value, part: &str, all: &mut BTreeSet<String>) {
    let node = if node["items"].is_object() { &node["items"] } else { node };
    for (key, node) in node["properties"].as_object().into_iter().flatten() {
        let name = if part.is_empty() { key.clone() } else { format!("{part}.{key}") };
        names(node, &name, all);
        all.insert(name);
    }
}

#[test]
fn the_table_and_the_form_have_the_same_fields() {
    let mut of_form = BTreeSet::new();
    let schema = serde_json::from_str(&fields::schema(&[])).expect("it is JSON");
    names(&schema, "", &mut of_form);
    let of_table: BTreeSet<_> = table().iter().map(|field| field.name.clone()).collect();
    assert!(of_table.len() > 60, "only {of_table:?}");
    assert_eq!(of_table, of_form);
}

#[test]
fn every_field_is_explained_in_both_languages() {
    for field in table() {
        let name = &field.name;
        assert!(field.zh.trim_end_matches('”').ends_with('。'), "{name}");
        assert!(field.en.ends_with('.'), "{name}");
        assert!(!field.title.zh.is_empty() && !field.title.en.is_empty(), "{name}");
        assert!(!(field.required && field.left_out.is_some()), "{name}: required or left out");
        if field.is_table() {
            assert!(field.example.is_none() && field.form.is_none(), "{name} is a table");
        }
        if let Some(words) = &field.left_out {
            assert!(!words.zh.ends_with('。') && !words.en.ends_with('.'), "{name}");
        }
        for lang in [Lang::Zh, Lang::En] {
            let unexplained = field.choices(lang).into_iter().filter(|(_, says)| says.is_empty());
            let of_form = unexplained.filter(|_| field.form.is_some());
            assert_eq!(of_form.collect::<Vec<_>>(), [], "{name}");
        }
    }
}

#[test]
fn forms_show_a_field_as_its_type_asks() {
    for (field, input) in table().iter().filter_map(|field| Some((field, field.form?))) {
        let node = node(&field.name);
        let kind = node["type"].as_str().unwrap_or_default();
        let fits = match input {
            Input::Number => kind == "integer",
            Input::Flag => kind == "boolean",
            Input::Day => field.is_day(),
            Input::Choice => !field.choices(Lang::Zh).is_empty(),
            Input::List => kind == "array" && node["items"]["type"] == "string",
            Input::Groups => kind == "array" && node["items"]["anyOf"].is_array(),
            Input::Line | Input::Lines | Input::Text => kind == "string" && !field.is_day(),
        };
        assert!(fits, "{} is {node}", field.name);
        assert!(!field.parent().contains('.'), "{}: a form has no tables in tables", field.name);
    }
}

#[test]
fn the_examples_make_an_issue_without_fault() {
    let (issue, house) = examples();
    let (_, faults) = manuscript(&issue, &house).examine();
    assert!(faults.is_empty(), "{faults:?}");
}

#[test]
fn an_issue_needs_what_is_required_and_nothing_else() {
    let (issue, house) = examples();
    for field in leaves().filter(|field| field.example.is_some()) {
        let mut less = issue.clone();
        around(&mut less, field).remove(field.key());
        let (_, faults) = manuscript(&less, &house).examine();
        // A chart calls columns by the names that the head of the table gives them.
        let of_chart = |fault: &&Fault| {
            fault.problem.code() == codes::data::CHART && field.parent() == "article.table"
        };
        // The pattern of the line names the numbers that it prints.
        let of_line = |fault: &&Fault| {
            fault.problem.code() == codes::data::ISSUE_LINE && field.parent() == "masthead"
        };
        let missing: Vec<_> = faults
            .iter()
            .filter(|fault| !of_chart(fault) && !of_line(fault))
            .map(|fault| match &fault.problem {
                Problem::Missing { field } => numberless(field),
                other => panic!("without {}: {other:?}", field.name),
            })
            .collect();
        // A scan needs its words, and nothing else does.
        let needed = field.required || field.name == "instruction.alt";
        let wanted: &[&str] = if needed { &[&field.name] } else { &[] };
        assert_eq!(missing, wanted, "without {}", field.name);
    }
}

#[test]
fn a_field_that_is_left_out_has_its_default() {
    let (issue, house) = examples();
    let mut tried = 0;
    for field in leaves() {
        let Some(default) = &field.default else { continue };
        let (mut with, mut without) = (issue.clone(), issue.clone());
        around(&mut with, field).insert(field.key().into(), default.clone());
        around(&mut without, field).remove(field.key());
        let of = |issue: &Table| manuscript(issue, &house).examine().0;
        assert_eq!(of(&with), of(&without), "{}", field.name);
        tried += 1;
    }
    assert!(tried > 15, "only {tried}");
}

#[test]
fn the_fair_copy_holds_what_pages_depend_on_and_nothing_else() {
    let (mut issue, house) = examples();
    issue.insert("private".into(), Value::Table(Table::from_iter([("fee".into(), 320.into())])));
    let copy = manuscript(&issue, &house).fair_copy();
    let mut copy: Table = copy.parse().expect("it is TOML");
    for field in leaves() {
        let is_held = around(&mut copy, field).contains_key(field.key());
        assert_eq!(is_held, field.pages, "{}", field.name);
    }
}

#[test]
fn a_proofreader_reads_the_fields_that_the_table_says() {
    let (issue, house) = examples();
    let passages = manuscript(&issue, &house).passages();
    let read: BTreeMap<_, _> =
        passages.iter().map(|passage| (numberless(&passage.field), passage.part)).collect();
    let wanted: BTreeMap<_, _> =
        leaves().filter_map(|field| Some((field.name.clone(), field.proofread?))).collect();
    assert_eq!(read, wanted);
}

/// Returns the name of a field without the positions of list items.
fn numberless(field: &str) -> String {
    let steps = field.split('.').filter(|step| step.parse::<usize>().is_err());
    steps.collect::<Vec<_>>().join(".")
}

#[test]
fn a_form_reads_and_writes_every_field_that_it_shows() {
    let (issue, _) = examples();
    let file = Sheet::of("1.toml", &written(&issue));
    let fields = issue_form::read(&file, &[]).expect("the form can show it");
    let shown = table().iter().filter(|field| field.form.is_some());
    let names = shown.clone().map(|field| match field.name.strip_prefix("article.") {
        Some(key) => format!("article.0.{key}"),
        None => field.name.clone(),
    });
    for name in names {
        assert!(fields.get(&name).is_some_and(|words| !words.is_empty()), "{name} is not read");
    }
    // As a new article of an empty file.
    let mut new = fields;
    new.insert("article.0.was".into(), String::new());
    let text = issue_form::fill(&Sheet::of("1.toml", ""), &[], &new).expect("it is TOML");
    let mut written: Table = text.parse().expect("it is TOML");
    for field in shown {
        let value = around(&mut written, field).get(field.key()).map(trimmed);
        assert_eq!(value, field.example.as_ref().map(trimmed), "{}", field.name);
    }
}

/// Returns a value without the line end that a text of several lines has.
fn trimmed(value: &Value) -> Value {
    match value {
        Value::String(words) => words.trim_end().into(),
        other => other.clone(),
    }
}
