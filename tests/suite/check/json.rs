//! The JSON of `check`, checked against its own schema, which is itself checked against draft 7.

use serde_json::{Value, json};

use briefing_support::office::{ISSUE, Office, project};
use briefing_values::catalogue::Code;

use super::{files, slipped, warned};

fn schema() -> Value {
    let text = std::fs::read_to_string(project("docs/check.schema.json")).expect("the schema");
    serde_json::from_str(&text).expect("the schema is JSON")
}

/// Returns what `check` finds in the files of an office, after checking that it keeps to the schema.
#[track_caller]
fn found(office: &Office, words: &[&str]) -> Value {
    let run = office.run(&[&["check", "-f", "json"], words].concat());
    let found: Value = serde_json::from_slice(run.bytes()).expect("the output is JSON");
    let validator = jsonschema::validator_for(&schema()).expect("the schema is one");
    let wrong: Vec<_> = validator
        .iter_errors(&found)
        .map(|error| format!("{}: {error}", error.instance_path().as_str()))
        .collect();
    assert!(wrong.is_empty(), "{words:?}: {wrong:#?}");
    found
}

#[test]
fn the_schema_is_one_of_draft_7_and_explains_every_field() {
    let schema = schema();
    assert_eq!(schema["$schema"], "http://json-schema.org/draft-07/schema#");
    jsonschema::draft7::meta::validate(&schema).expect("draft 7");
    let mut bare = Vec::new();
    explained("", &schema, &mut bare);
    assert_eq!(bare, [""; 0]);
}

/// Collects the fields that are not described in a sentence.
fn explained(path: &str, node: &Value, bare: &mut Vec<String>) {
    for (name, field) in node["properties"].as_object().into_iter().flatten() {
        if !field["description"].as_str().is_some_and(|words| words.ends_with('.')) {
            bare.push(format!("{path}/{name}"));
        }
        explained(&format!("{path}/{name}"), field, bare);
    }
    for (name, definition) in node["definitions"].as_object().into_iter().flatten() {
        explained(&format!("{path}#{name}"), definition, bare);
    }
}

#[test]
fn every_fault_of_the_tests_keeps_to_the_schema() {
    let office = Office::new();
    for (file, bytes) in files("tests/faults") {
        office.write(&format!("data/{file}"), bytes);
    }
    for lang in ["zh", "en"] {
        let all = found(&office, &["data", "--lang", lang]);
        let list = all["findings"].as_array().expect("a list");
        assert!(list.len() > 80, "only {} findings", list.len());
        let known =
            |finding: &&Value| Code::known(finding["code"].as_str().unwrap_or_default()).is_none();
        assert_eq!(list.iter().find(known), None, "a code without an entry");
    }
}

#[test]
fn a_finding_has_its_place_and_the_fix() {
    let issue = warned().replace("year = 2026", "year ＝ 2026");
    let office = Office::new().file("27.toml", issue);
    let all = found(&office, &["27.toml"]);
    assert_eq!(
        all["findings"][0],
        json!({
            "code": "data/slip-equals", "severity": "error",
            "file": "27.toml", "line": 3, "column": 6, "length": 1,
            "message": "“＝” should be =",
            "hint": "switch the keyboard to Latin letters for the equals sign",
            "fixes": [{ "line": 3, "column": 6, "length": 1, "text": "=" }],
        })
    );
    assert_eq!(all["findings"][1]["clause"], "GB/T 15834-2011 5.1.3");
}

#[test]
fn fixes_elsewhere_than_the_finding_are_counted_right() {
    let issue = ISSUE.replace("\"测试办公室\"", "“测试办公室”");
    let all = found(&Office::new().file("27.toml", issue), &["27.toml"]);
    let fixes = &all["findings"][0]["fixes"];
    let quote = |column: usize| json!({"line": 6, "column": column, "length": 1, "text": "\""});
    assert_eq!(*fixes, json!([quote(10), quote(16)]));
}

#[test]
fn several_issues_are_one_report_with_one_tally() {
    let next = ISSUE.replace("serial = 27", "serial = 28").replace("number = 3", "number = 4");
    let office = Office::new().file("1.toml", slipped()).file("2.toml", warned());
    let all = found(&office.file("3.toml", next), &["2.toml", "1.toml", "3.toml"]);
    let files: Vec<_> = all["findings"].as_array().into_iter().flatten().collect();
    let files: Vec<_> = files.iter().filter_map(|finding| finding["file"].as_str()).collect();
    assert_eq!(files, ["2.toml", "2.toml", "1.toml"]);
    assert_eq!(all["summary"], json!({"errors": 1, "warnings": 2, "hints": 0}));
}

#[test]
fn a_file_that_cannot_be_read_is_named_without_a_place() {
    let office = Office::new().file("27.toml", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR");
    let all = found(&office, &["27.toml", "28.toml"]);
    let finding = |n: usize| all["findings"][n].clone();
    assert_eq!(
        (finding(0)["code"].clone(), finding(0)["file"].clone()),
        ("data/not-text".into(), "27.toml".into())
    );
    assert_eq!(
        (finding(1)["code"].clone(), finding(1)["file"].clone()),
        ("program/access".into(), "28.toml".into())
    );
    assert_eq!(finding(1).get("line"), None);
}

#[test]
fn nothing_found_is_an_empty_list() {
    let all = found(&Office::new().issue("27.toml"), &["27.toml"]);
    assert_eq!(all["findings"], json!([]));
}

#[test]
fn the_schema_refuses_what_is_not_promised() {
    let office = Office::new().file("27.toml", warned());
    let good = found(&office, &["27.toml"]);
    let validator = jsonschema::validator_for(&schema()).expect("the schema is one");
    for (pointer, bad) in [
        ("/version", json!(2)),
        ("/findings/0/severity", json!("grave")),
        ("/findings/0/line", json!(0)),
        ("/findings/0/code", json!("half-width")),
        ("/findings/0/fixes", json!([])),
    ] {
        let mut spoiled = good.clone();
        *spoiled.pointer_mut(pointer).expect("the field is there") = bad;
        assert!(!validator.is_valid(&spoiled), "{pointer}");
    }
}
