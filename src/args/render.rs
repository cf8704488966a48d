//! The words of `briefing render`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use briefing_engine::press::Standard;

/// The arguments of `briefing render`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  briefing render data/176.toml                 write out/176.pdf
  briefing render data/ -o print/ --jobs 2      render every issue of a folder
  briefing render 176.toml -f png --pages 1     draw page 1
  briefing render - -o - < 176.toml > 176.pdf   read and write pipes")]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of the command line")]
pub(crate) struct RenderArgs {
    /// The issues: files, folders of `.toml` files, or `-` for standard input
    #[arg(required = true, value_name = "INPUT")]
    pub(crate) inputs: Vec<PathBuf>,

    /// Write to this file, to this folder, or `-` for standard output
    ///
    /// A path that ends in `/`, or that is a folder, is a folder. Without it, the folder is `out`,
    /// or the one that the house file names.
    #[arg(short, long, value_name = "FILE|DIR|-")]
    pub(crate) output: Option<PathBuf>,

    /// What to make of the pages
    #[arg(short, long, value_enum, default_value_t = Format::Pdf)]
    pub(crate) format: Format,

    /// Only these pages: 1,3-5,8-
    #[arg(long, value_name = "PAGES")]
    pub(crate) pages: Option<String>,

    /// The resolution of PNG pictures, in pixels to the inch
    ///
    /// By default 144.
    #[arg(long, value_name = "PPI")]
    pub(crate) ppi: Option<f32>,

    /// The standards that the PDF must keep, such as `a-3a,ua-1`, `a-2b` or `1.7`
    ///
    /// By default PDF/A-3a and PDF/UA-1 together; PDF/A-3b where only some pages are printed.
    #[arg(long, value_delimiter = ',', value_name = "STANDARDS", value_parser = standard)]
    pub(crate) pdf_standard: Vec<Standard>,

    /// How many issues to render at once
    #[arg(short, long, value_name = "N")]
    pub(crate) jobs: Option<std::num::NonZeroUsize>,

    /// With --format typ: write what was composed until then where a template fails, too
    #[arg(long)]
    pub(crate) keep_source: bool,

    /// Render despite warnings from the engine
    #[arg(long)]
    pub(crate) allow_warnings: bool,

    /// Show how long each stage took
    #[arg(long)]
    pub(crate) timings: bool,

    /// Set each issue in a process that can reach nothing but the project, within limits
    ///
    /// For untrusted templates: an endless loop or runaway memory use ends in an error message.
    #[arg(long)]
    pub(crate) isolate: bool,

    /// With --isolate: how long one issue may take, in seconds
    #[arg(long, value_name = "S", default_value = "30", requires = "isolate")]
    pub(crate) seconds: std::num::NonZeroU64,

    /// With --isolate: how much memory one issue may use, in MiB
    #[arg(long, value_name = "MIB", default_value = "2048", requires = "isolate")]
    pub(crate) memory: std::num::NonZeroU64,
}

/// What to make of the pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// The edition
    Pdf,
    /// A picture of each page, in pixels
    Png,
    /// A picture of each page, in curves
    Svg,
    /// The composed Typst source, for the stock Typst compiler
    Typ,
    /// Every run of text with its place in mm, as JSON
    Layout,
}

/// Reads the engine's name for a standard.
fn standard(word: &str) -> Result<Standard, String> {
    serde_json::from_value(word.into()).map_err(|_| {
        "known: 1.4, 1.5, 1.6, 1.7, 2.0, a-1b, a-1a, a-2b, a-2u, a-2a, a-3b, a-3u, a-3a, a-4, a-4f, a-4e, ua-1".into()
    })
}
