//! The golden pages: a folder for each case, with the source, the measured pages and the hash of the
//! edition. `SNAPSHOTS=overwrite` records them; a human reads the difference.

use std::fmt::Write;
use std::path::{Path, PathBuf};

use serde_json::Value;
use sha2::{Digest, Sha256};

use briefing_support::office::{Office, Run, assert, files_below, project, recorded};

/// The recorded files of a case.
const RECORDS: [&str; 3] = ["edition.hash", "galley.typ", "layout.txt"];

#[test]
fn issue_176() {
    let issue = project("data/176.toml");
    check("176", |format| run(&issue, format).success_with_remarks().bytes().to_vec());
}

#[test]
fn small() {
    check_folder("small");
}

#[test]
fn full() {
    check_folder("full");
}

#[test]
fn supplement() {
    check_folder("supplement");
}

#[test]
fn long_title() {
    check_folder("long-title");
}

#[test]
fn tables() {
    check_folder("tables");
}

#[test]
fn sheets() {
    check_folder("sheets");
}

#[test]
fn every_file_belongs_to_a_case() {
    let mut wanted: Vec<String> =
        ["176", "full", "long-title", "sheets", "small", "supplement", "tables"]
            .iter()
            .flat_map(|case| RECORDS.map(|record| format!("{case}/{record}")))
            .collect();
    wanted.extend(
        ["full", "long-title", "sheets", "small", "supplement", "tables"]
            .map(|case| format!("{case}/issue.toml")),
    );
    wanted.extend(["full/map.png", "sheets/east.png", "sheets/west.png"].map(String::from));
    wanted.sort();
    assert_eq!(files_below(&project("tests/issues")), wanted);
}

/// Checks a case against its records, with the issue in its own folder.
#[track_caller]
fn check_folder(case: &str) {
    let issue = folder(case).join("issue.toml");
    check(case, |format| match case {
        "sheets" | "small" | "supplement" | "tables" => {
            run(&issue, format).success().bytes().to_vec()
        }
        _ => run(&issue, format).success_with_remarks().bytes().to_vec(),
    });
}

#[track_caller]
fn check(case: &str, make: impl Fn(&str) -> Vec<u8>) {
    let galley = make("typ");
    let layout = compact(&make("layout"));
    let edition = format!("{}\n", hash(&make("pdf")));
    // The easiest to read comes first: a change there explains those after it.
    let found = [("galley.typ", text(galley)), ("layout.txt", layout), ("edition.hash", edition)];
    for (record, found) in found {
        assert().eq(found, recorded(&folder(case).join(record)));
    }
}

fn folder(case: &str) -> PathBuf {
    project("tests/issues").join(case)
}

fn run(issue: &Path, format: &str) -> Run {
    let office = Office::new();
    let issue = issue.to_str().expect("the path is UTF-8");
    // The empty project folder keeps out any house file around the checkout.
    office.run(&["-C", ".", "render", issue, "-f", format, "-o", "-"])
}

fn text(bytes: Vec<u8>) -> String {
    String::from_utf8(bytes).expect("the source is UTF-8")
}

fn hash(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().fold(String::new(), |mut hex, byte| {
        // Writing to a string cannot fail.
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

/// Returns a layout as lines that a human can compare: one for each run, shape and picture.
fn compact(json: &[u8]) -> String {
    let layout: Value = serde_json::from_slice(json).expect("the layout is JSON");
    let mut lines =
        vec!["# x and y in mm, size in pt, face, colour where it is not black, text".to_owned()];
    for (n, page) in items(&layout, "pages").iter().enumerate() {
        lines.push(format!("\npage {}", n + 1));
        lines.extend(items(page, "runs").iter().map(run_line));
        lines.extend(items(page, "shapes").iter().map(shape_line));
        let pictures = items(page, "pictures").iter();
        lines.extend(pictures.map(|picture| format!("picture {}", box_line(picture))));
    }
    lines.join("\n") + "\n"
}

fn run_line(run: &Value) -> String {
    let face = run["face"].as_str().unwrap_or_default();
    let words = run["text"].as_str().unwrap_or_default();
    let (x, y, size) = (tenth(run, "x"), tenth(run, "y"), tenth(run, "size"));
    format!("{x:>5} {y:>5} {size:>4} {face}{} {words}", colour(run))
}

fn shape_line(shape: &Value) -> String {
    format!("shape {}{}{}", box_line(shape), thickness(shape), colour(shape))
}

fn box_line(shape: &Value) -> String {
    ["x", "y", "width", "height"].map(|key| tenth(shape, key)).join(" ")
}

fn thickness(shape: &Value) -> String {
    shape["stroke"].as_f64().map_or(String::new(), |mm| format!(" stroke {mm:.2}"))
}

fn colour(item: &Value) -> String {
    let colour = item["colour"].as_str().filter(|&colour| colour != "#000000");
    colour.map_or(String::new(), |colour| format!(" {colour}"))
}

/// Returns a figure rounded to a tenth, without the sign of a zero.
fn tenth(item: &Value, key: &str) -> String {
    let value = item[key].as_f64().expect("the figure is there");
    format!("{:.1}", (value * 10.0).round() / 10.0 + 0.0)
}

fn items<'a>(value: &'a Value, key: &str) -> &'a [Value] {
    value[key].as_array().map_or(&[], Vec::as_slice)
}
