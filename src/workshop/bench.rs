//! A bench: one worker process after another, and the thread that hands it jobs.

use std::sync::Arc;
use std::thread;
use std::time::Duration;

use crate::clock;
use crate::job::Answer;

use super::process::{Ended, Process};
use super::queue::{Queue, Task};
use super::{Outcome, Settings};

/// How long a bench waits before it tries again to start a worker that cannot be started.
const PAUSE: Duration = Duration::from_millis(200);

/// A place for a worker.
pub(super) struct Bench {
    settings: Arc<Settings>,
    queue: Arc<Queue>,
    worker: Option<Process>,
}

impl Bench {
    pub(super) fn new(settings: Arc<Settings>, queue: Arc<Queue>) -> Self {
        queue.note(|tally| tally.workers += 1);
        Self { settings, queue, worker: None }
    }

    /// Does jobs until the queue is closed. A worker stands ready before its first job comes.
    pub(super) fn work(mut self) {
        loop {
            // One that cannot be started now is tried again when there is work for it.
            self.worker = self.worker.take().or_else(|| Process::start(&self.settings).ok());
            let Some(Task { job, until, reply }) = self.queue.pop() else { return };
            let message = job.message();
            let mut outcome = Outcome::OutOfTime;
            for attempt in 0..2 {
                if clock::now() >= until {
                    break;
                }
                if attempt > 0 {
                    self.queue.note(|tally| tally.retried += 1);
                }
                match self.done(&message, until) {
                    Ok(answer) => outcome = Outcome::Answered(Box::new(answer)),
                    Err(Ended::OutOfTime) => outcome = Outcome::OutOfTime,
                    Err(Ended::Died(how)) => {
                        outcome = Outcome::Died(how);
                        continue;
                    }
                }
                break;
            }
            self.queue.note(|tally| {
                tally.busy -= 1;
                match outcome {
                    Outcome::OutOfTime => tally.out_of_time += 1,
                    _ => tally.answered += 1,
                }
            });
            reply(outcome);
            self.replace_if_worn();
        }
    }

    /// Hands a job to the worker, and waits for its answer.
    fn done(
        &mut self,
        message: &crate::job::wire::Message,
        until: std::time::Instant,
    ) -> Result<Answer, Ended> {
        let worker = match self.worker.take() {
            Some(worker) => worker,
            None => Process::start(&self.settings).map_err(|error| {
                thread::sleep(PAUSE);
                Ended::Died(error.to_string())
            })?,
        };
        let worker = self.worker.insert(worker);
        let answer = worker.answer(message, until);
        if let Err(ended) = &answer {
            self.worker = None;
            if matches!(ended, Ended::Died(_)) {
                self.queue.note(|tally| tally.died += 1);
            }
        }
        answer
    }

    /// Ends a worker that has done enough, or that has grown: what the engine keeps for good, and what
    /// an allocator cannot give back, goes with it.
    fn replace_if_worn(&mut self) {
        let worn = self.worker.as_ref().is_some_and(|worker| {
            worker.jobs() >= self.settings.jobs || worker.resident() > self.settings.resident
        });
        if worn {
            self.worker = None;
            self.queue.note(|tally| tally.replaced += 1);
        }
    }
}

impl Drop for Bench {
    fn drop(&mut self) {
        self.queue.note(|tally| tally.workers -= 1);
    }
}
