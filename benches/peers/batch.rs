//! A volume of issues on two processors: how many editions per second.

use std::error::Error;
use std::io;
use std::path::Path;
use std::sync::{Mutex, PoisonError};
use std::thread;

use crate::contenders::{Own, Peer, folder, median, run, timed};
use crate::table::Row;

/// How many issues there are.
const ISSUES: u32 = 200;
/// How many are set at once: threads of ours, processes of the peer.
const JOBS: usize = 2;
/// How many times each of the two sets them all, by turns.
const RUNS: usize = 5;

/// Measures one process over a folder of issues against the peer, with one process per issue.
pub(crate) fn rows(own: &Own, peer: Option<&Peer>) -> Result<Vec<Row>, Box<dyn Error>> {
    let folder = folder()?;
    let at = |name: &str| folder.path().join(name);
    briefing_support::generate::issues(&at("issues"), ISSUES)?;
    run(&mut own.source(&at("issues"), &at("sources/")))?;
    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    for _ in 0..RUNS {
        let jobs = ["--jobs", &JOBS.to_string()];
        ours.push(timed(|| run(own.render(&at("issues"), &at("ours/")).args(jobs)))?);
        if let Some(peer) = peer {
            theirs.push(timed(|| compile_all(peer, &at("sources")))?);
        }
    }
    let rate = |times| f64::from(ISSUES) / median(times).as_secs_f64();
    let ours = rate(ours);
    let theirs = peer.map(|_| rate(theirs));
    Ok(vec![Row {
        what: format!("{ISSUES} different issues, {JOBS} at once (median of {RUNS})"),
        ours: format!("{ours:.1} issues/s"),
        theirs: theirs.map(|theirs| format!("{theirs:.1} issues/s")),
        ratio: theirs.map(|theirs| ours / theirs),
        goal: "≥ 2.50",
    }])
}

/// Has processes of the peer compile all sources in a folder: as soon as one ends, the next begins.
fn compile_all(peer: &Peer, folder: &Path) -> io::Result<()> {
    let sources: Vec<_> = (1..=ISSUES).map(|number| folder.join(format!("{number}.typ"))).collect();
    let queue = Mutex::new(sources.iter());
    let next = || queue.lock().unwrap_or_else(PoisonError::into_inner).next();
    let work = || -> io::Result<()> {
        while let Some(source) = next() {
            run(&mut peer.compile(source, &source.with_extension("pdf")))?;
        }
        Ok(())
    };
    thread::scope(|scope| {
        let workers: Vec<_> = (0..JOBS).map(|_| scope.spawn(work)).collect();
        let join = |worker: thread::ScopedJoinHandle<'_, io::Result<()>>| {
            worker.join().unwrap_or_else(|_| Err(io::Error::other("a worker panicked")))
        };
        workers.into_iter().try_for_each(join)
    })
}
