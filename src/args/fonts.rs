//! The words of `briefing fonts`.

use std::path::PathBuf;

use clap::Args;

/// The arguments of `briefing fonts`.
#[derive(Debug, Args)]
pub(crate) struct FontsArgs {
    /// Show the faces that this issue is set in
    #[arg(value_name = "INPUT")]
    pub(crate) input: Option<PathBuf>,
}
