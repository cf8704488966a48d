//! Sets galleys in pages and prints them, with the Typst engine.
//!
//! Typst lets missing glyphs, unknown families and layouts that do not converge pass with a warning or
//! in silence; here each of them is an error.

mod digest;
mod export;
mod face;
mod fault;
mod forme;
mod literals;
mod picture;
mod walk;
mod world;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use typst::text::FontVariant;
use typst::utils::LazyHash;
use typst::{Library, LibraryExt};
use typst_kit::fonts::FontStore;
use typst_layout::PagedDocument;

use briefing_values::error::{Error, Problem, Result, Severity};
use briefing_values::faces::{FaceFile, Faces, Role};

use crate::galley::Galley;

use world::GalleyWorld;

pub use export::{PageImage, PdfSettings, Standard};
pub use forme::Forme;

/// For how many compilations the engine keeps cached results: enough to share work between the passes of
/// one issue, few enough for memory to stay flat over thousands.
const MEMORY: usize = 2;

/// The stack size of threads that set issues, in bytes: deep nesting in a template must end in a message,
/// not in an abort.
pub const STACK: usize = 64 * 1024 * 1024;

/// What to do about the engine's warnings.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Warnings {
    /// A warning stops the work.
    #[default]
    Deny,
    /// Warnings are returned with the pages.
    Allow,
}

/// The engine and its faces.
pub struct Press {
    library: LazyHash<Library>,
    faces: FontStore,
    files: Vec<FaceFile>,
}

impl Press {
    /// Returns a press with these faces. Where two have the same family, weight and style, the
    /// first is used.
    ///
    /// # Errors
    /// The first file that holds no face.
    pub fn new(files: &[FaceFile]) -> Result<Self> {
        let loaded = face::load(files)?;
        let files = loaded.iter().map(|face| face.file.clone()).collect();
        let mut faces = FontStore::new();
        for face in loaded {
            let info = face.font.info().clone();
            faces.push((face, info));
        }
        Ok(Self { library: LazyHash::new(Library::builder().build()), faces, files })
    }

    /// Returns whether the press has the faces of these files, and no others.
    pub fn has(&self, files: &[FaceFile]) -> bool {
        let mut own = self.files.clone();
        own.dedup_by(|a, b| a.is_same(b));
        own.len() == files.len() && own.iter().zip(files).all(|(a, b)| a.is_same(b))
    }

    /// Returns the file whose face sets a family in a weight, or `None` if no face has the family.
    pub fn face(&self, family: &str, weight: u16) -> Option<&FaceFile> {
        face::select(self.faces.book(), family, weight).map(|index| &self.files[index])
    }

    /// Returns the PostScript names of the faces that set each role, in the order in which they are
    /// tried: the names that a proof uses.
    pub fn names(&self, faces: &Faces) -> BTreeMap<String, Vec<String>> {
        let name = |role: &Role, family: &String| {
            let index = face::select(self.faces.book(), family, role.weight)?;
            self.faces.font(index)?.post_script_name()
        };
        let names = |role: &Role| role.families.iter().filter_map(|it| name(role, it)).collect();
        faces.0.iter().map(|(key, role)| (key.clone(), names(role))).collect()
    }

    /// Returns the files that hold a face of one of these families, in the order in which the press
    /// tries them.
    pub fn files(&self, wanted: impl Fn(&str) -> bool) -> Vec<&FaceFile> {
        let family = |index: usize| Some(self.faces.book().info(index)?.family.as_str());
        let faces = self.files.iter().enumerate();
        let wanted = faces.filter(|(index, _)| family(*index).is_some_and(&wanted));
        let mut files: Vec<_> = wanted.map(|(_, file)| file).collect();
        files.dedup_by(|a, b| a.name == b.name);
        files
    }

    /// Prepares the first face of each role in the background, before it is needed.
    pub fn warm_up(&self, faces: &Faces) {
        let first = |role: &Role| {
            let index = face::select(self.faces.book(), role.families.first()?, role.weight)?;
            self.faces.font(index)
        };
        face::warm_up(faces.0.values().filter_map(first).collect());
    }

    /// Returns the families that the press can set, sorted.
    pub fn families(&self) -> Vec<String> {
        self.faces.book().families().map(|(name, _)| name.to_owned()).collect()
    }

    /// Sets a galley in pages.
    ///
    /// # Errors
    /// Every fault that the engine finds, at its place in a template; and its warnings, unless they
    /// are allowed.
    pub fn impose(&self, galley: Galley, warnings: Warnings) -> Result<Forme> {
        let world = GalleyWorld::new(&self.library, &self.faces, &galley);
        let source = world.main_source().clone();
        literals::check(&source, &galley)?;
        let compiled = typst::compile::<PagedDocument>(&world);
        let document = compiled.output.map_err(|said| fault::error(&source, &galley, &said))?;
        let mut found = fault::faults(&source, &galley, &compiled.warnings);
        if warnings == Warnings::Allow {
            for fault in &mut found {
                fault.severity = Severity::Warning;
            }
        } else if !found.is_empty() {
            return Err(Error { faults: found });
        }
        Ok(Forme { document, galley, source, warnings: found })
    }

    /// Checks that every value in a galley is read as text.
    ///
    /// # Errors
    /// The place in a template where one is not.
    pub fn check(galley: &Galley) -> Result<()> {
        literals::check(&world::source(galley), galley)
    }

    /// Refuses a picture that the engine cannot print.
    ///
    /// # Errors
    /// Why it cannot.
    pub fn inspect(file: &str, bytes: &Arc<[u8]>) -> std::result::Result<(), Problem> {
        picture::inspect(file, bytes)
    }

    /// Returns whether a character of a drawing has a glyph: if not in the face that the drawing asks for, or else the
    /// text of the issue, in any other.
    pub fn draws(&self, character: char) -> bool {
        let text = character.encode_utf8(&mut [0; 4]).to_owned();
        self.faces.book().select_fallback(None, FontVariant::default(), &text).is_some()
    }

    /// Drops the cached results of earlier issues. Call it after each.
    pub fn clean() {
        typst::comemo::evict(MEMORY);
    }

    /// Returns the version of the engine.
    pub fn engine() -> Cow<'static, str> {
        typst::utils::version().raw().into()
    }
}
