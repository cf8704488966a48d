//! The files that the pages of an issue depend on.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use briefing_engine::house::{HOUSE_FILE, House};
use briefing_values::error::Result;

use super::super::inputs::Input;
use super::super::plan;

/// The files and folders of a project that make up its house.
const HOUSE: [&str; 4] = [HOUSE_FILE, "words.toml", "templates", "fonts"];

/// What a change has touched; later variants need more work.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Change {
    /// The issue's file or one of its pictures: the pages are set again.
    Issue,
    /// The house file, a template, a face: the desk is opened again.
    House,
}

/// The files that the pages of an issue depend on.
pub(super) struct Sources {
    issue: PathBuf,
    named_root: Option<PathBuf>,
    root: Option<PathBuf>,
    pictures: Vec<PathBuf>,
    /// The issue and its pictures, by the paths under which their changes are reported.
    files: BTreeSet<PathBuf>,
}

impl Sources {
    /// Returns the sources of an issue, in the project folder if one is named.
    ///
    /// # Errors
    /// A project folder that does not exist.
    pub(super) fn new(issue: PathBuf, named_root: Option<PathBuf>) -> Result<Self> {
        plan::root_of(&[Input::File(issue.clone())], named_root.clone())?;
        let (root, pictures, files) = (None, Vec::new(), BTreeSet::new());
        let mut sources = Self { issue, named_root, root, pictures, files };
        sources.find_house();
        Ok(sources)
    }

    /// Returns the issue's file, as the user names it.
    pub(super) fn issue(&self) -> &Path {
        &self.issue
    }

    /// Returns the project folder.
    pub(super) fn root(&self) -> Option<&PathBuf> {
        self.root.as_ref()
    }

    /// Finds where the project folder and the files are now.
    pub(super) fn find_house(&mut self) {
        self.root = self.named_root.clone().or_else(|| House::root_of(&self.issue));
        self.find_files();
    }

    /// Notes the pictures, by the paths under which the issue names them.
    pub(super) fn set_pictures(&mut self, named: &[String]) {
        let folder = folder_of(&self.issue);
        self.pictures = named.iter().map(|file| folder.join(file)).collect();
        self.find_files();
    }

    fn find_files(&mut self) {
        let all = self.pictures.iter().chain([&self.issue]);
        self.files = all.flat_map(|file| told_as(file)).collect();
    }

    /// Returns the folders in which a change can happen; those of the issue and its pictures even if they do
    /// not exist.
    pub(super) fn folders(&self) -> BTreeSet<PathBuf> {
        let mut folders: BTreeSet<_> = self.files.iter().map(|file| folder_of(file)).collect();
        if let Some(root) = &self.root {
            let root = real(root);
            let templates = root.join("templates");
            let styles = fs::read_dir(&templates).into_iter().flatten().flatten();
            let styles = styles.map(|entry| entry.path());
            let inner = styles.chain([root.join("fonts"), templates.clone()]);
            folders.extend(inner.filter(|folder| folder.is_dir()));
            folders.insert(root);
        }
        folders
    }

    /// Returns what a change at this path touches, if anything.
    pub(super) fn touched(&self, path: &Path) -> Option<Change> {
        if self.files.contains(path) {
            return Some(Change::Issue);
        }
        let name = path.file_name()?.to_string_lossy();
        // Temporary files that editors keep beside an open file.
        if name.starts_with('.') || name.ends_with('~') {
            return None;
        }
        let Some(root) = &self.root else {
            // The issue's folder may become a project.
            return (name == HOUSE_FILE).then_some(Change::House);
        };
        let part = path.strip_prefix(real(root)).ok()?.components().next()?;
        HOUSE.iter().any(|own| part.as_os_str() == *own).then_some(Change::House)
    }
}

/// Returns the paths under which a change of a file is reported: its own, and that of the actual file if a
/// link leads to it.
fn told_as(file: &Path) -> Vec<PathBuf> {
    let Some(name) = file.file_name() else { return Vec::new() };
    let mut paths = vec![real(&folder_of(file)).join(name)];
    paths.extend(file.canonicalize());
    paths
}

fn folder_of(file: &Path) -> PathBuf {
    match file.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder.to_owned(),
        _ => PathBuf::from("."),
    }
}

/// Returns a folder's canonical path, or at least an absolute one.
fn real(folder: &Path) -> PathBuf {
    let real = folder.canonicalize().or_else(|_| std::path::absolute(folder));
    real.unwrap_or_else(|_| folder.to_owned())
}

#[cfg(test)]
mod tests {
    use super::{Change, Sources};

    #[test]
    fn a_change_touches_the_issue_the_house_or_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().canonicalize().unwrap();
        let issue = root.join("issues/1.toml");
        let mut sources = Sources::new(issue.clone(), Some(root.clone())).unwrap();
        sources.set_pictures(&["maps/a.png".into()]);
        let touched = |path: &str| sources.touched(&root.join(path));
        for path in ["issues/1.toml", "issues/maps/a.png"] {
            assert_eq!(touched(path), Some(Change::Issue), "{path}");
        }
        for path in ["briefing.toml", "words.toml", "templates", "templates/a/b.j2", "fonts/a.ttf"]
        {
            assert_eq!(touched(path), Some(Change::House), "{path}");
        }
        for path in ["issues/2.toml", "issues/1.toml~", "out/1.pdf", "templates/a/.b.j2.swp"] {
            assert_eq!(touched(path), None, "{path}");
        }
        let folders = sources.folders();
        assert!(folders.contains(&root) && folders.contains(&root.join("issues/maps")));
    }
}
