//! The products of an issue's pages, and which pages they are made of.

use briefing_engine::press::{PageImage, PdfSettings, Standard};
use briefing_values::error::{Problem, Result};

use crate::order::{Proofed, Record};

pub use crate::page_choice::PageChoice;

/// The files that were made: the bytes of each, with its page, counted from 1, if it shows only one.
pub type Printed = Vec<(Option<usize>, Vec<u8>)>;

/// A product of an issue's pages.
#[derive(Debug, Clone, PartialEq)]
pub enum Product {
    /// A PDF.
    Edition(PdfSettings),
    /// Pictures of some pages.
    Pictures(PageImage),
    /// The composed source, with the files that it reads.
    Source,
    /// What is on the pages, and where.
    Layout,
}

impl Product {
    /// Returns the product for a PDF of the chosen pages.
    ///
    /// # Errors
    /// Standards that describe a whole issue, if only a part of it is chosen.
    pub fn edition(standards: Vec<Standard>, chosen: &PageChoice) -> Result<Self> {
        let tagged = [Standard::A_1a, Standard::A_2a, Standard::A_3a, Standard::Ua_1];
        if !chosen.is_all() && standards.iter().any(|standard| tagged.contains(standard)) {
            return Err(contradiction(
                "PDF/A-1a, -2a, -3a and PDF/UA-1 describe a whole issue; with --pages take a-3b or another",
            ));
        }
        let mut settings = PdfSettings::default();
        if !chosen.is_all() {
            settings.standards = vec![Standard::A_3b];
            settings.pages = chosen.ranges().to_vec();
        }
        if !standards.is_empty() {
            settings.standards = standards;
        }
        Ok(Self::Edition(settings))
    }

    /// Returns the product for PNG pictures at `ppi` pixels per inch.
    ///
    /// # Errors
    /// A resolution at which pages cannot be drawn.
    pub fn png(ppi: f32) -> Result<Self> {
        if (1.0..=2400.0).contains(&ppi) {
            return Ok(Self::Pictures(PageImage::Png(ppi)));
        }
        Err(contradiction("--ppi must be between 1 and 2400"))
    }

    /// Returns the extension of the product's files.
    pub fn ending(&self) -> &'static str {
        match self {
            Self::Edition(_) => "pdf",
            Self::Pictures(PageImage::Png(_)) => "png",
            Self::Pictures(PageImage::Svg) => "svg",
            Self::Source => "typ",
            Self::Layout => "json",
        }
    }

    /// Returns whether the product carries its record: some standards allow no attachments.
    pub fn record(&self) -> Record {
        let carries =
            |name: &String| !name.starts_with("a-") || name.starts_with("a-3") || name == "a-4f";
        match self {
            Self::Edition(settings) if !settings.standard_names().iter().all(carries) => {
                Record::LeftOut
            }
            Self::Edition(settings) => Record::Attached(settings.clone()),
            _ => Record::default(),
        }
    }

    /// Makes the product of the chosen pages.
    ///
    /// # Errors
    /// A choice of pages that the issue does not have, and what the press refuses.
    pub fn print(&self, proofed: &Proofed, chosen: &PageChoice) -> Result<Printed> {
        let forme = &proofed.forme;
        let pages = chosen.of(forme.pages())?;
        match self {
            Self::Edition(settings) => Ok(vec![(None, forme.print(settings)?.bytes)]),
            Self::Pictures(image) => {
                let picture = |page| Ok((Some(page + 1), forme.picture(page, *image)?));
                pages.into_iter().map(picture).collect()
            }
            Self::Layout => {
                let mut json = serde_json::to_vec_pretty(&proofed.proof).unwrap_or_default();
                json.push(b'\n');
                Ok(vec![(None, json)])
            }
            Self::Source => Ok(Vec::new()),
        }
    }
}

/// Returns the error for options that are invalid or contradict each other.
fn contradiction(words: &str) -> briefing_values::error::Error {
    Problem::CommandLine { words: words.into() }.into()
}
