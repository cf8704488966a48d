//! Makes a constant of every code in the catalogue, `codes::archive::NOT_THERE`, so that no source can
//! name a code that has no entry.

use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

/// Where the entries are: a file for each group of codes.
const CATALOGUE: &str = "src/catalogue";
/// The one file there that has words, but no codes.
const PHRASES: &str = "phrases";

#[expect(clippy::disallowed_methods, reason = "cargo tells a build script all it knows this way")]
fn main() -> io::Result<()> {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed={CATALOGUE}");
    let folder = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default());
    fs::write(folder.join("codes.rs"), source(&groups(Path::new(CATALOGUE))?))
}

/// The names of a group's codes, under the name of the group.
type Group = (String, Vec<String>);

/// Reads the names of all groups and of their codes, in order.
fn groups(folder: &Path) -> io::Result<Vec<Group>> {
    let mut groups = Vec::new();
    for file in fs::read_dir(folder)? {
        let path = file?.path();
        let group = path.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
        if path.extension().is_some_and(|ending| ending == "toml") && group != PHRASES {
            let text = fs::read_to_string(&path)?;
            let mut names: Vec<_> = text.lines().filter_map(heading).map(String::from).collect();
            names.sort();
            groups.push((group.to_owned(), names));
        }
    }
    groups.sort();
    Ok(groups)
}

/// Returns the name of the table that begins on a line. A test compares the names with what a parser
/// of TOML makes of the file.
fn heading(line: &str) -> Option<&str> {
    line.strip_prefix('[')?.strip_suffix(']')
}

/// Writes the constants, and a list of them all.
fn source(groups: &[Group]) -> String {
    let (mut modules, mut all) = (String::new(), String::new());
    for (group, names) in groups {
        // Writing to a string cannot fail.
        let _ = writeln!(modules, "/// The codes of `{group}.toml`.\npub mod {group} {{");
        let _ = writeln!(modules, "    use super::super::Code;\n");
        for name in names {
            let constant = name.replace('-', "_").to_uppercase();
            let _ = writeln!(modules, "    /// `{group}/{name}`");
            let _ = writeln!(modules, "    pub const {constant}: Code = Code(\"{group}/{name}\");");
            let _ = writeln!(all, "    {group}::{constant},");
        }
        modules.push_str("}\n\n");
    }
    format!(
        "{modules}/// Every code, in order.\npub(super) const ALL: &[super::Code] = &[\n{all}];\n"
    )
}
