//! Measures the archive: what regenerating, verifying and searching cost, each beside the best thing to
//! compare it with, in one run.
#![expect(clippy::print_stdout, reason = "the table is what a benchmark is run for")]

use std::fs;
use std::io;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use briefing_support::arguments;
use briefing_values::fingerprint::Fingerprint;

/// How many issues are set again; the batch for `render` is as large.
const BATCH: u32 = 200;
/// How many issues are searched.
const ISSUES: u32 = 1_000;
/// How many times regenerating and verifying are measured.
const RUNS: usize = 5;
/// What is looked for: words of two characters, of three, a phrase, and one that does not occur.
const WORDS: [&str; 5] = ["扶贫", "车间", "上思县", "建立健全工作机制", "没有这个词"];

fn main() -> io::Result<()> {
    arguments::read("cargo bench --bench archive", |words| words.is_empty().then_some(()));
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR"))?;
    let archive = folder.path().join("archive");
    println!("| | measured | beside | ratio | goal |\n|---|--:|--:|--:|--:|");
    briefing_support::generate::issues(&folder.path().join("data"), ISSUES)?;
    publish(folder.path(), 1..=BATCH)?;
    regenerate(folder.path())?;
    verify(folder.path(), &archive)?;
    publish(folder.path(), BATCH + 1..=ISSUES)?;
    search(folder.path(), &archive)
}

fn publish(folder: &Path, issues: std::ops::RangeInclusive<u32>) -> io::Result<()> {
    for serial in issues {
        let file = format!("data/{serial}.toml");
        let words = ["publish", &file, "--reason", "a benchmark", "-o", "published/"];
        timed(&mut briefing(folder, &words))?;
    }
    Ok(())
}

/// Sets all issues again, by turns with rendering as many.
fn regenerate(folder: &Path) -> io::Result<()> {
    let batch = folder.join("batch");
    fs::create_dir_all(&batch)?;
    for serial in 1..=BATCH {
        let name = format!("{serial}.toml");
        fs::copy(folder.join("data").join(&name), batch.join(&name))?;
    }
    let (mut again, mut render) = (Vec::new(), Vec::new());
    for _ in 0..RUNS {
        again.push(timed(&mut briefing(folder, &["regenerate", "--all", "-o", "again/"]))?);
        render.push(timed(&mut briefing(folder, &["render", "batch", "-o", "rendered/"]))?);
    }
    let rate = |times| f64::from(BATCH) / (briefing_support::stopwatch::milliseconds(times) / 1e3);
    let (again, render) = (rate(again), rate(render));
    let ratio = again / render;
    println!(
        "| `regenerate --all`, {BATCH} issues | {again:.0} issues/s | `render`: {render:.0} issues/s | {ratio:.2} | ≥ 0.90 |"
    );
    Ok(())
}

/// Verifies the archive, beside reading its files and taking their SHA-256.
fn verify(folder: &Path, archive: &Path) -> io::Result<()> {
    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    let mut size = 0;
    for _ in 0..RUNS {
        ours.push(timed(&mut briefing(folder, &["verify", "--all"]))?);
        let (time, bytes) = read(archive)?;
        theirs.push(time);
        size = bytes;
    }
    let (ours, theirs) = (
        briefing_support::stopwatch::milliseconds(ours),
        briefing_support::stopwatch::milliseconds(theirs),
    );
    println!(
        "| `verify --all`, {BATCH} issues, {} MB | {ours:.0} ms | reading and hashing on one thread: {theirs:.0} ms | {:.2} | |",
        size / 1_000_000,
        ours / theirs
    );
    Ok(())
}

#[expect(clippy::disallowed_methods, reason = "to look at the clock is the purpose of a benchmark")]
fn read(folder: &Path) -> io::Result<(Duration, usize)> {
    let start = Instant::now();
    let mut size = 0;
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder)? {
            let path = entry?.path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let bytes = fs::read(path)?;
                size += bytes.len();
                std::hint::black_box(Fingerprint::of(bytes));
            }
        }
    }
    Ok((start.elapsed(), size))
}

/// Searches many issues for words: one process for each, with the index on disk.
fn search(folder: &Path, archive: &Path) -> io::Result<()> {
    let made = timed(&mut briefing(folder, &["search", "扶贫"]))?;
    let size = fs::metadata(archive.join("cache/index.sqlite"))?.len();
    println!(
        "| the index of {ISSUES} issues, made | {:.1} s, {} MB | | | |",
        made.as_secs_f64(),
        size / 1_000_000
    );
    let mut all = Vec::new();
    for word in WORDS {
        let mut times = Vec::new();
        for _ in 0..20 {
            times.push(timed(&mut briefing(folder, &["search", word]))?);
        }
        all.push(times.iter().max().copied().unwrap_or_default());
        println!(
            "| `search {word}`, median of 20 processes | {:.1} ms | | | ≤ 50 ms |",
            briefing_support::stopwatch::milliseconds(times)
        );
    }
    let worst = all.iter().max().copied().unwrap_or_default();
    println!("| the slowest of these | {:.1} ms | | | ≤ 50 ms |", worst.as_secs_f64() * 1e3);
    Ok(())
}

fn briefing(folder: &Path, words: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_briefing"));
    command.args(words).current_dir(folder);
    command
}

/// Returns how long a command takes; it has to succeed.
fn timed(command: &mut Command) -> io::Result<Duration> {
    briefing_support::stopwatch::timed(command, &[0])
}
