//! The checked plan of `briefing render`: what is read, what is made of it, where it goes.

use std::path::PathBuf;

use briefing_desk::Desk;
use briefing_desk::order::{Proofed, Record};
use briefing_engine::house::House;
use briefing_engine::press::{PageImage, PdfSettings, Standard, Warnings};
use briefing_values::error::{Problem, Result};

use crate::args::{Format, RenderArgs};

use super::inputs::Input;
use super::outputs::Output;
use super::pages::Pages;
use super::round;

/// What was made: bytes, each with its page, from 1, where it is one page's alone.
pub(super) type Printed = Vec<(Option<usize>, Vec<u8>)>;

/// What is made of the pages of an issue.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Product {
    /// A PDF.
    Edition(PdfSettings),
    /// Pictures of some pages.
    Pictures(PageImage),
    /// The composed source, with the files that it reads.
    Source,
    /// What stands on the pages.
    Layout,
}

impl Product {
    /// Returns the ending of the product's files.
    pub(super) fn ending(&self) -> &'static str {
        match self {
            Self::Edition(_) => "pdf",
            Self::Pictures(PageImage::Png(_)) => "png",
            Self::Pictures(PageImage::Svg) => "svg",
            Self::Source => "typ",
            Self::Layout => "json",
        }
    }

    /// Returns whether the product can carry the file.
    pub(super) fn record(&self) -> Record {
        let carries = |standard: &Standard| {
            let name = serde_json::to_value(standard).unwrap_or_default();
            let name = name.as_str().unwrap_or_default();
            !name.starts_with("a-") || name.starts_with("a-3") || name == "a-4f"
        };
        match self {
            Self::Edition(settings) if !settings.standards.iter().all(carries) => Record::LeftOut,
            Self::Edition(settings) => Record::Attached(settings.clone()),
            _ => Record::default(),
        }
    }

    /// Makes the product of the chosen pages: bytes, each with its page where it is one page's alone.
    pub(super) fn print(&self, proofed: &Proofed, chosen: &Pages) -> Result<Printed> {
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

/// What `briefing render` is to do.
pub(super) struct Plan {
    pub(super) desk: Desk,
    pub(super) inputs: Vec<Input>,
    pub(super) output: Output,
    pub(super) product: Product,
    pub(super) pages: Pages,
    pub(super) warnings: Warnings,
    pub(super) jobs: usize,
    pub(super) timings: bool,
}

impl Plan {
    /// Returns the plan, if the words do not contradict each other.
    pub(super) fn new(args: RenderArgs, root: Option<PathBuf>) -> Result<Self> {
        let inputs = Input::all(&args.inputs)?;
        let desk = Desk::open(root_of(&inputs, root)?)?;
        let output = Output::or_of(args.output.as_deref(), desk.house())?;
        if inputs.len() > 1 && !matches!(output, Output::Folder(_)) {
            return Err(contradiction("several issues go into a folder: end the output in /"));
        }
        let jobs = round::workers(args.jobs, inputs.len());
        let warnings = if args.allow_warnings { Warnings::Allow } else { Warnings::Deny };
        let timings = args.timings;
        let pages = args.pages.as_deref().map(Pages::parse).transpose()?.unwrap_or_default();
        let product = product(args, &pages)?;
        collisions(&inputs, &output, &product)?;
        Ok(Self { desk, inputs, output, product, pages, warnings, jobs, timings })
    }
}

fn product(args: RenderArgs, pages: &Pages) -> Result<Product> {
    if args.format != Format::Pdf && !args.pdf_standard.is_empty() {
        return Err(contradiction("--pdf-standard goes with PDF"));
    }
    if args.format != Format::Png && args.ppi.is_some() {
        return Err(contradiction("--ppi goes with PNG pictures"));
    }
    let ppi = resolution(args.ppi.unwrap_or(144.0))?;
    match args.format {
        Format::Pdf => settings(args.pdf_standard, pages).map(Product::Edition),
        Format::Png => Ok(Product::Pictures(PageImage::Png(ppi))),
        Format::Svg => Ok(Product::Pictures(PageImage::Svg)),
        Format::Typ | Format::Layout if !pages.is_all() => {
            Err(contradiction("--pages goes with PDF and pictures"))
        }
        Format::Typ => Ok(Product::Source),
        Format::Layout => Ok(Product::Layout),
    }
}

/// Returns a resolution, if pages can be drawn in it.
pub(super) fn resolution(ppi: f32) -> Result<f32> {
    if (1.0..=2400.0).contains(&ppi) {
        return Ok(ppi);
    }
    Err(contradiction("--ppi must be between 1 and 2400"))
}

/// Returns how a PDF is to be written, if the standards allow it.
pub(super) fn settings(standards: Vec<Standard>, pages: &Pages) -> Result<PdfSettings> {
    let tagged = [Standard::A_1a, Standard::A_2a, Standard::A_3a, Standard::Ua_1];
    if !pages.is_all() && standards.iter().any(|standard| tagged.contains(standard)) {
        return Err(contradiction(
            "PDF/A-1a, -2a, -3a and PDF/UA-1 describe a whole issue; with --pages take a-3b or another",
        ));
    }
    let mut settings = PdfSettings::default();
    if !pages.is_all() {
        settings.standards = vec![Standard::A_3b];
        settings.pages = pages.ranges().to_vec();
    }
    if !standards.is_empty() {
        settings.standards = standards;
    }
    Ok(settings)
}

/// Refuses an output that would take the place of an issue, or of another issue's output.
fn collisions(inputs: &[Input], output: &Output, product: &Product) -> Result<()> {
    let targets =
        inputs.iter().filter_map(|input| output.path(&input.stem(), None, product.ending()));
    let mut targets: Vec<PathBuf> = targets.collect();
    for target in &targets {
        let place = target.canonicalize().ok();
        if place.is_some() && inputs.iter().any(|input| input.path().canonicalize().ok() == place) {
            return Err(contradiction("the output would take the place of the issue"));
        }
    }
    targets.sort();
    if let Some(pair) = targets.windows(2).find(|pair| pair[0] == pair[1]) {
        let path = pair[0].display().to_string();
        return Err(refusal("program/same-output", &[("path", &path)]));
    }
    // The pictures that a source reads are written beside it, under the names that they have.
    let mut folders = inputs.iter().map(|input| input.path().parent());
    let first = folders.next();
    if *product == Product::Source && folders.any(|folder| Some(folder) != first) {
        return Err(contradiction("sources of issues in several folders are rendered one by one"));
    }
    Ok(())
}

/// Returns the project folder of the inputs: the one named, or the one that they all are in.
pub(super) fn root_of(inputs: &[Input], named: Option<PathBuf>) -> Result<Option<PathBuf>> {
    if let Some(root) = named {
        if root.is_dir() {
            return Ok(Some(root));
        }
        return Err(refusal("program/no-project", &[("path", &root.display().to_string())]));
    }
    let mut roots = inputs.iter().map(|input| House::root_of(input.path()));
    let first = roots.next().flatten();
    if roots.all(|root| root == first) {
        return Ok(first);
    }
    Err(contradiction("the issues belong to different project folders; render them one by one"))
}

/// Returns the error for a command that cannot be done as it was given.
pub(super) fn refusal(
    code: &'static str,
    words: &[(&'static str, &str)],
) -> briefing_values::error::Error {
    let words = words.iter().map(|(name, word)| (*name, (*word).to_owned())).collect();
    Problem::Noted { code, words }.into()
}

/// Returns the error for words that contradict each other.
pub(super) fn contradiction(words: &str) -> briefing_values::error::Error {
    Problem::CommandLine { words: words.into() }.into()
}
