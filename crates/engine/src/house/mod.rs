//! The house (本单位): its styles, faces and house file. What is built in serves every office; a
//! project folder replaces any part of it, file by file.

mod builtin;
mod manifest;
mod package;
mod project;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use briefing_values::error::{Place, Problem, Result};
use briefing_values::faces::{FaceFile, Faces};
use briefing_values::lexicon::Lexicon;
use briefing_values::sheet::Sheet;

use manifest::FaceManifest;
use project::{PARTS, Project, WORD_FILE};

pub use manifest::FaceEntry;
pub use project::{HOUSE_FILE, State};

/// The style of an issue that names none.
pub const DEFAULT_STYLE: &str = "provincial-bulletin";
/// The style of bound volumes, which no issue can be set in.
pub const VOLUME_STYLE: &str = "bound-volume";

/// The house of an office, or the built-in one.
#[derive(Debug)]
pub struct House {
    project: Option<Project>,
    manifest: FaceManifest,
}

impl House {
    /// Opens the house in a project folder, or the built-in one.
    ///
    /// # Errors
    /// A manifest that cannot be read.
    pub fn open(root: Option<PathBuf>) -> Result<Self> {
        let manifest = manifest::read(&builtin::sheet("fonts/manifest.toml")?)?;
        Ok(Self { project: root.map(Project::new), manifest })
    }

    /// Returns the project folder that a file belongs to: the nearest one above it with a
    /// `briefing.toml`.
    pub fn root_of(input: &Path) -> Option<PathBuf> {
        let input = std::path::absolute(input).ok()?;
        let root = input.ancestors().find(|folder| folder.join(HOUSE_FILE).is_file())?;
        Some(root.to_owned())
    }

    /// Returns the project folder.
    pub fn root(&self) -> Option<&Path> {
        self.project.as_ref().map(Project::root)
    }

    /// Returns the names of the files and folders that a project's house is made of.
    pub fn parts() -> impl Iterator<Item = &'static str> {
        PARTS.into_iter()
    }

    /// Returns the state of the project's files; every change alters it.
    pub fn state(&self) -> State {
        self.project.as_ref().map(Project::state).unwrap_or_default()
    }

    /// Returns the house file, if there is one.
    ///
    /// # Errors
    /// A file that cannot be read.
    pub fn sheet(&self) -> Result<Option<Sheet>> {
        let Some(project) = &self.project else {
            return Ok(None);
        };
        let bytes = project.read(HOUSE_FILE)?;
        bytes.map(|bytes| Sheet::new(&project.name(HOUSE_FILE), &bytes)).transpose()
    }

    /// Returns the office's own list of words: `words.toml` in the project folder.
    ///
    /// # Errors
    /// A list that cannot be read.
    pub fn lexicon(&self) -> Result<Lexicon> {
        let Some(project) = &self.project else { return Ok(Lexicon::default()) };
        let Some(bytes) = project.read(WORD_FILE)? else { return Ok(Lexicon::default()) };
        manifest::read(&Sheet::new(&project.name(WORD_FILE), &bytes)?)
    }

    /// Returns the names of the styles that an issue can be set in.
    ///
    /// # Errors
    /// A folder that cannot be read.
    pub fn styles(&self) -> Result<Vec<String>> {
        let mut names = builtin::folders("templates");
        if let Some(project) = &self.project {
            names.extend(project.folders("templates")?);
        }
        names.retain(|name| name != VOLUME_STYLE);
        names.sort();
        names.dedup();
        Ok(names)
    }

    /// Returns the names of the styles that the project has, or has files of.
    ///
    /// # Errors
    /// A folder that cannot be read.
    pub fn own_styles(&self) -> Result<Vec<String>> {
        let own = self.project.as_ref().map(|project| project.folders("templates"));
        own.unwrap_or_else(|| Ok(Vec::new()))
    }

    /// Returns the files of all faces; the project's come first, and so take precedence over built-in
    /// faces of the same name.
    ///
    /// # Errors
    /// A file that cannot be read.
    pub fn face_files(&self) -> Result<Vec<FaceFile>> {
        let mut files = match &self.project {
            Some(project) => project.faces("fonts")?,
            None => Vec::new(),
        };
        files.extend(self.manifest.face.iter().filter_map(builtin::face));
        Ok(files)
    }

    /// Returns the built-in faces, with their origins and licences.
    pub fn face_entries(&self) -> &[FaceEntry] {
        &self.manifest.face
    }

    /// Returns the roles, with the office's families in front and the fallback at the end of each.
    ///
    /// # Errors
    /// A role that does not exist, at its place.
    pub fn roles(
        &self,
        chosen: &BTreeMap<String, Vec<String>>,
        place: impl Fn(&str) -> Place,
    ) -> Result<Faces> {
        let mut roles = self.manifest.roles.clone();
        for (name, families) in chosen {
            let known = roles.keys().cloned().collect();
            let Some(role) = roles.get_mut(name) else {
                let problem = Problem::UnknownRole { role: name.clone(), known };
                return Err(briefing_values::error::Fault::at(problem, place(name)).into());
            };
            role.families.splice(0..0, families.iter().cloned());
        }
        for role in roles.values_mut() {
            let missing = |family: &&String| !role.families.contains(family);
            let fallback: Vec<_> = self.manifest.fallback.iter().filter(missing).cloned().collect();
            role.families.extend(fallback);
        }
        Ok(Faces(roles))
    }
}
