//! The words of `briefing replay`.

use std::path::PathBuf;

use clap::Args;

use super::ArchiveArgs;

/// The arguments of `briefing replay`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  briefing replay                       the whole archive with today's templates, faces and program
  briefing replay --against ../draft    with those of another project folder
  briefing replay 2018 --style county   one year in another style

The report is out/replay/index.html. The archive is only read.")]
pub(crate) struct ReplayArgs {
    /// Only these issues: numbers, ranges, years or supplements
    #[arg(value_name = "WHICH")]
    pub(crate) which: Vec<String>,

    /// Set every issue in this style
    #[arg(long, value_name = "NEW")]
    pub(crate) style: Option<String>,

    /// Take templates and faces from this project folder
    #[arg(long, value_name = "DIR")]
    pub(crate) against: Option<PathBuf>,

    /// Write the report into this folder
    #[arg(short, long, value_name = "DIR")]
    pub(crate) output: Option<PathBuf>,

    /// How many issues to set at once
    #[arg(short, long, value_name = "N")]
    pub(crate) jobs: Option<std::num::NonZeroUsize>,

    /// The archive
    #[command(flatten)]
    pub(crate) archive: ArchiveArgs,
}
