//! Keeps the picture in ARCHITECTURE.md true: which part may name which, and which outside crate.

use std::fs;
use std::path::{Path, PathBuf};

/// The folders that hold parts: the program's own, and those of its crates.
const CRATES: [&str; 8] = [
    "src",
    "crates/values/src",
    "crates/text/src",
    "crates/engine/src",
    "crates/archive/src",
    "crates/desk/src",
    "crates/worker/src",
    "crates/service/src",
];

/// Every part, and the parts that it may name. `error` is open to all.
const ARROWS: &[(&str, &[&str])] = &[
    // Values: what is passed on.
    ("catalogue", &[]),
    ("error", &["catalogue"]),
    ("diagnostic", &["catalogue"]),
    ("sheet", &[]),
    ("issue", &[]),
    ("passage", &[]),
    ("fields", &["catalogue", "issue", "passage"]),
    ("lexicon", &[]),
    ("faces", &["fingerprint"]),
    ("fingerprint", &[]),
    ("style", &[]),
    ("galley", &["issue", "style"]),
    ("html", &[]),
    ("proof", &[]),
    ("edition", &[]),
    ("volume", &["issue"]),
    ("lines", &["proof"]),
    ("lock", &["faces", "fingerprint", "issue"]),
    ("clock", &["issue"]),
    ("job", &["diagnostic"]),
    // Workers: they never see each other.
    ("manuscript", &["catalogue", "sheet", "issue", "passage", "fields"]),
    ("copyeditor", &["issue", "passage", "lexicon"]),
    ("house", &["sheet", "faces", "fingerprint", "lexicon", "style"]),
    ("pictures", &[]),
    ("composer", &["issue", "faces", "style", "galley", "volume"]),
    ("press", &["faces", "galley", "proof", "edition"]),
    ("proofreader", &["issue", "proof"]),
    ("gauge", &["catalogue", "issue", "proof"]),
    ("delivery", &[]),
    ("index", &["fingerprint", "issue"]),
    ("pdf_reader", &[]),
    ("archive", &["fingerprint", "issue", "lock"]),
    ("next_issue", &["sheet", "issue"]),
    ("signature", &[]),
    ("issue_form", &["sheet", "fields"]),
    ("sandbox", &[]),
    ("auth", &["fingerprint"]),
    ("store", &[]),
    ("pool", &["clock", "job"]),
    ("scaffold", &["issue"]),
    ("preview", &["catalogue", "diagnostic", "html"]),
    ("report", &["catalogue", "html"]),
    // Wiring: the one way in.
    (
        "desk",
        &[
            "archive",
            "catalogue",
            "sheet",
            "issue",
            "passage",
            "lexicon",
            "copyeditor",
            "gauge",
            "faces",
            "fields",
            "galley",
            "proof",
            "edition",
            "fingerprint",
            "index",
            "pdf_reader",
            "lines",
            "lock",
            "manuscript",
            "house",
            "pictures",
            "composer",
            "press",
            "proofreader",
            "signature",
            "style",
            "next_issue",
            "volume",
        ],
    ),
    // Shell: the browser, the terminal.
    (
        "service",
        &[
            "archive",
            "auth",
            "catalogue",
            "clock",
            "desk",
            "fields",
            "fingerprint",
            "house",
            "index",
            "issue",
            "issue_form",
            "job",
            "lock",
            "pictures",
            "pool",
            "scaffold",
            "sheet",
            "store",
        ],
    ),
    ("args", &["desk", "issue", "press"]),
    (
        "command",
        &[
            "archive",
            "args",
            "auth",
            "catalogue",
            "clock",
            "delivery",
            "desk",
            "diagnostic",
            "faces",
            "galley",
            "gauge",
            "house",
            "index",
            "issue",
            "job",
            "lines",
            "lock",
            "manuscript",
            "next_issue",
            "pictures",
            "pool",
            "press",
            "preview",
            "report",
            "sandbox",
            "scaffold",
            "service",
            "sheet",
            "signature",
            "store",
        ],
    ),
];

/// Outside crates, and the parts that may name them.
const FENCES: &[(&str, &[&str])] = &[
    ("argon2", &["auth"]),
    ("axum", &["service"]),
    ("clap", &["args", "command"]),
    ("clap_complete", &["args", "command"]),
    ("clap_mangen", &["command"]),
    ("codespan_reporting", &["command"]),
    ("ct_codecs", &["signature"]),
    ("encoding_rs", &["sheet"]),
    ("chardetng", &["sheet"]),
    ("getrandom", &["auth"]),
    ("hayro", &["pdf_reader"]),
    ("hayro_syntax", &["pdf_reader"]),
    ("hyper", &["service"]),
    ("hyper_util", &["service"]),
    ("indicatif", &["command"]),
    ("include_dir", &["house"]),
    ("imagesize", &["press"]),
    ("jsonschema", &["manuscript"]),
    ("landlock", &["sandbox"]),
    ("libc", &["sandbox"]),
    ("memchr", &["pdf_reader"]),
    ("minijinja", &["composer", "service"]),
    ("percent_encoding", &["service"]),
    ("png", &["pdf_reader"]),
    ("prometheus_client", &["service"]),
    ("regex", &["copyeditor"]),
    ("rpassword", &["command"]),
    ("rusqlite", &["store", "index"]),
    ("rustix", &["sandbox"]),
    ("schemars", &["fields", "issue"]),
    ("seccompiler", &["sandbox"]),
    (
        "serde_json",
        &["args", "fields", "issue_form", "command", "job", "manuscript", "press", "service"],
    ),
    ("minisign", &["signature"]),
    ("miniz_oxide", &["pdf_reader"]),
    ("notify", &["command"]),
    ("open", &["command"]),
    ("sha2", &["fingerprint"]),
    ("similar", &["command", "lines", "service"]),
    ("subtle", &["auth"]),
    ("strsim", &["catalogue", "manuscript"]),
    ("sys_locale", &["command"]),
    ("tempfile", &["archive", "delivery"]),
    ("tokio", &["service"]),
    (
        "toml",
        &["archive", "catalogue", "copyeditor", "fields", "lock", "manuscript", "house", "service"],
    ),
    ("toml_edit", &["issue_form", "next_issue"]),
    ("tower_http", &["service"]),
    ("tracing", &["command", "service"]),
    ("tracing_subscriber", &["command"]),
    ("typst", &["press"]),
    ("typst_kit", &["press"]),
    ("typst_layout", &["press"]),
    ("typst_pdf", &["press"]),
    ("typst_render", &["press"]),
    ("typst_svg", &["press"]),
    ("unicode_width", &["command", "gauge"]),
    ("utoipa", &["service"]),
    ("utoipa_axum", &["service"]),
    ("utoipa_swagger_ui", &["service"]),
    ("zip", &["service"]),
];

#[test]
fn arrows_point_one_way() {
    for (part, allowed) in ARROWS {
        for file in files_of(part) {
            for target in targets(&file) {
                let fine = target == "error" || target == *part || allowed.contains(&&*target);
                assert!(fine, "{} must not use crate::{target}", file.display());
            }
        }
    }
}

#[test]
fn outside_crates_stay_behind_their_fence() {
    for (part, _) in ARROWS {
        for file in files_of(part) {
            let text = code(&file);
            for (word, homes) in FENCES {
                let fine = homes.contains(part) || !names(&text, word);
                assert!(fine, "{} must not use {word}", file.display());
            }
        }
    }
}

#[test]
fn every_part_is_declared() {
    for folder in CRATES.iter().filter(|folder| !is_one_part(folder)) {
        for entry in fs::read_dir(folder).expect("it is readable") {
            let path = entry.expect("entry is readable").path();
            let name = path.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
            let known = ["main", "lib"].contains(&name);
            let declared = ARROWS.iter().any(|(part, _)| *part == name);
            assert!(known || declared, "{} has no place in ARROWS", path.display());
        }
    }
}

#[test]
fn no_file_is_long() {
    for file in CRATES.iter().flat_map(|folder| sources(Path::new(folder))) {
        let lines = fs::read_to_string(&file).expect("source is readable").lines().count();
        assert!(lines <= 300, "{} has {lines} lines; part it by its nouns", file.display());
    }
}

/// Returns whether a crate is one part: its files stand in its root.
fn is_one_part(folder: &str) -> bool {
    ["desk", "service"].iter().any(|part| folder == format!("crates/{part}/src"))
}

/// Lists the files of one part: `part.rs` and everything below `part/`, or a whole crate.
fn files_of(part: &str) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for folder in CRATES {
        if folder == format!("crates/{part}/src") && is_one_part(folder) {
            let own = ["auth.rs", "store"].map(|other| Path::new(folder).join(other));
            let files_of_it = sources(Path::new(folder)).into_iter();
            files.extend(files_of_it.filter(|file| !own.iter().any(|it| file.starts_with(it))));
        }
        let root = Path::new(folder).join(part);
        // A crate that is one part has files of other parts' names.
        if !is_one_part(folder) || ["auth", "store"].contains(&part) {
            files.extend(sources(&root));
            files.extend(Some(root.with_extension("rs")).filter(|file| file.exists()));
        }
    }
    assert!(!files.is_empty(), "{part} is gone; update ARCHITECTURE.md and this test");
    files
}

/// Returns the parts that a file names: what follows `crate::` or the name of another crate.
fn targets(file: &Path) -> Vec<String> {
    let text = code(file);
    let name = |rest: &str| {
        let plain = |c: &char| c.is_alphanumeric() || *c == '_';
        rest.chars().take_while(plain).collect::<String>()
    };
    let declared = |name: &String| ARROWS.iter().any(|(part, _)| part == name);
    let own = text.split("crate::").skip(1).map(name);
    let others = text.split("briefing_").skip(1).map(|rest| match rest.split_once("::") {
        Some(("desk" | "service", _)) => name(rest),
        Some((_, part)) => name(part),
        None => String::new(),
    });
    let in_one_part = CRATES.iter().any(|folder| is_one_part(folder) && file.starts_with(folder));
    let own: Vec<_> = if in_one_part { Vec::new() } else { own.filter(declared).collect() };
    own.into_iter().chain(others.filter(declared)).collect()
}

/// Returns whether a text names a crate: `word::`, not as the end of another word.
fn names(text: &str, word: &str) -> bool {
    let path = format!("{word}::");
    let whole = |at: usize| !text[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_');
    text.match_indices(&path).any(|(at, _)| whole(at))
}

/// Reads a source file without its comment lines and its unit tests.
fn code(file: &Path) -> String {
    let text = fs::read_to_string(file).expect("source is readable");
    let text = text.split("#[cfg(test)]").next().unwrap_or_default();
    let code = text.lines().filter(|line| !line.trim_start().starts_with("//"));
    code.collect::<Vec<_>>().join("\n")
}

/// Lists every Rust file below `dir`, sorted.
fn sources(dir: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(dir).into_iter().flatten() {
        let path = entry.expect("entry is readable").path();
        if path.is_dir() {
            found.extend(sources(&path));
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            found.push(path);
        }
    }
    found.sort();
    found
}
