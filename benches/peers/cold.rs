//! One issue, one process: what a person waits for at the terminal.

use std::error::Error;
use std::path::Path;

use crate::contenders::{Own, Peer, folder, median, run, timed};
use crate::table::Row;

/// How many times each of the two is run, by turns.
const RUNS: usize = 41;
/// The issue that both set.
const ISSUE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/data/176.toml");

/// Measures `briefing render data/176.toml` against the peer on the composed source.
pub(crate) fn rows(own: &Own, peer: Option<&Peer>) -> Result<Vec<Row>, Box<dyn Error>> {
    let folder = folder()?;
    run(&mut own.source(Path::new(ISSUE), folder.path()))?;
    let (source, pdf) = (folder.path().join("176.typ"), folder.path().join("peer.pdf"));
    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    // The first turn only loads both programs into memory.
    for turn in 0..=RUNS {
        let time = timed(|| run(&mut own.render(Path::new(ISSUE), folder.path())))?;
        ours.extend((turn > 0).then_some(time));
        if let Some(peer) = peer {
            let time = timed(|| run(&mut peer.compile(&source, &pdf)))?;
            theirs.extend((turn > 0).then_some(time));
        }
    }
    let milliseconds = |times: Vec<_>| median(times).as_secs_f64() * 1e3;
    let ours = milliseconds(ours);
    let theirs = peer.map(|_| milliseconds(theirs));
    Ok(vec![Row {
        what: format!("one issue, one process (median of {RUNS})"),
        ours: format!("{ours:.1} ms"),
        theirs: theirs.map(|theirs| format!("{theirs:.1} ms")),
        ratio: theirs.map(|theirs| ours / theirs),
        goal: "≤ 0.70",
    }])
}
