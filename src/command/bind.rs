//! `briefing bind`: the issues of a year in one volume.

use std::path::{Path, PathBuf};
use std::thread;

use briefing_archive::archive::Selection;
use briefing_desk::Desk;
use briefing_engine::house::House;
use briefing_values::error::{Problem, Result};

use crate::args::BindArgs;

use super::holdings;
use super::outputs::{self, Output};

/// Binds the volume, and writes it.
pub(super) fn run(args: &BindArgs, root: Option<PathBuf>) -> Result<()> {
    let root = root.or_else(|| House::root_of(Path::new(".")));
    let archive = holdings::open(&args.archive, root.as_deref())?;
    let log = archive.log()?;
    let year = Selection::Year(args.year.into());
    let entries = year.of(&log, |entry| Ok(archive.lock(entry)?.issue))?;
    let desk = Desk::open(root)?;
    let output = Output::or_of(args.output.as_deref(), desk.house())?;
    let bound = thread::scope(|scope| {
        let worker = thread::Builder::new().stack_size(briefing_engine::press::STACK);
        let work = || desk.bind(&archive, &entries, args.year);
        let worker = worker.spawn_scoped(scope, work).map_err(|error| Problem::Access {
            action: "start",
            path: "a worker".into(),
            reason: error.to_string(),
        })?;
        worker.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
    })?;
    let path = output.path(&args.year.to_string(), None, "pdf");
    let written = outputs::deliver(vec![(path, bound.bytes)])?;
    outputs::name(&written)
}
