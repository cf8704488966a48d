//! What passes over the desk: the source text, what to do with it, and what it becomes.

use std::fs;
use std::path::Path;

use briefing_engine::composer::Enclosures;
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
    /// Reads an issue's file; its pictures are in the same folder.
    ///
    /// # Errors
    /// A file that cannot be read or is not text.
    pub fn read(path: impl AsRef<Path>) -> Result<Self> {
        let path = path.as_ref();
        let name = path.display().to_string();
        let bytes = fs::read(path).map_err(|error| Problem::access("read", &name, &error))?;
        Self::of(path, &name, &bytes)
    }

    /// Returns the source text of a file with these bytes; `name` is the one by which the user knows it.
    ///
    /// # Errors
    /// Bytes that are not text.
    pub fn of(path: &Path, name: &str, bytes: &[u8]) -> Result<Self> {
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
        let pictures = folder.unwrap_or(Path::new(".")).to_owned().into();
        Ok(Self { sheet: Sheet::new(name, bytes)?, pictures })
    }
}

/// Whether an edition carries what is needed to set it again.
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
    /// The pages are compared with the issue.
    Proofread,
    /// The product is made.
    Print,
}

/// How to set an issue.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Order {
    /// Whether the PDF is to carry its record.
    pub record: Record,
    /// What to do about the engine's warnings.
    pub warnings: Warnings,
}

/// An issue, composed into source for the engine.
pub struct Composed {
    /// The manuscript, as read.
    pub manuscript: Manuscript,
    /// The issue.
    pub issue: Issue,
    /// The galley.
    pub galley: Galley,
    /// The files that go with it.
    pub enclosures: Enclosures,
    /// The recipe of the edition, if it carries its record.
    pub recipe: Option<Recipe>,
    /// Warnings and hints, which do not prevent printing.
    pub remarks: Vec<Fault>,
}

/// The laid-out pages of an issue, after proofreading.
pub struct Proofed {
    /// The pages.
    pub forme: Forme,
    /// The proof: what is on them, and where.
    pub proof: Proof,
    /// The manuscript from which they were made.
    pub manuscript: Manuscript,
    /// The issue.
    pub issue: Issue,
    /// The recipe of the edition, if it carries its record.
    pub recipe: Option<Recipe>,
    /// Warnings and hints, which do not prevent printing.
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
