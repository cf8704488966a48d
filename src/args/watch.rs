//! The words of `briefing watch`.

use std::path::PathBuf;

use clap::Args;

/// The arguments of `briefing watch`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  briefing watch issues/176.toml --open         show the pages in the browser
  briefing watch 176.toml --port 8000           at an address that stays the same")]
pub(crate) struct WatchArgs {
    /// The issue
    #[arg(value_name = "INPUT")]
    pub(crate) input: PathBuf,

    /// Open the browser
    #[arg(long)]
    pub(crate) open: bool,

    /// Serve on this port of 127.0.0.1
    ///
    /// Without it, the first that is free from 3000 on.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    pub(crate) port: Option<u16>,
}
