//! Measures `briefing` against its peer, the stock Typst command line, on the same machine and in the same
//! run; `README.md` says how to run it, and gives the results.
#![expect(clippy::print_stdout, reason = "the table is what a benchmark is run for")]

mod batch;
mod cold;
mod contenders;
mod memory;
mod table;

use std::error::Error;
use std::fs;

use briefing_support::arguments;

use contenders::{Own, Peer};
use table::Row;

/// A part of the benchmark: its name on the command line, and the rows that it measures.
type Part = (&'static str, fn(&Own, Option<&Peer>) -> Result<Vec<Row>, Box<dyn Error>>);

const PARTS: [Part; 3] = [("cold", cold::rows), ("batch", batch::rows), ("memory", memory::rows)];

fn main() -> Result<(), Box<dyn Error>> {
    let parts = arguments::parts("cargo bench --bench peers -- [cold] [batch] [memory]", PARTS);
    let own = Own::find()?;
    let peer = Peer::find();
    match &peer {
        Some(peer) => println!("{} against {}", own.version, peer.version),
        None => println!("{} alone: no `typst` on PATH, and TYPST does not name one", own.version),
    }
    if let Some(peer) = peer.as_ref().filter(|peer| !own.has_engine_of(peer)) {
        println!(
            "warning: the engines differ; the ratios want the one in {}",
            peer.program.display()
        );
    }
    let mut rows = Vec::new();
    for (name, measure) in parts {
        println!("{name} … (load {})", load());
        rows.extend(measure(&own, peer.as_ref())?);
    }
    print!("\n{}", table::markdown(&rows));
    Ok(())
}

/// Returns how many programs want a processor, averaged over a minute, if the system says so: above a half,
/// something else is running and the figures are worth little.
fn load() -> String {
    let all = fs::read_to_string("/proc/loadavg").unwrap_or_default();
    all.split(' ').next().filter(|load| !load.is_empty()).unwrap_or("unknown").to_owned()
}
