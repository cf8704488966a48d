//! The words that every command of the archive takes.

use std::path::PathBuf;

use clap::Args;

/// Which archive is meant.
#[derive(Debug, Clone, Args)]
pub(crate) struct ArchiveArgs {
    /// The archive; by default `archive` in the project folder
    #[arg(long, value_name = "DIR", env = "BRIEFING_ARCHIVE", hide_env_values = true)]
    pub(crate) archive: Option<PathBuf>,
}
