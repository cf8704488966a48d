//! The issues named on the command line: files, folders, standard input.

use std::collections::BTreeSet;
use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use briefing_desk::order::SourceText;
use briefing_engine::house::HOUSE_FILE;
use briefing_values::error::{Problem, Result, codes};

/// Where an issue is read from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Input {
    /// A file.
    File(PathBuf),
    /// Standard input.
    Pipe,
}

impl Input {
    /// Returns the issues that the arguments name; a folder stands for its `.toml` files.
    pub(super) fn all(words: &[PathBuf]) -> Result<Vec<Self>> {
        let mut inputs = Vec::new();
        for path in words {
            if path.as_os_str() == "-" {
                inputs.push(Self::Pipe);
            } else if path.is_dir() {
                inputs.extend(folder(path)?.into_iter().map(Self::File));
            } else {
                inputs.push(Self::File(path.clone()));
            }
        }
        // A file that is named twice is one issue.
        let mut known = BTreeSet::new();
        inputs.retain(|input| match input {
            Self::Pipe => true,
            Self::File(path) => known.insert(path.canonicalize().unwrap_or_else(|_| path.clone())),
        });
        match inputs.iter().filter(|input| **input == Self::Pipe).count() {
            0 | 1 => Ok(inputs),
            _ => Err(Problem::CommandLine { words: "standard input can be read only once".into() }
                .into()),
        }
    }

    /// Returns the file name for products, without an extension.
    pub(super) fn stem(&self) -> String {
        match self {
            Self::File(path) => path.file_stem().unwrap_or_default().to_string_lossy().into_owned(),
            Self::Pipe => "issue".into(),
        }
    }

    /// Returns the file, or the folder in which a pipe is read.
    pub(super) fn path(&self) -> &Path {
        match self {
            Self::File(path) => path,
            Self::Pipe => Path::new("."),
        }
    }

    /// Returns the name by which the user knows the issue's file.
    pub(super) fn name(&self) -> String {
        match self {
            Self::File(path) => path.display().to_string(),
            Self::Pipe => "standard input".to_owned(),
        }
    }

    /// Reads the issue.
    pub(super) fn read(&self) -> Result<SourceText> {
        self.read_from(&self.read_bytes()?)
    }

    /// Returns the issue in the bytes of its file.
    pub(super) fn read_from(&self, bytes: &[u8]) -> Result<SourceText> {
        let path = match self {
            Self::File(path) => path,
            Self::Pipe => Path::new(""),
        };
        SourceText::of(path, &self.name(), bytes)
    }

    /// Reads the bytes of the issue's file.
    pub(super) fn read_bytes(&self) -> Result<Vec<u8>> {
        let bytes = match self {
            Self::File(path) => fs::read(path),
            Self::Pipe => {
                let mut bytes = Vec::new();
                io::stdin().read_to_end(&mut bytes).map(|_| bytes)
            }
        };
        bytes.map_err(|error| refusal(&self.name(), &error))
    }
}

/// Returns the issues in a folder, in the order of their names.
fn folder(path: &Path) -> Result<Vec<PathBuf>> {
    let refusal = |error: io::Error| refusal(&path.display().to_string(), &error);
    let mut files = Vec::new();
    for entry in fs::read_dir(path).map_err(refusal)? {
        let file = entry.map_err(refusal)?.path();
        // A.TOML comes from a disk that does not tell the two apart.
        let issue = file.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("toml"))
            && file.file_name().is_some_and(|name| !name.eq_ignore_ascii_case(HOUSE_FILE));
        if issue && file.is_file() {
            files.push(file);
        }
    }
    files.sort();
    if files.is_empty() {
        let words = vec![("path", path.display().to_string())];
        return Err(Problem::Noted { code: codes::program::NO_FILES, words }.into());
    }
    Ok(files)
}

fn refusal(name: &str, error: &io::Error) -> briefing_values::error::Error {
    Problem::Access { action: "read", path: name.into(), reason: error.to_string() }.into()
}
