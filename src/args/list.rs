//! The words of `briefing list`, `show` and `log`.

use clap::{Args, ValueEnum};

use super::ArchiveArgs;

/// How a list is written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum Listing {
    /// For people
    #[default]
    Human,
    /// For other programs
    Json,
}

/// The arguments of `briefing list`.
#[derive(Debug, Args)]
pub(crate) struct ListArgs {
    /// Only these issues: numbers, ranges, years or supplements
    #[arg(value_name = "WHICH")]
    pub(crate) which: Vec<String>,

    /// How to write the list
    #[arg(long, value_enum, default_value_t = Listing::Human)]
    pub(crate) format: Listing,

    /// The archive
    #[command(flatten)]
    pub(crate) archive: ArchiveArgs,
}

/// The arguments of `briefing show`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  briefing show 176                  numbers, titles, revisions, hashes
  briefing show 176 --file > a.toml  the issue's file, as its editor left it")]
pub(crate) struct ShowArgs {
    /// The issue: 176, 2018-14, 2026-06, 2026-W34, or 增刊3 or s3 for a supplement
    #[arg(value_name = "ISSUE")]
    pub(crate) issue: String,

    /// This revision instead of the latest
    #[arg(long, value_name = "N")]
    pub(crate) revision: Option<std::num::NonZeroU32>,

    /// Print the issue's file, as its editor left it
    #[arg(long, conflicts_with = "format")]
    pub(crate) file: bool,

    /// How to write it
    #[arg(long, value_enum, default_value_t = Listing::Human)]
    pub(crate) format: Listing,

    /// The archive
    #[command(flatten)]
    pub(crate) archive: ArchiveArgs,
}

/// The arguments of `briefing log`.
#[derive(Debug, Args)]
pub(crate) struct LogArgs {
    /// Only what was done to these issues
    #[arg(value_name = "WHICH")]
    pub(crate) which: Vec<String>,

    /// How to write it
    #[arg(long, value_enum, default_value_t = Listing::Human)]
    pub(crate) format: Listing,

    /// The archive
    #[command(flatten)]
    pub(crate) archive: ArchiveArgs,
}
