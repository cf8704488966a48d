//! A round: work on several issues at once, whose products are written as they come and reported in the
//! order of the issues.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{SyncSender, sync_channel};
use std::thread;

use indicatif::{ProgressBar, ProgressStyle};

use briefing_engine::press::STACK;
use briefing_values::error::{Error, Kind, Problem, Result};

use super::outcome::Outcome;
use super::outputs::{self, Files};
use super::report::Reporter;

/// What was made of one issue.
pub(super) struct Made {
    /// The files to write.
    pub(super) files: Files,
    /// An error to report even though the files are written.
    pub(super) but: Option<Error>,
}

impl From<Files> for Made {
    fn from(files: Files) -> Self {
        Self { files, but: None }
    }
}

/// Returns how many workers to use for this many issues.
pub(super) fn workers(asked: Option<std::num::NonZeroUsize>, issues: usize) -> usize {
    let cores = thread::available_parallelism().map_or(1, usize::from);
    asked.map_or(cores, usize::from).min(issues).max(1)
}

/// Makes all issues, and reports how it went.
///
/// The workers never wait for the disk: this thread writes what they made while they go on.
pub(super) fn run(
    issues: usize,
    workers: usize,
    reporter: &Reporter,
    make: impl Fn(usize) -> Result<Made> + Sync,
) -> Result<Outcome> {
    let mut delivery = Delivery::new(issues, reporter);
    each(issues, workers, make, |place, made| delivery.take(place, made))?;
    Ok(delivery.end())
}

/// Does some work for each place, in several workers at once, and passes each result on as it arrives. A
/// fault in one does not stop the others.
pub(super) fn each<T: Send>(
    places: usize,
    workers: usize,
    work: impl Fn(usize) -> T + Sync,
    mut take: impl FnMut(usize, T),
) -> Result<()> {
    let next = AtomicUsize::new(0);
    let (work, next) = (&work, &next);
    let labour = move |sender: &SyncSender<(usize, T)>| {
        loop {
            let place = next.fetch_add(1, Ordering::Relaxed);
            if place >= places || sender.send((place, work(place))).is_err() {
                return;
            }
        }
    };
    thread::scope(|scope| {
        let (sender, receiver) = sync_channel(2 * workers);
        for _ in 0..workers {
            let sender = sender.clone();
            let worker = thread::Builder::new().stack_size(STACK);
            worker.spawn_scoped(scope, move || labour(&sender)).map_err(|error| {
                Problem::Access {
                    action: "start",
                    path: "a worker".into(),
                    reason: error.to_string(),
                }
            })?;
        }
        drop(sender);
        for (place, done) in receiver {
            take(place, done);
        }
        Ok(())
    })
}

/// Writes what the workers made, and reports it in the order of the issues.
struct Delivery<'a> {
    reporter: &'a Reporter,
    progress: ProgressBar,
    issues: usize,
    /// The issues that wait for the ones before them to be done.
    waiting: BTreeMap<usize, (Result<Vec<PathBuf>>, Option<Error>)>,
    /// How many have been reported.
    reported: usize,
    failures: Vec<Kind>,
}

impl<'a> Delivery<'a> {
    fn new(issues: usize, reporter: &'a Reporter) -> Self {
        Self {
            progress: progress(issues),
            issues,
            waiting: BTreeMap::new(),
            reported: 0,
            failures: Vec::new(),
            reporter,
        }
    }

    /// Writes the files of an issue, and reports it and those that waited for it.
    fn take(&mut self, place: usize, made: Result<Made>) {
        let (files, but) = match made {
            Ok(Made { files, but }) => (outputs::deliver(files), but),
            Err(error) => (Err(error), None),
        };
        self.waiting.insert(place, (files, but));
        while let Some((files, but)) = self.waiting.remove(&self.reported) {
            self.reported += 1;
            let named = self.progress.suspend(|| files.and_then(|files| outputs::name(&files)));
            for error in named.err().into_iter().chain(but) {
                self.progress.suspend(|| self.reporter.error(&error));
                self.failures.push(error.kind());
            }
        }
        self.progress.inc(1);
    }

    /// Says how many issues failed, and returns the outcome.
    fn end(self) -> Outcome {
        self.progress.finish_and_clear();
        let (failed, issues) = (self.failures.len(), self.issues);
        if issues > 1 && failed > 0 {
            let counts = [("failed", &*failed.to_string()), ("issues", &*issues.to_string())];
            self.reporter.say("failed", &counts);
        }
        self.failures.iter().max().map_or(Outcome::Done, |&kind| Outcome::Failed(kind))
    }
}

/// Returns the progress bar: only on a terminal, and only where there are several issues.
pub(super) fn progress(issues: usize) -> ProgressBar {
    if issues < 2 {
        return ProgressBar::hidden();
    }
    let style = ProgressStyle::with_template("{bar:40} {pos}/{len} issues, {eta} left");
    ProgressBar::new(issues as u64)
        .with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
}
