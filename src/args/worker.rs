//! The words of `briefing worker`, which the program says to itself.

use std::path::PathBuf;

use clap::Args;

/// The arguments of `briefing worker`.
#[derive(Debug, Args)]
pub(crate) struct WorkerArgs {
    /// The archive that may be read
    #[arg(long, value_name = "DIR")]
    pub(crate) archive: Option<PathBuf>,

    /// The address space, in MiB
    #[arg(long, value_name = "MIB", default_value_t = 2048)]
    pub(crate) memory: u64,

    /// The time of the processor that a job may take, in seconds
    #[arg(long, value_name = "S", default_value_t = 30)]
    pub(crate) seconds: u64,

    /// Say what confines a worker on this machine, and end
    #[arg(long)]
    pub(crate) show: bool,
}
