//! The words of `briefing verify` and `briefing repair`.

use std::path::PathBuf;

use clap::Args;

use super::ArchiveArgs;

/// The arguments of `briefing verify`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  briefing verify --all                            every file, and that there is nothing else
  briefing verify 2018 --rebuild                   set the year again, and compare the bytes
  briefing verify --all --report out/verify.html   a report on 真实性 完整性 可用性 安全性

Exit codes: 0 all is well; 4 a file is damaged, missing or foreign; 5 and 6 as of regenerate.")]
pub(crate) struct VerifyArgs {
    /// The issues: numbers, periods, ranges, years or supplements
    #[arg(value_name = "WHICH", required_unless_present = "all")]
    pub(crate) which: Vec<String>,

    /// The whole archive
    #[arg(long, conflicts_with = "which")]
    pub(crate) all: bool,

    /// Set every issue again, too, and compare the bytes
    #[arg(long)]
    pub(crate) rebuild: bool,

    /// Write a report: HTML, or JSON where the name ends in .json
    #[arg(long, value_name = "FILE")]
    pub(crate) report: Option<PathBuf>,

    /// Trust the signatures of this public key, besides those in the project's keys/ folder
    #[arg(long, value_name = "FILE")]
    pub(crate) key: Vec<PathBuf>,

    /// The archive
    #[command(flatten)]
    pub(crate) archive: ArchiveArgs,
}

/// The arguments of `briefing repair`.
#[derive(Debug, Args)]
pub(crate) struct RepairArgs {
    /// Another copy of the archive, to take what is missing or damaged from
    #[arg(long, value_name = "COPY", required = true)]
    pub(crate) from: PathBuf,

    /// The archive
    #[command(flatten)]
    pub(crate) archive: ArchiveArgs,
}
