//! A slot: one worker process after another, and the thread that hands it jobs.

use std::io;
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use briefing_values::clock;

use crate::job::Said;
use crate::job::wire::Message;

use super::process::{Ended, Process};
use super::queue::{Queue, Task};
use super::{Outcome, Settings};

/// How long a slot waits after a worker could not be started.
const PAUSE: Duration = Duration::from_millis(200);

/// A place for a worker.
pub(super) struct Slot {
    settings: Arc<Settings>,
    queue: Arc<Queue>,
    worker: Option<Process>,
}

impl Slot {
    pub(super) fn new(settings: Arc<Settings>, queue: Arc<Queue>) -> Self {
        queue.note(|tally| tally.workers += 1);
        Self { settings, queue, worker: None }
    }

    /// Does jobs until the queue is closed. A worker is ready before its first job arrives.
    pub(super) fn work(mut self) {
        loop {
            // If a worker cannot be started now, the next job tries again.
            let _ = self.worker();
            let Some(Task { job, turn, until, asker, .. }) = self.queue.pop() else { return };
            let outcome = self.outcome(&job.message(), until);
            self.queue.done(&turn, |tally| match outcome {
                Outcome::OutOfTime => tally.out_of_time += 1,
                _ => tally.answered += 1,
            });
            asker.tell(outcome);
            self.replace_if_worn();
        }
    }

    /// Has a job done, by a second worker if the first dies.
    fn outcome(&mut self, message: &Message, until: Instant) -> Outcome {
        let mut died = None;
        while clock::now() < until {
            let worker = match self.worker() {
                Ok(worker) => worker,
                Err(error) => {
                    thread::sleep(PAUSE);
                    return Outcome::NoWorker(error.to_string());
                }
            };
            match worker.answer(message, until) {
                Ok(answer) if matches!(answer.said, Said::Outdated) => self.dismiss(),
                Ok(answer) => return Outcome::Answered(Box::new(answer)),
                Err(Ended::OutOfTime) => {
                    self.dismiss();
                    return Outcome::OutOfTime;
                }
                Err(Ended::Died(how)) => {
                    self.dismiss();
                    self.queue.note(|tally| tally.died += 1);
                    if died.is_some() {
                        return Outcome::Died(how);
                    }
                    self.queue.note(|tally| tally.retried += 1);
                    died = Some(how);
                }
            }
        }
        died.map_or(Outcome::OutOfTime, Outcome::Died)
    }

    /// Returns the worker, and starts one if there is none. The death of an idle worker is no fault of the job that
    /// would have been its next.
    fn worker(&mut self) -> io::Result<&mut Process> {
        if self.worker.as_ref().is_some_and(Process::has_exited) {
            self.dismiss();
            self.queue.note(|tally| tally.died += 1);
        }
        let worker = if let Some(worker) = self.worker.take() {
            worker
        } else {
            let worker = Process::start(&self.settings)?;
            self.queue.note(|tally| tally.standing += 1);
            worker
        };
        Ok(self.worker.insert(worker))
    }

    /// Ends the worker, if there is one.
    fn dismiss(&mut self) {
        if self.worker.take().is_some() {
            self.queue.note(|tally| tally.standing -= 1);
        }
    }

    /// Ends a worker that has done enough jobs or has grown: this frees what the engine keeps forever
    /// and what the allocator cannot give back.
    fn replace_if_worn(&mut self) {
        let worn = self.worker.as_ref().is_some_and(|worker| {
            worker.jobs() >= self.settings.jobs || worker.resident() > self.settings.resident
        });
        if worn {
            self.dismiss();
            self.queue.note(|tally| tally.replaced += 1);
        }
    }
}

impl Drop for Slot {
    fn drop(&mut self) {
        self.dismiss();
        self.queue.note(|tally| tally.workers -= 1);
    }
}
