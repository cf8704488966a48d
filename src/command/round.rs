//! A round of issues: rendered by several workers at once, reported in the order of the inputs.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread;

use indicatif::{ProgressBar, ProgressStyle};

use crate::error::{Kind, Problem, Result};

use super::plan::Plan;
use super::report::Reporter;
use super::timings::Timings;
use super::{Outcome, outputs, render};

/// The stack of a worker: deep nesting in a template must end in a message, not in an abort.
const STACK: usize = 64 * 1024 * 1024;

/// What the workers share while they render the issues of a plan.
pub(super) struct Round<'a> {
    plan: &'a Plan,
    reporter: &'a Reporter,
    progress: ProgressBar,
    next: AtomicUsize,
    timings: Mutex<Timings>,
    finished: Mutex<Finished>,
}

/// The issues that are done.
#[derive(Default)]
struct Finished {
    /// Those that wait until the ones before them are done, too.
    waiting: BTreeMap<usize, Result<Vec<PathBuf>>>,
    /// How many have been reported.
    reported: usize,
    failures: Vec<Kind>,
}

impl<'a> Round<'a> {
    pub(super) fn new(plan: &'a Plan, reporter: &'a Reporter) -> Self {
        Self {
            progress: progress(plan.inputs.len()),
            next: AtomicUsize::new(0),
            timings: Mutex::default(),
            finished: Mutex::default(),
            plan,
            reporter,
        }
    }

    /// Renders all issues, and says how it went.
    pub(super) fn run(self) -> Result<Outcome> {
        thread::scope(|scope| -> Result<()> {
            for _ in 0..self.plan.jobs {
                let worker = thread::Builder::new().stack_size(STACK);
                worker.spawn_scoped(scope, || self.work()).map_err(|error| Problem::Access {
                    action: "start",
                    path: "a worker".into(),
                    reason: error.to_string(),
                })?;
            }
            Ok(())
        })?;
        Ok(self.end())
    }

    /// Renders issue after issue until none is left. A fault in one does not stop the others.
    fn work(&self) {
        loop {
            let place = self.next.fetch_add(1, Ordering::Relaxed);
            let Some(input) = self.plan.inputs.get(place) else { return };
            let mut spent = Timings::default();
            let result = render::render(self.plan, input, self.reporter, &mut spent);
            locked(&self.timings).add(&spent);
            self.finish(place, result);
        }
    }

    /// Reports an issue, and those that waited for it.
    fn finish(&self, place: usize, result: Result<Vec<PathBuf>>) {
        let mut finished = locked(&self.finished);
        finished.waiting.insert(place, result);
        let turn = finished.reported;
        for turn in turn.. {
            let Some(result) = finished.waiting.remove(&turn) else { break };
            finished.reported += 1;
            let reported = self.progress.suspend(|| result.and_then(|files| outputs::name(&files)));
            if let Err(error) = reported {
                self.progress.suspend(|| self.reporter.error(&error));
                finished.failures.push(error.kind());
            }
        }
        self.progress.inc(1);
    }

    /// Says how it went.
    fn end(self) -> Outcome {
        self.progress.finish_and_clear();
        if self.plan.timings {
            self.reporter.line(&locked(&self.timings).table());
        }
        let failures = &locked(&self.finished).failures;
        let issues = self.plan.inputs.len();
        if issues > 1 && !failures.is_empty() {
            let failed = failures.len();
            self.reporter.line(&format!("{failed} of {issues} issues could not be rendered"));
        }
        failures.iter().max().map_or(Outcome::Done, |&kind| Outcome::Failed(kind))
    }
}

/// Returns the progress bar: only on a terminal, and only where there are several issues.
fn progress(issues: usize) -> ProgressBar {
    if issues < 2 {
        return ProgressBar::hidden();
    }
    let style = ProgressStyle::with_template("{bar:40} {pos}/{len} issues, {eta} left");
    ProgressBar::new(issues as u64)
        .with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
