//! A fault at every step: the k-th write, flush, rename, open, new folder, removal or lock of a publication
//! fails, or is the last thing that the process does.

use std::process::Command;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use crate::scene::Office;
use crate::{Extent, Outcome};

/// The calls by which a publication changes, opens or locks files.
const CALLS: [&str; 7] = ["write", "fsync", "rename", "openat", "mkdir", "unlink", "flock"];
/// What happens at them.
const FAULTS: [&str; 4] = ["signal=KILL", "error=EIO", "error=ENOSPC", "error=EINTR"];
/// `cargo test` tries one step in this many.
const SHARE: usize = 23;

/// Returns the command that publishes issue 2 under strace.
fn traced(office: &Office, words: &[String]) -> Command {
    let mut command = Command::new("strace");
    command.args(["-f", "-qq", "-o", "trace"]).args(words).arg(env!("CARGO_BIN_EXE_briefing"));
    office.into(&mut command, 2);
    command
}

pub(crate) fn all(extent: Extent) -> Outcome {
    let mut steps = Vec::new();
    for call in CALLS {
        let count = count(call)?;
        steps.extend((1..=count).flat_map(|nth| FAULTS.map(|fault| (call, nth, fault))));
    }
    if extent == Extent::Bounded {
        steps = steps.into_iter().step_by(SHARE).collect();
    }
    let next = AtomicUsize::new(0);
    thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                while let Some(step) = steps.get(next.fetch_add(1, Ordering::Relaxed)) {
                    inject(*step);
                }
            });
        }
    });
    Ok(steps.len())
}

/// Counts how many times a publication that succeeds makes a call.
fn count(call: &str) -> Result<usize, String> {
    let office = Office::begun();
    let run = traced(&office, &["-e".into(), format!("trace={call}")]).output();
    let run = run.map_err(|_| "strace is not installed (Debian: strace)".to_owned())?;
    if !run.status.success() {
        return Err(format!("strace cannot trace here: {}", crate::scene::words(&run)));
    }
    let trace = std::fs::read_to_string(office.path("trace")).unwrap_or_default();
    Ok(trace.lines().filter(|line| line.contains(&format!("{call}("))).count())
}

fn inject((call, nth, fault): (&str, usize, &str)) {
    let office = Office::begun();
    let words = ["-e".into(), format!("inject={call}:{fault}:when={nth}")];
    let ended = traced(&office, &words).output().expect("strace has run before");
    office.is_sound(&ended, &format!("{fault} at {call} {nth}"));
}
