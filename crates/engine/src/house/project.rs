//! A project folder: what one office overrides of the built-in house.

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::SystemTime;

use briefing_values::error::{Error, Problem, Result};
use briefing_values::faces::{FaceBytes, FaceFile};
use briefing_values::sheet::Sheet;

/// The name of the house file, which also marks a project folder.
pub const HOUSE_FILE: &str = "briefing.toml";
/// The name of the office's list of words.
pub(super) const WORD_FILE: &str = "words.toml";
/// The files and folders that a project's house is made of.
pub(super) const PARTS: [&str; 5] = [HOUSE_FILE, WORD_FILE, "templates", "fonts", "keys"];
/// The extensions of font files.
const FACES: [&str; 4] = ["ttf", "otf", "ttc", "otc"];

/// A project folder.
#[derive(Debug)]
pub(super) struct Project {
    root: PathBuf,
}

impl Project {
    pub(super) fn new(root: PathBuf) -> Self {
        Self { root }
    }

    pub(super) fn root(&self) -> &Path {
        &self.root
    }

    /// Returns the name of a project file, as shown to the user.
    pub(super) fn name(&self, path: &str) -> Arc<str> {
        shown(&self.root.join(path))
    }

    /// Returns the bytes of a file, or `None` if the project has no such file.
    pub(super) fn read(&self, path: &str) -> Result<Option<Vec<u8>>> {
        match fs::read(self.root.join(path)) {
            Ok(bytes) => Ok(Some(bytes)),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(error) => Err(self.refusal("read", path, &error)),
        }
    }

    /// Returns those text files of a folder that are wanted, by their names.
    pub(super) fn files(
        &self,
        folder: &str,
        wanted: impl Fn(&str) -> bool,
    ) -> Result<BTreeMap<String, Sheet>> {
        let mut files = BTreeMap::new();
        for name in self.names(folder, Path::is_file)?.into_iter().filter(|name| wanted(name)) {
            let path = format!("{folder}/{name}");
            if let Some(bytes) = self.read(&path)? {
                files.insert(name, Sheet::new(&self.name(&path), &bytes)?);
            }
        }
        Ok(files)
    }

    /// Returns the files of a folder, by their names.
    pub(super) fn bytes(&self, folder: &str) -> Result<BTreeMap<String, Arc<[u8]>>> {
        let mut files = BTreeMap::new();
        for name in self.names(folder, Path::is_file)? {
            if let Some(bytes) = self.read(&format!("{folder}/{name}"))? {
                files.insert(name, bytes.into());
            }
        }
        Ok(files)
    }

    /// Returns the names of the folders in a folder.
    pub(super) fn folders(&self, folder: &str) -> Result<Vec<String>> {
        self.names(folder, Path::is_dir)
    }

    /// Returns the files of a folder that hold faces, in the order of their names: where two have
    /// the same face the first is used, on every machine.
    pub(super) fn faces(&self, folder: &str) -> Result<Vec<FaceFile>> {
        let mut faces = Vec::new();
        for name in self.names(folder, Path::is_file)? {
            let ending = Path::new(&name).extension().and_then(OsStr::to_str).unwrap_or_default();
            if !FACES.contains(&ending.to_lowercase().as_str()) {
                continue;
            }
            let path = format!("{folder}/{name}");
            if let Some(bytes) = self.read(&path)? {
                faces.push(FaceFile { name: self.name(&path), bytes: FaceBytes::read(bytes) });
            }
        }
        Ok(faces)
    }

    /// Lists the entries of a folder of one kind, sorted; a missing folder is empty. Hidden entries are
    /// not part of the house: editors keep temporary files there while a file is open.
    fn names(&self, folder: &str, kind: fn(&Path) -> bool) -> Result<Vec<String>> {
        let entries = match fs::read_dir(self.root.join(folder)) {
            Ok(entries) => entries,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
            Err(error) => return Err(self.refusal("list", folder, &error)),
        };
        let mut names = Vec::new();
        for entry in entries {
            let entry = entry.map_err(|error| self.refusal("list", folder, &error))?;
            if let (true, Some(name)) = (kind(&entry.path()), entry.file_name().to_str())
                && !name.starts_with('.')
            {
                names.push(name.to_owned());
            }
        }
        names.sort();
        Ok(names)
    }

    /// Returns the state of the project's files, without reading them.
    pub(super) fn state(&self) -> State {
        let mut state = State::default();
        for path in PARTS {
            note(&self.root.join(path), &mut state);
        }
        state
    }

    fn refusal(&self, action: &'static str, path: &str, error: &io::Error) -> Error {
        Problem::Access { action, path: self.name(path).to_string(), reason: error.to_string() }
            .into()
    }
}

/// The modification times and sizes of files. A house whose state has not changed need not be opened
/// again.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct State(Vec<(PathBuf, u64, Option<SystemTime>)>);

/// Adds a file, or the files of a folder, to a state.
fn note(path: &Path, state: &mut State) {
    let Ok(about) = fs::metadata(path) else { return };
    state.0.push((path.to_owned(), about.len(), about.modified().ok()));
    let entries = fs::read_dir(path).into_iter().flatten();
    let mut below: Vec<_> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    below.sort();
    for path in &below {
        note(path, state);
    }
}

/// Returns a path as shown to the user: relative to the current folder, if it is below that.
fn shown(path: &Path) -> Arc<str> {
    let here = std::env::current_dir().unwrap_or_default();
    path.strip_prefix(&here).unwrap_or(path).display().to_string().into()
}
