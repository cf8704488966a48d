//! The words of `briefing bind`.

use std::path::PathBuf;

use clap::Args;

use super::ArchiveArgs;

/// The arguments of `briefing bind`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  briefing bind 2018                  write out/2018.pdf: cover, contents, index, every issue
  briefing bind 2018 -o volume.pdf

The pages are those of the archived PDFs. The volume itself is plain PDF 1.7, not PDF/A.")]
pub(crate) struct BindArgs {
    /// The year
    #[arg(value_name = "YEAR")]
    pub(crate) year: u16,

    /// Write to this file, to this folder, or `-` for standard output
    #[arg(short, long, value_name = "FILE|DIR|-")]
    pub(crate) output: Option<PathBuf>,

    /// The archive
    #[command(flatten)]
    pub(crate) archive: ArchiveArgs,
}
