//! Styles as packages: what one takes over and changes, what fields it has of its own, what is found wrong with one, and
//! those that are built in.

mod built_in;
mod command;
mod extends;
mod guide;
mod own_fields;
mod plain;

use briefing_support::office::{ISSUE, Office, Run};

/// An office whose style takes over the built-in one, with a manifest that goes on so.
fn office(manifest: &str) -> Office {
    let manifest = format!("extends = \"provincial-bulletin\"\n{manifest}");
    Office::new()
        .file("briefing.toml", "style = \"ours\"\n")
        .file("templates/ours/style.toml", manifest)
        .file("27.toml", ISSUE)
}

/// Returns what a run has written to standard output.
fn printed(run: &Run) -> String {
    String::from_utf8_lossy(run.bytes()).into_owned()
}

/// Returns the words of an issue's pages, without white space.
#[track_caller]
fn words(office: &Office, issue: &str) -> String {
    let run = office.run(&["render", issue, "-f", "layout", "-o", "-"]);
    let pages: serde_json::Value = serde_json::from_slice(run.success().bytes()).expect("JSON");
    let pages = pages["pages"].as_array().expect("pages").clone();
    let runs = pages.iter().flat_map(|page| page["runs"].as_array().expect("runs").clone());
    let text: String = runs.map(|run| run["text"].as_str().expect("text").to_owned()).collect();
    text.chars().filter(|c| !c.is_whitespace()).collect()
}
