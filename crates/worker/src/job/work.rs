//! The kinds of work, each with its parameters.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use briefing_desk::check::Depth;

/// What is to be done.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Work {
    /// Make a product of the pages of an issue.
    Render(Render),
    /// Report all errors, warnings and hints in an issue.
    Check(Check),
    /// Set the pages of an issue that may have faults, and draw those that the caller does not have yet.
    Preview(Preview),
    /// Set an issue, and hand over everything that the archive keeps of it except the faces.
    Submit(Submit),
    /// Set a revision of the archive again.
    Regenerate(Regenerate),
    /// Verify the archive, or some issues of it.
    Verify(Verify),
    /// Draw a page of a finished PDF.
    Draw(Draw),
    /// List the faces that set the roles of the house.
    ListFaces(ListFaces),
}

/// How to make a product of an issue's pages.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Render {
    /// The product.
    pub product: Product,
    /// The pages, as written on the command line; all of them if there are none.
    pub pages: Option<String>,
    /// Whether to print despite warnings from the engine.
    pub allow_warnings: bool,
}

/// How to check an issue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Check {
    /// How far the check goes.
    pub depth: Depth,
}

/// Which pages of a preview are wanted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Preview {
    /// The digests of the pages that need not be drawn again.
    pub known: Vec<String>,
}

/// An issue that the caller will publish.
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

/// Which part of the archive to verify.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Verify {
    /// Which issues; all files of the archive if there are none.
    pub which: Vec<String>,
}

/// How to draw a page of a PDF.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Draw {
    /// The page, from 1.
    pub page: u32,
    /// Pixels per inch.
    pub ppi: f32,
}

/// A request for the list of the house's faces.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListFaces;

/// A product of an issue's pages.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Product {
    /// A PDF that conforms to these standards, by the engine's names; to those of the archive if there
    /// are none.
    Pdf(Vec<String>),
    /// PNG pictures, with this many pixels per inch.
    Png(f32),
    /// SVG pictures.
    Svg,
    /// What is on the pages, and where.
    Layout,
}

impl Work {
    /// Returns the minimum processor time that the work must be allowed.
    pub fn least_time(&self) -> Duration {
        match self {
            Self::Verify(_) => Duration::from_hours(1),
            _ => Duration::ZERO,
        }
    }
}
