//! A round of issues: rendered by several workers at once, delivered and reported in the order of the
//! inputs.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{SyncSender, sync_channel};
use std::thread;

use indicatif::{ProgressBar, ProgressStyle};

use crate::error::{Kind, Problem, Result};

use super::plan::Plan;
use super::render::{self, Files};
use super::report::Reporter;
use super::timings::Timings;
use super::{Outcome, outputs};

/// The stack of a worker: deep nesting in a template must end in a message, not in an abort.
pub(super) const STACK: usize = 64 * 1024 * 1024;

/// An issue that a worker is done with: its place among the inputs, what was made of it, the time.
type Done = (usize, Result<Files>, Timings);

/// Renders all issues of a plan, and says how it went.
///
/// The workers never wait for the disk: this thread writes what they made while they go on.
pub(super) fn run(plan: &Plan, reporter: &Reporter) -> Result<Outcome> {
    let next = AtomicUsize::new(0);
    let mut desk = Delivery::new(plan, reporter);
    thread::scope(|scope| -> Result<()> {
        let (sender, receiver) = sync_channel::<Done>(2 * plan.jobs);
        for _ in 0..plan.jobs {
            let (sender, next) = (sender.clone(), &next);
            let worker = thread::Builder::new().stack_size(STACK);
            let work = move || work(plan, reporter, next, &sender);
            worker.spawn_scoped(scope, work).map_err(|error| Problem::Access {
                action: "start",
                path: "a worker".into(),
                reason: error.to_string(),
            })?;
        }
        drop(sender);
        for done in receiver {
            desk.take(done);
        }
        Ok(())
    })?;
    Ok(desk.end())
}

/// Renders issue after issue until none is left. A fault in one does not stop the others.
fn work(plan: &Plan, reporter: &Reporter, next: &AtomicUsize, sender: &SyncSender<Done>) {
    loop {
        let place = next.fetch_add(1, Ordering::Relaxed);
        let Some(input) = plan.inputs.get(place) else { return };
        let mut spent = Timings::default();
        let made = render::render(plan, input, reporter, &mut spent);
        if sender.send((place, made, spent)).is_err() {
            return;
        }
    }
}

/// Writes what the workers made, and reports it in the order of the inputs.
struct Delivery<'a> {
    plan: &'a Plan,
    reporter: &'a Reporter,
    progress: ProgressBar,
    timings: Timings,
    /// The issues that wait until the ones before them are done, too.
    waiting: BTreeMap<usize, Result<Vec<PathBuf>>>,
    /// How many have been reported.
    reported: usize,
    failures: Vec<Kind>,
}

impl<'a> Delivery<'a> {
    fn new(plan: &'a Plan, reporter: &'a Reporter) -> Self {
        Self {
            progress: progress(plan.inputs.len()),
            timings: Timings::default(),
            waiting: BTreeMap::new(),
            reported: 0,
            failures: Vec::new(),
            plan,
            reporter,
        }
    }

    /// Writes the files of an issue, and reports it and those that waited for it.
    fn take(&mut self, (place, made, spent): Done) {
        self.timings.add(&spent);
        self.waiting.insert(place, made.and_then(outputs::deliver));
        while let Some(result) = self.waiting.remove(&self.reported) {
            self.reported += 1;
            let named = self.progress.suspend(|| result.and_then(|files| outputs::name(&files)));
            if let Err(error) = named {
                self.progress.suspend(|| self.reporter.error(&error));
                self.failures.push(error.kind());
            }
        }
        self.progress.inc(1);
    }

    /// Says how it went.
    fn end(self) -> Outcome {
        self.progress.finish_and_clear();
        if self.plan.timings {
            self.reporter.line(&self.timings.table());
        }
        let (failed, issues) = (self.failures.len(), self.plan.inputs.len());
        if issues > 1 && failed > 0 {
            let counts = [("failed", &*failed.to_string()), ("issues", &*issues.to_string())];
            self.reporter.say("failed", &counts);
        }
        self.failures.iter().max().map_or(Outcome::Done, |&kind| Outcome::Failed(kind))
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
