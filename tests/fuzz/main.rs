//! No sequence of bytes makes `check` panic, loop or print a control character.
//!
//! `cargo test` tries every file of the project and of the corpus as it is, and a bounded share of spoiled
//! ones; `cargo test --test fuzz -- 100000` tries more, and `-- case 4711` repeats one. A case follows from
//! its number alone.
#![expect(clippy::print_stdout, reason = "it says what it has tried")]

mod files;
mod mutation;
mod trial;
mod watch;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::process::ExitCode;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::thread;

use briefing_desk::Desk;
use briefing_support::arguments;
use briefing_support::chance::Chance;

use files::File;
use watch::Watch;

/// How many spoiled files `cargo test` tries.
const BOUNDED: u64 = 1_500;
const USAGE: &str = "cargo test --test fuzz -- [CASES | case NUMBER]";

/// What is tried: which cases, made from which files.
struct Plan {
    files: Vec<File>,
    first: u64,
    last: u64,
}

fn main() -> ExitCode {
    let (first, last) = arguments::read(USAGE, cases);
    let files: Vec<_> = files::own().into_iter().chain(files::corpus()).collect();
    let as_they_are = files.len() as u64;
    let last = last.unwrap_or(as_they_are + BOUNDED);
    let plan = Plan { files, first, last };
    println!("fuzz: cases {first} to {last}, of {as_they_are} files");
    match run(&plan) {
        Ok(()) => ExitCode::SUCCESS,
        Err(()) => ExitCode::FAILURE,
    }
}

/// Returns the first case that the command line asks for, and the one before which to stop, if any.
fn cases(words: &[&str]) -> Option<(u64, Option<u64>)> {
    match words {
        [] => Some((0, None)),
        ["case", number] => number.parse().ok().map(|case: u64| (case, Some(case + 1))),
        [count] => count.parse().ok().map(|last| (0, Some(last))),
        _ => None,
    }
}

/// Tries the cases on all processors.
fn run(plan: &Plan) -> Result<(), ()> {
    let workers = thread::available_parallelism().map_or(1, usize::from);
    let watches: Vec<_> = (0..workers).map(|_| Watch::default()).collect();
    let (next, failed) = (AtomicU64::new(plan.first), AtomicBool::new(false));
    thread::scope(|scope| {
        let worker = |watch| {
            let (next, failed) = (&next, &failed);
            scope.spawn(move || plan.work(watch, next, failed))
        };
        let threads: Vec<_> = watches.iter().map(worker).collect();
        let done = || threads.iter().all(thread::ScopedJoinHandle::is_finished);
        watch::over(&watches, done, |case| {
            let (name, bytes) = plan.case(case);
            tell(case, name, &bytes, "it takes too long");
        });
    });
    if failed.into_inner() { Err(()) } else { Ok(()) }
}

impl Plan {
    /// Tries one case after another, until there are no more or one fails.
    fn work(&self, watch: &Watch, next: &AtomicU64, failed: &AtomicBool) {
        let desk = Desk::open(None).expect("the built-in house opens");
        while !failed.load(Ordering::Relaxed) {
            let case = next.fetch_add(1, Ordering::Relaxed);
            if case >= self.last {
                break;
            }
            let (name, bytes) = self.case(case);
            watch::start(watch, case);
            let tried = catch_unwind(AssertUnwindSafe(|| trial::try_out(&desk, &bytes)));
            watch::stop(watch);
            if let Err(why) = tried.unwrap_or_else(|_| Err("it panics; see above".into())) {
                failed.store(true, Ordering::Relaxed);
                tell(case, name, &bytes, &why);
            }
        }
    }

    /// Returns the file of a case, and the name of the one that it was made from. The first cases are the
    /// files as they are.
    fn case(&self, case: u64) -> (&str, Vec<u8>) {
        match usize::try_from(case).ok().and_then(|case| self.files.get(case)) {
            Some(file) => (&file.name, file.bytes.clone()),
            None => mutation::spoiled(&self.files, &mut Chance::of(case)),
        }
    }
}

/// Says what is wrong with a case, and keeps its file.
#[expect(clippy::disallowed_methods, reason = "nobody prints a spoiled file")]
fn tell(case: u64, name: &str, bytes: &[u8], why: &str) {
    let path = format!("{}/fuzz-{case}.toml", env!("CARGO_TARGET_TMPDIR"));
    let kept = std::fs::write(&path, bytes);
    println!("case {case}, made of {name}: {why}\nkept in {path} ({kept:?})");
}
