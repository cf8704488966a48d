//! The workspace: its crates, and the Rust files next to them.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use crate::tree::Tree;

/// The crates of the workspace.
pub(crate) static PACKAGES: LazyLock<Vec<Package>> =
    LazyLock::new(|| folders().iter().map(|folder| Package::read(folder)).collect());

/// A crate of the workspace.
pub(crate) struct Package {
    /// Its name, as in the manifest.
    pub(crate) name: String,
    /// Its manifest.
    pub(crate) manifest: toml::Table,
    /// The texts of its files, by their paths relative to the source folder.
    pub(crate) texts: BTreeMap<String, String>,
    /// Its modules.
    pub(crate) tree: Tree,
}

impl Package {
    fn read(folder: &Path) -> Self {
        let manifest: toml::Table =
            read(&folder.join("Cargo.toml")).parse().expect("a manifest is TOML");
        let name = manifest["package"]["name"].as_str().expect("a crate has a name").to_owned();
        let texts = rust_files(&folder.join("src"));
        let tree = Tree::of(&texts);
        Self { name, manifest, texts, tree }
    }

    /// Returns the name without the common prefix.
    pub(crate) fn short_name(&self) -> &str {
        self.name.strip_prefix("briefing-").unwrap_or(&self.name)
    }
}

/// Returns each file of the tests, benchmarks and examples, as a tree of its own.
pub(crate) fn files_beside() -> Vec<Tree> {
    let folders = folders();
    let beside = |folder: &PathBuf| ["tests", "benches", "examples"].map(|it| folder.join(it));
    let files = folders.iter().flat_map(beside).flat_map(|folder| rust_files(&folder));
    files.map(|(_, text)| Tree::of(&[("lib.rs".to_owned(), text)].into())).collect()
}

fn folders() -> Vec<PathBuf> {
    let crates = fs::read_dir("crates").expect("the folder can be read");
    let crates = crates.map(|entry| entry.expect("the entry can be read").path());
    let mut folders: Vec<_> = crates.chain([PathBuf::new(), PathBuf::from("fonts")]).collect();
    folders.sort();
    folders
}

/// Reads the Rust files below a folder, by their paths relative to it.
fn rust_files(folder: &Path) -> BTreeMap<String, String> {
    let mut files = BTreeMap::new();
    for entry in fs::read_dir(folder).into_iter().flatten() {
        let path = entry.expect("the entry can be read").path();
        let name = path.file_name().expect("a file has a name").to_string_lossy().into_owned();
        if path.is_dir() {
            let below = rust_files(&path).into_iter();
            files.extend(below.map(|(file, text)| (format!("{name}/{file}"), text)));
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            files.insert(name, read(&path));
        }
    }
    files
}

/// Reads a file of the workspace.
pub(crate) fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

#[cfg(test)]
mod tests {
    use super::PACKAGES;

    #[test]
    fn no_file_is_long() {
        for package in PACKAGES.iter() {
            for (file, text) in &package.texts {
                let lines = text.lines().count();
                let name = &package.name;
                assert!(lines <= 300, "{name}: {file} has {lines} lines; split it by its nouns");
            }
        }
    }
}
