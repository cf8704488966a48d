//! The words of `briefing regenerate`.

use std::num::NonZeroU32;
use std::path::PathBuf;

use clap::Args;

use super::ArchiveArgs;

/// The arguments of `briefing regenerate`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  briefing regenerate 176            write out/176.pdf, byte for byte as it was published
  briefing regenerate 2018-14        by year and number; also by month (2026-06) or week (2026-W34)
  briefing regenerate 170-176        a range, also 170..176; a year (2018), a supplement (增刊3), --all
  briefing regenerate 176.pdf        from nothing but a PDF, with templates and faces by their SHA-256

Exit codes: 0 the recorded bytes; 5 another engine sets other pages, the archived PDF was written;
6 the recorded engine gives other bytes, likewise; 4 the archive is damaged.")]
pub(crate) struct RegenerateArgs {
    /// The issues: numbers, periods, ranges, years, supplements, or a PDF
    #[arg(value_name = "WHICH", required_unless_present = "all")]
    pub(crate) which: Vec<String>,

    /// Every issue of the archive, in its latest revision
    #[arg(long, conflicts_with = "which")]
    pub(crate) all: bool,

    /// This revision instead of the latest
    #[arg(long, value_name = "N")]
    pub(crate) revision: Option<NonZeroU32>,

    /// Write to this file, to this folder, or `-` for standard output
    #[arg(short, long, value_name = "FILE|DIR|-")]
    pub(crate) output: Option<PathBuf>,

    /// How many issues to set at once
    #[arg(short, long, value_name = "N")]
    pub(crate) jobs: Option<std::num::NonZeroUsize>,

    /// The archive
    #[command(flatten)]
    pub(crate) archive: ArchiveArgs,
}
