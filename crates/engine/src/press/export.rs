//! Prints a forme: as an edition (PDF), or as pictures of its pages.

use std::num::NonZeroUsize;

use typst::foundations::{Datetime, Smart};
use typst::layout::PageRanges;
use typst_pdf::{PdfOptions, PdfStandards, Timestamp};
use typst_render::RenderOptions;
use typst_svg::SvgOptions;

use briefing_values::error::{Problem, Result};

use crate::edition::Edition;

use super::{Forme, fault};

/// A PDF standard, by the engine's name for it: `a-3a`, `ua-1`, `1.7`.
pub use typst_pdf::PdfStandard as Standard;

/// The time zone of the print date, in minutes: all of China is eight hours ahead of UTC.
const MINUTES_AHEAD: i32 = 8 * 60;

/// How a PDF is written.
#[derive(Debug, Clone, PartialEq)]
pub struct PdfSettings {
    /// The standards that it must conform to.
    pub standards: Vec<Standard>,
    /// The pages, from 1, as inclusive ranges; empty for all. A part of an issue is written without
    /// tags, which would refer to missing pages.
    pub pages: Vec<(usize, usize)>,
    /// The program that the PDF names as its creator.
    pub creator: String,
}

impl PdfSettings {
    /// Returns the standards by the engine's names for them.
    pub fn standard_names(&self) -> Vec<String> {
        let name = |standard| serde_json::to_value(standard).unwrap_or_default();
        let names = self.standards.iter().map(name);
        names.filter_map(|name| name.as_str().map(str::to_owned)).collect()
    }

    /// Returns the standards of these names, or `None` where the engine does not know one.
    pub fn standards_named(names: &[String]) -> Option<Vec<Standard>> {
        let standard = |name: &String| serde_json::from_value(name.as_str().into()).ok();
        names.iter().map(standard).collect()
    }
}

impl Default for PdfSettings {
    /// PDF/A-3a for the archive and PDF/UA-1 for every reader, with all pages.
    fn default() -> Self {
        let creator = format!("briefing, Typst {}", super::Press::engine());
        Self { standards: vec![Standard::A_3a, Standard::Ua_1], pages: Vec::new(), creator }
    }
}

/// A picture of a page.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum PageImage {
    /// In pixels, at a resolution in pixels per inch.
    Png(f32),
    /// As vector graphics.
    Svg,
}

impl Forme {
    /// Prints the edition.
    ///
    /// # Errors
    /// What the standards do not allow, such as a character without a glyph.
    pub fn print(&self, settings: &PdfSettings) -> Result<Edition> {
        let standards = PdfStandards::new(&settings.standards)
            .map_err(|error| Problem::CommandLine { words: error.message().to_string() })?;
        let options = PdfOptions {
            ident: Smart::Custom(self.galley.identity.clone()),
            creator: Smart::Custom(Some(settings.creator.clone())),
            timestamp: self.timestamp(),
            page_ranges: page_ranges(&settings.pages),
            standards,
            tagged: settings.pages.is_empty(),
            pretty: false,
        };
        let bytes = typst_pdf::pdf(&self.document, &options)
            .map_err(|said| fault::error(&self.source, &self.galley, &said))?;
        Ok(Edition { bytes, pages: self.pages() })
    }

    /// Returns the picture of a page, counted from 0: the bytes of a file.
    ///
    /// # Errors
    /// A page that the forme does not have.
    pub fn picture(&self, page: usize, image: PageImage) -> Result<Vec<u8>> {
        let page = self.document.pages().get(page).ok_or_else(|| Problem::CommandLine {
            words: format!("there is no page {}: the issue has {}", page + 1, self.pages()),
        })?;
        Ok(match image {
            PageImage::Svg => typst_svg::svg(page, &SvgOptions::default()).into_bytes(),
            PageImage::Png(ppi) => {
                let options = RenderOptions {
                    pixel_per_pt: f64::from(ppi / 72.0).into(),
                    ..Default::default()
                };
                let pixels = typst_render::render(page, &options);
                pixels.encode_png().map_err(|error| Problem::Engine {
                    words: format!("cannot draw the page: {error}"),
                    hints: Vec::new(),
                })?
            }
        })
    }

    fn timestamp(&self) -> Option<Timestamp> {
        let day = Datetime::from_ymd_hms(
            self.galley.date.year.into(),
            self.galley.date.month,
            self.galley.date.day,
            0,
            0,
            0,
        )?;
        Timestamp::new_local(day, MINUTES_AHEAD)
    }
}

fn page_ranges(pages: &[(usize, usize)]) -> Option<PageRanges> {
    let range = |&(a, b): &(usize, usize)| NonZeroUsize::new(a)..=NonZeroUsize::new(b);
    (!pages.is_empty()).then(|| PageRanges::new(pages.iter().map(range).collect()))
}
