//! Measures `briefing check`: how long a person waits for one issue, and how long a volume takes. `taplo`,
//! a TOML linter that reads the schema of an issue, is the peer if it is on the PATH; it knows the fields,
//! but nothing about the text.
#![expect(clippy::print_stdout, reason = "the table is what a benchmark is run for")]

use std::io;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use briefing_support::arguments;

/// How many times one issue is checked.
const RUNS: usize = 30;
/// How many issues make up a volume.
const ISSUES: u32 = 1_000;
/// How many times the volume is checked.
const VOLUMES: usize = 3;

fn main() -> io::Result<()> {
    arguments::read("cargo bench --bench check", |words| words.is_empty().then_some(()));
    println!("| | briefing | taplo | ratio | goal |\n|---|--:|--:|--:|--:|");
    cold()?;
    volume()
}

/// One issue, one process, by turns with the peer.
fn cold() -> io::Result<()> {
    let issue = Path::new("data/176.toml");
    let peer = taplo(issue).output().is_ok();
    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    // The first turn only loads the programs into memory.
    for turn in 0..=RUNS {
        let time = timed(&mut briefing(issue))?;
        ours.extend((turn > 0).then_some(time));
        if peer {
            let time = timed(&mut taplo(issue))?;
            theirs.extend((turn > 0).then_some(time));
        }
    }
    let ours = briefing_support::stopwatch::milliseconds(ours);
    let (theirs, ratio) = if theirs.is_empty() {
        ("–".into(), "–".into())
    } else {
        let theirs = briefing_support::stopwatch::milliseconds(theirs);
        (format!("{theirs:.1} ms"), format!("{:.2}", ours / theirs))
    };
    println!("| issue 176 (median of {RUNS}) | {ours:.1} ms | {theirs} | {ratio} | ≤ 30 ms |");
    Ok(())
}

/// Many issues, one process.
fn volume() -> io::Result<()> {
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR"))?;
    briefing_support::generate::issues(folder.path(), ISSUES)?;
    let times = (0..VOLUMES).map(|_| timed(&mut briefing(folder.path())));
    let seconds =
        briefing_support::stopwatch::milliseconds(times.collect::<io::Result<_>>()?) / 1e3;
    println!(
        "| {ISSUES} different issues (median of {VOLUMES}) | {seconds:.2} s | – | – | ≤ 10 s |"
    );
    Ok(())
}

/// Returns the command with which the peer checks an issue.
fn taplo(issue: &Path) -> Command {
    let mut command = Command::new("taplo");
    command.arg("lint").arg(issue).current_dir(env!("CARGO_MANIFEST_DIR"));
    command
}

/// Returns the command that checks an issue, or a folder of them.
fn briefing(input: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_briefing"));
    command.args(["check", "--format", "short"]).arg(input).current_dir(env!("CARGO_MANIFEST_DIR"));
    command
}

/// Returns how long a check takes. Finding something is not a failure.
fn timed(command: &mut Command) -> io::Result<Duration> {
    briefing_support::stopwatch::timed(command, &[0, 1])
}
