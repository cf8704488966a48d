//! What is handed over the desk: the copy, what to do with it, and what it has become.

use std::fs;
use std::path::Path;

use briefing_engine::galley::Galley;
use briefing_engine::pictures::Pictures;
use briefing_engine::press::{Forme, PdfSettings, Warnings};
use briefing_text::manuscript::Manuscript;
use briefing_values::error::{Fault, Problem, Result};
use briefing_values::issue::Issue;
use briefing_values::proof::Proof;
use briefing_values::sheet::Sheet;

use crate::record::recipe::Recipe;

/// An issue's file, as it comes to the desk.
#[derive(Debug, Clone)]
pub struct SourceText {
    /// The text of the file.
    pub sheet: Sheet,
    /// Where its pictures are.
    pub pictures: Pictures,
}

impl SourceText {
    /// Reads an issue's file, whose pictures are in its folder.
    ///
    /// # Errors
    /// A file that cannot be read, or that is no text.
    pub fn read(path: impl AsRef<Path>) -> Result<Self> {
        let path = path.as_ref();
        let name = path.display().to_string();
        let bytes = fs::read(path).map_err(|error| Problem::access("read", &name, &error))?;
        Self::of(path, &name, &bytes)
    }

    /// Returns the issue whose file, at a path and under the name by which the user knows it, holds some
    /// bytes.
    ///
    /// # Errors
    /// Bytes that are no text.
    pub fn of(path: &Path, name: &str, bytes: &[u8]) -> Result<Self> {
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
        let pictures = folder.unwrap_or(Path::new(".")).to_owned().into();
        Ok(Self { sheet: Sheet::new(name, bytes)?, pictures })
    }
}

/// Whether an edition carries what it can be made again from.
#[derive(Debug, Clone, PartialEq)]
pub enum Record {
    /// It does, in a PDF with these settings.
    Attached(PdfSettings),
    /// It does not; some standards allow no attachments.
    LeftOut,
}

impl Default for Record {
    fn default() -> Self {
        Self::Attached(PdfSettings::default())
    }
}

/// A step on the way from a file to a product.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    /// The file is read.
    Read,
    /// The templates are filled.
    Compose,
    /// The pages are laid out.
    Impose,
    /// The pages are held against the issue.
    Proofread,
    /// The product is made.
    Print,
}

/// How an issue is to be taken to its pages.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Order {
    /// Whether the PDF is to carry its record.
    pub record: Record,
    /// What to do about the engine's warnings.
    pub warnings: Warnings,
}

/// An issue in the words of the engine.
pub struct Composed {
    /// What was read.
    pub manuscript: Manuscript,
    /// The issue.
    pub issue: Issue,
    /// The galley.
    pub galley: Galley,
    /// What all follows from, where the edition carries its record.
    pub recipe: Option<Recipe>,
    /// What is to be said of it, though it can be printed.
    pub remarks: Vec<Fault>,
}

/// The laid-out pages of an issue, read and found right.
pub struct Proofed {
    /// The pages.
    pub forme: Forme,
    /// What stands on them.
    pub proof: Proof,
    /// What they were made from.
    pub manuscript: Manuscript,
    /// The issue.
    pub issue: Issue,
    /// What all follows from, where the edition carries its record.
    pub recipe: Option<Recipe>,
    /// What is to be said of it, though it can be printed.
    pub remarks: Vec<Fault>,
}

impl std::fmt::Display for Stage {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Read => "read",
            Self::Compose => "compose",
            Self::Impose => "impose",
            Self::Proofread => "proofread",
            Self::Print => "print",
        })
    }
}
