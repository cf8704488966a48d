//! The checked plan of `briefing render`: what is read, what is made of it, where it goes.

use std::path::PathBuf;

use briefing_desk::Desk;
use briefing_desk::product::{PageChoice, Product};
use briefing_engine::house::House;
use briefing_engine::press::{PageImage, Warnings};
use briefing_values::error::{Code, Problem, Result, codes};

use crate::args::{Format, RenderArgs};

use super::inputs::Input;
use super::outputs::Output;
use super::round;

/// What `briefing render` is to do.
pub(super) struct Plan {
    pub(super) desk: Desk,
    pub(super) inputs: Vec<Input>,
    pub(super) output: Output,
    pub(super) product: Product,
    pub(super) pages: PageChoice,
    pub(super) warnings: Warnings,
    pub(super) jobs: usize,
    pub(super) timings: bool,
    pub(super) keep_source: bool,
}

impl Plan {
    /// Returns the plan, if the arguments do not contradict each other.
    pub(super) fn new(args: RenderArgs, root: Option<PathBuf>) -> Result<Self> {
        let inputs = Input::all(&args.inputs)?;
        let desk = Desk::open(root_of(&inputs, root)?)?;
        let output = Output::or_of(args.output.as_deref(), desk.house())?;
        if inputs.len() > 1 && !matches!(output, Output::Folder(_)) {
            return Err(contradiction("several issues need an output folder: end the path with /"));
        }
        let jobs = round::workers(args.jobs, inputs.len());
        let warnings = if args.allow_warnings { Warnings::Allow } else { Warnings::Deny };
        let (timings, keep_source) = (args.timings, args.keep_source);
        if keep_source && args.format != Format::Typ {
            return Err(contradiction("--keep-source goes with --format typ"));
        }
        let pages = args.pages.as_deref().map(PageChoice::parse).transpose()?.unwrap_or_default();
        let product = product(args, &pages)?;
        collisions(&inputs, &output, &product)?;
        Ok(Self { desk, inputs, output, product, pages, warnings, jobs, timings, keep_source })
    }
}

fn product(args: RenderArgs, pages: &PageChoice) -> Result<Product> {
    if args.format != Format::Pdf && !args.pdf_standard.is_empty() {
        return Err(contradiction("--pdf-standard goes with PDF"));
    }
    if args.format != Format::Png && args.ppi.is_some() {
        return Err(contradiction("--ppi goes with PNG pictures"));
    }
    let png = Product::png(args.ppi.unwrap_or(144.0))?;
    match args.format {
        Format::Pdf => Product::edition(args.pdf_standard, pages),
        Format::Png => Ok(png),
        Format::Svg => Ok(Product::Pictures(PageImage::Svg)),
        Format::Typ | Format::Layout if !pages.is_all() => {
            Err(contradiction("--pages goes with PDF and pictures"))
        }
        Format::Typ => Ok(Product::Source),
        Format::Layout => Ok(Product::Layout),
    }
}

/// Refuses an output that would overwrite an issue, or another issue's output.
fn collisions(inputs: &[Input], output: &Output, product: &Product) -> Result<()> {
    let targets =
        inputs.iter().filter_map(|input| output.path(&input.stem(), None, product.ending()));
    let mut targets: Vec<PathBuf> = targets.collect();
    for target in &targets {
        let place = target.canonicalize().ok();
        if place.is_some() && inputs.iter().any(|input| input.path().canonicalize().ok() == place) {
            return Err(contradiction("the output would overwrite the issue's file"));
        }
    }
    targets.sort();
    if let Some(pair) = targets.windows(2).find(|pair| pair[0] == pair[1]) {
        let path = pair[0].display().to_string();
        return Err(refusal(codes::program::SAME_OUTPUT, &[("path", &path)]));
    }
    // The pictures that a source reads are written beside it, under their own names.
    let mut folders = inputs.iter().map(|input| input.path().parent());
    let first = folders.next();
    if *product == Product::Source && folders.any(|folder| Some(folder) != first) {
        return Err(contradiction("sources of issues in several folders are rendered one by one"));
    }
    Ok(())
}

/// Returns the project folder of the inputs: the one named, or the one that they are all in.
pub(super) fn root_of(inputs: &[Input], named: Option<PathBuf>) -> Result<Option<PathBuf>> {
    if let Some(root) = named {
        if root.is_dir() {
            return Ok(Some(root));
        }
        return Err(refusal(codes::program::NO_PROJECT, &[("path", &root.display().to_string())]));
    }
    let mut roots = inputs.iter().map(|input| House::root_of(input.path()));
    let first = roots.next().flatten();
    if roots.all(|root| root == first) {
        return Ok(first);
    }
    Err(contradiction("the issues belong to different project folders; render them one by one"))
}

/// Returns the error for a command that cannot be carried out as given.
pub(super) fn refusal(code: Code, words: &[(&'static str, &str)]) -> briefing_values::error::Error {
    let words = words.iter().map(|(name, word)| (*name, (*word).to_owned())).collect();
    Problem::Noted { code, words }.into()
}

/// Returns the error for arguments that contradict each other.
pub(super) fn contradiction(words: &str) -> briefing_values::error::Error {
    Problem::CommandLine { words: words.into() }.into()
}
