//! The kinds of work that there are, each with what it needs to know.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use briefing_desk::check::Depth;

/// What is to be done.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Work {
    /// Make a product of the pages of an issue.
    Render(Render),
    /// Say everything that is wrong with an issue, or worth a look.
    Check(Check),
    /// Set the pages of an issue that may be wrong, and draw those that are not known.
    Preview(Preview),
    /// Set an issue, and hand over all that the archive keeps of it but the faces.
    Submit(Submit),
    /// Set a revision of the archive again.
    Regenerate(Regenerate),
    /// Verify the archive, or some issues of it.
    Verify(Verify),
    /// Draw a page of a finished PDF.
    Draw(Draw),
    /// Tell which faces set the roles of the house.
    ListFaces(ListFaces),
}

/// How a product of an issue's pages is to be made.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Render {
    /// What is made.
    pub product: Product,
    /// Which pages, as the command line writes them; all if there are none.
    pub pages: Option<String>,
    /// Print although the engine warns.
    pub allow_warnings: bool,
}

/// How an issue is to be checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Check {
    /// How far it is taken.
    pub depth: Depth,
}

/// Which pages of a preview are wanted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Preview {
    /// The digests of the pages that need not be drawn again.
    pub known: Vec<String>,
}

/// An issue that is to be published by whoever asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Submit;

/// A revision that is to be set again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Regenerate {
    /// The issue, as the archive names it.
    pub id: String,
    /// The revision.
    pub revision: u32,
}

/// What of the archive is to be verified.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Verify {
    /// Which issues; all files of the archive if there are none.
    pub which: Vec<String>,
}

/// How a page of a PDF is to be drawn.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Draw {
    /// The page, from 1.
    pub page: u32,
    /// Pixels to the inch.
    pub ppi: f32,
}

/// The faces of the house are to be listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListFaces;

/// What is made of the pages of an issue.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Product {
    /// A PDF that keeps these standards, by the engine's names; those of the archive if there are none.
    Pdf(Vec<String>),
    /// Pictures of so many pixels to the inch.
    Png(f32),
    /// Pictures in curves.
    Svg,
    /// What stands on the pages.
    Layout,
}

impl Work {
    /// Returns how much time of the processor the work may take at least.
    pub fn least_time(&self) -> Duration {
        match self {
            Self::Verify(_) => Duration::from_hours(1),
            _ => Duration::ZERO,
        }
    }
}
