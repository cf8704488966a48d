//! `docs/styles.md`: the values that templates see, as the program has them, and the manifest and the pieces that it shows.
//! `SNAPSHOTS=overwrite` makes the table of values anew.

use std::fs;

use serde_json::Value;

use briefing_engine::composer::{Composer, Enclosures};
use briefing_engine::house::{DEFAULT_STYLE, House};
use briefing_support::office::{ISSUE, Office, assert, project, recorded};
use briefing_text::fields::{StyleFields, specimen};
use briefing_text::manuscript::Manuscript;
use briefing_values::sheet::Sheet;

use super::words;

const GUIDE: &str = "docs/styles.md";
const MARK: &str = "<!-- values -->\n";
const HEAD: &str = "| Value | Type | Example |\n|---|---|---|\n";
/// How many characters of an example are shown.
const SHOWN: usize = 24;

fn guide() -> String {
    fs::read_to_string(project(GUIDE)).expect("the guide")
}

/// Returns what the templates of the built-in style see of the specimen.
fn seen() -> Value {
    let text = specimen(DEFAULT_STYLE, &StyleFields::default(), true);
    let issue = Manuscript::read(Sheet::of("s.toml", &text), None).expect("TOML");
    let issue = issue.issue().expect("an issue");
    let house = House::open(None).expect("the built-in house");
    let faces = house.roles(&std::collections::BTreeMap::new(), |_| unreachable!("no role"));
    let style = house.style(DEFAULT_STYLE).expect("the style");
    let composer = Composer::new(style.into()).expect("its templates");
    let seen = composer.seen(&issue, &faces.expect("roles"), Enclosures::default());
    serde_json::to_value(seen).expect("JSON")
}

/// Adds a row for each value below one.
fn rows(name: &str, value: &Value, table: &mut Vec<(String, &'static str, String)>) {
    match value {
        Value::Object(fields) if fields.keys().eq(["day", "month", "year"]) => {
            let said = format!("{}-{}-{}", fields["year"], fields["month"], fields["day"]);
            table.push((name.to_owned(), "date", said));
        }
        Value::Object(fields) if name == "strings" => {
            let names: Vec<_> = fields.keys().map(String::as_str).collect();
            table.push((name.to_owned(), "texts by name", names.join(" ")));
        }
        Value::Object(fields) => {
            let kind = fields.get("kind").and_then(Value::as_str);
            let name = kind.map_or_else(|| name.to_owned(), |kind| format!("{name} ({kind})"));
            for (key, value) in fields {
                rows(format!("{name}.{key}").trim_start_matches('.'), value, table);
            }
        }
        Value::Array(all) if all.first().is_some_and(|it| it.is_object() || it.is_array()) => {
            // The blocks of an article are of several kinds.
            let mut kinds = Vec::new();
            for one in all {
                let kind = one.get("kind").cloned();
                if kinds.is_empty() || (kind.is_some() && !kinds.contains(&kind)) {
                    rows(&format!("{name}[]"), one, table);
                    kinds.push(kind);
                }
            }
        }
        Value::Array(_) => table.push((name.to_owned(), "list", shown(value))),
        Value::String(_) => table.push((name.to_owned(), "text", shown(value))),
        Value::Number(_) => table.push((name.to_owned(), "number", shown(value))),
        Value::Bool(_) => table.push((name.to_owned(), "yes or no", shown(value))),
        Value::Null => table.push((name.to_owned(), "or none", String::new())),
    }
}

fn shown(value: &Value) -> String {
    let all = value.to_string().replace('|', "\\|");
    let cut: String = all.chars().take(SHOWN).collect();
    if cut == all { format!("`{all}`") } else { format!("`{cut}…`") }
}

#[test]
fn the_guide_lists_every_value_that_templates_see() {
    let guide = guide();
    let (before, _) = guide.split_once(MARK).expect("the mark");
    let mut table = Vec::new();
    rows("", &seen(), &mut table);
    assert!(table.len() > 100, "only {}", table.len());
    let made: String = table
        .iter()
        .map(|(name, kind, said)| format!("| `{name}` | {kind} | {said} |\n"))
        .collect();
    let made = format!("{before}{MARK}{HEAD}{made}");
    let same = assert().try_eq(Some(&GUIDE), made.into(), recorded(&project(GUIDE)));
    same.expect("the table is as recorded");
}

/// Returns the fenced blocks of a language.
fn blocks(language: &str) -> Vec<String> {
    let guide = guide();
    let opening = format!("```{language}\n");
    let opened = guide.split(&opening).skip(1);
    opened.filter_map(|rest| Some(rest.split_once("```")?.0.to_owned())).collect()
}

#[test]
fn the_manifest_and_the_pieces_that_it_shows_make_a_style() {
    let manifest = blocks("toml").remove(0);
    let [masthead, flow] = blocks("jinja").try_into().expect("two templates");
    let office = Office::new()
        .file("briefing.toml", "style = \"ours\"\n")
        .file(
            "templates/ours/style.toml",
            manifest.replace("[\"contact.website\"]", "[\"masthead.date\", \"extra.warnings\"]"),
        )
        .file("templates/ours/masthead.typ.j2", masthead)
        .file("templates/ours/flow.typ.j2", flow)
        .file("27.toml", format!("{ISSUE}\n[extra]\nhotline = \"12345\"\n"));
    let words = words(&office, "27.toml");
    assert!(words.contains("值班电话：12345"), "{words}");
    office.run(&["style", "check"]).code(0);
}
