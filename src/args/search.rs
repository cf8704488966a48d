//! The words of `briefing search`.

use clap::Args;

use super::{ArchiveArgs, Listing};

/// The arguments of `briefing search`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  briefing search 扶贫车间              every place, with its issue, page and context
  briefing search 扶贫 车间 --year 2018  texts that have both words, of one year")]
pub(crate) struct SearchArgs {
    /// The words; a text is found if it has all of them
    #[arg(value_name = "WORDS", required = true)]
    pub(crate) words: Vec<String>,

    /// Only issues of this year
    #[arg(long, value_name = "YEAR")]
    pub(crate) year: Option<u16>,

    /// The most places to show
    #[arg(long, value_name = "N", default_value_t = 50)]
    pub(crate) limit: usize,

    /// How to write what was found
    #[arg(long, value_enum, default_value_t = Listing::Human)]
    pub(crate) format: Listing,

    /// The archive
    #[command(flatten)]
    pub(crate) archive: ArchiveArgs,
}
