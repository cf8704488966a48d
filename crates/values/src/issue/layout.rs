//! The office's page layout (版面): margins, lines, characters and sizes.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The page layout of an office (版面). The defaults are those of GB/T 9704-2012, 5.2.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Layout {
    /// From the top of the sheet to the first line's glyph box, in mm (天头, 37).
    pub top: f64,
    /// From the last line's glyph box to the foot of the sheet, in mm (35).
    pub bottom: f64,
    /// The left margin, in mm (订口, 28).
    pub left: f64,
    /// The right margin, in mm (26).
    pub right: f64,
    /// Lines per page (22).
    pub lines: u32,
    /// Characters per line (28); fractions are allowed.
    pub characters: f64,
    /// The sizes of type that the grid does not give.
    pub sizes: Sizes,
    /// The gap between Han characters and figures.
    pub gap: Gap,
    /// The width of quotation marks.
    pub quotes: Quotes,
    /// Which face sets figures and Latin letters.
    pub latin: Latin,
    /// How lines are filled.
    pub line_breaking: LineBreaking,
    /// The number of the first page.
    pub first_page: u32,
    /// The words that the text has in 黑体 wherever they stand.
    pub bold: Vec<String>,
    /// How many dots of a picture are printed to the inch, at most (200).
    pub dpi: u32,
}

impl Default for Layout {
    fn default() -> Self {
        Self {
            top: 37.0,
            bottom: 35.0,
            left: 28.0,
            right: 26.0,
            lines: 22,
            characters: 28.0,
            sizes: Sizes::default(),
            gap: Gap::default(),
            quotes: Quotes::default(),
            latin: Latin::default(),
            line_breaking: LineBreaking::default(),
            first_page: 1,
            bold: Vec::new(),
            dpi: 200,
        }
    }
}

/// Sizes of type, in pt.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Sizes {
    /// Titles: 2号, 22 pt.
    pub title: f64,
    /// The colophon: 4号, 14 pt.
    pub colophon: f64,
    /// Page numbers: 4号, 14 pt.
    pub folio: f64,
    /// Tables and captions: 4号, 14 pt.
    pub table: f64,
}

impl Default for Sizes {
    fn default() -> Self {
        Self { title: 22.0, colophon: 14.0, folio: 14.0, table: 14.0 }
    }
}

/// The gap between Han characters and Latin letters or figures.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Gap {
    /// No gap, as on the strict grid.
    #[default]
    None,
    /// A quarter of an em, as word processors set it.
    Quarter,
}

/// The width of the quotation marks “” and ‘’.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Quotes {
    /// One em: the marks of the Han face.
    #[default]
    Full,
    /// Half an em.
    Half,
    /// The marks of the Latin companion, which is where word processors take them from: 0.444 em in a Times.
    Latin,
}

/// Which face sets figures and Latin letters.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Latin {
    /// That of the role `latin`, in the weight that matches the Han face.
    #[default]
    Companion,
    /// The Han face, with figures and letters of its own.
    Own,
}

/// How lines are filled.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum LineBreaking {
    /// Each line takes what fits, as word processors do; lines stay near the grid.
    #[default]
    FirstFit,
    /// The line breaks of a paragraph are optimised together.
    Optimized,
}
