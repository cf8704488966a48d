//! What an archive must withstand: crashes and failing disks at every step of a publication, kills at any
//! moment, full and read-only disks, and every kind of damage.
//!
//! `cargo test` runs a bounded share; `cargo test --test ordeal -- long` runs all of it, and says how many
//! trials of each kind there were; `-- whole bytes` runs one kind. Faults are injected by `strace` (Debian:
//! strace), and disks are made full or read-only by mounting; if either is impossible, that part is
//! skipped, and says so.
#![expect(clippy::print_stdout, reason = "it says what it has tried")]
#![expect(
    clippy::unnecessary_wraps,
    reason = "a part that can always be tried has the shape of the others"
)]
#![expect(
    clippy::disallowed_methods,
    reason = "it damages files on purpose, and tells how long it took"
)]

mod damage;
mod disk;
mod kill;
mod point;
mod scene;

use std::time::Instant;

use briefing_support::arguments;
use briefing_support::office::skip;

/// How much is tried.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Extent {
    /// A share of it, in a few seconds.
    Bounded,
    /// What every change has to withstand.
    Whole,
    /// The same, with many more kills.
    Long,
}

/// A kind of trial.
type Part = fn(Extent) -> Outcome;

/// The outcome of a part: how many trials there were, or why there were none.
pub(crate) type Outcome = Result<usize, String>;

const USAGE: &str = "cargo test --test ordeal -- [whole | long] [a word of a part's name]";

const PARTS: [(&str, Part); 6] = [
    ("faults injected at every step of a publication", point::all),
    ("kills at any moment", kill::all),
    ("full disks", disk::full),
    ("read-only disks", disk::read_only),
    ("bytes changed", damage::bytes),
    ("files removed, swapped, added and put back", damage::files),
];

fn main() {
    let (extent, parts) = arguments::read(USAGE, chosen);
    for (name, part) in parts {
        let start = Instant::now();
        match part(extent) {
            Ok(trials) => {
                println!("{name}: {trials} trials, 0 violations ({} s)", start.elapsed().as_secs());
            }
            Err(why) => skip(&format!("{name}: {why}")),
        }
    }
}

/// Returns what the command line asks for: how much is tried, and of which parts.
fn chosen(words: &[&str]) -> Option<(Extent, Vec<(&'static str, Part)>)> {
    let (extent, of) = match words {
        [] => (Extent::Bounded, ""),
        ["whole"] => (Extent::Whole, ""),
        ["whole", part] => (Extent::Whole, *part),
        ["long"] => (Extent::Long, ""),
        ["long", part] => (Extent::Long, *part),
        _ => return None,
    };
    let parts: Vec<_> = PARTS.into_iter().filter(|(name, _)| name.contains(of)).collect();
    (!parts.is_empty()).then_some((extent, parts))
}
