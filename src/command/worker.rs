//! `briefing worker`: does jobs for a server; only the program itself starts it.

use std::path::PathBuf;
use std::time::Duration;

use briefing_values::error::Result;
use briefing_worker::worker::{self, WorkerSettings};

use crate::args::WorkerArgs;

use super::outputs;

/// Does jobs until there are no more, or shows how this process would be confined for them.
pub(super) fn run(args: &WorkerArgs, root: Option<PathBuf>) -> Result<()> {
    let settings = WorkerSettings {
        root,
        archive: args.archive.clone(),
        memory: args.memory,
        time: Duration::from_secs(args.seconds),
    };
    if args.show {
        let held = worker::confined(&settings);
        return outputs::print(format!("{held}\n").as_bytes());
    }
    worker::run(settings)
}
