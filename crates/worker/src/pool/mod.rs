//! The pool (进程池): a fixed number of worker processes, and a queue of jobs for them. Setting an issue
//! can use memory, time or stack without limit, and the engine cannot be stopped from inside; a process
//! can. The pool knows nothing about issues: jobs go in, answers come out.

mod outcome;
mod process;
mod queue;
mod settings;
mod slot;
mod turn;

use std::sync::Arc;
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use briefing_values::clock;
use briefing_values::error::{Problem, Result};

use crate::job::Job;

use queue::{Queue, Task};
use slot::Slot;

pub use outcome::{Asker, Outcome};
pub use queue::{Full, Tally};
pub use settings::Settings;
pub use turn::{Class, Turn};

/// The worker processes and their queue. When dropped, it answers the jobs that it has accepted, and ends.
pub struct Pool {
    queue: Arc<Queue>,
    slots: Vec<JoinHandle<()>>,
}

impl Pool {
    /// Opens a pool. The workers start at once, and stay warm.
    ///
    /// # Errors
    /// A thread that the system cannot start.
    pub fn open(settings: Settings) -> Result<Self> {
        let queue = Arc::new(Queue::new(settings.waiting, settings.waiting_bytes));
        let settings = Arc::new(settings);
        let slot = |number: usize| {
            let slot = Slot::new(settings.clone(), queue.clone());
            let thread = std::thread::Builder::new().name(format!("slot {number}"));
            thread.spawn(move || slot.work()).map_err(|error| {
                let (path, reason) = ("a thread".into(), error.to_string());
                Problem::Access { action: "start", path, reason }.into()
            })
        };
        let slots = (0..settings.workers).map(slot).collect::<Result<_>>()?;
        Ok(Self { queue, slots })
    }

    /// Accepts a job that must be answered by `until`; `asker` is told the outcome. If the queue is full, a job of
    /// whoever has most in it may make room.
    ///
    /// # Errors
    /// A full queue.
    pub fn submit(
        &self,
        job: Job,
        turn: Turn,
        until: Instant,
        asker: Box<dyn Asker>,
    ) -> std::result::Result<(), Full> {
        self.queue.push(Task { job, turn, since: clock::now(), until, asker })
    }

    /// Submits a job and waits for its outcome, or returns `None` if the queue is full.
    pub fn work(&self, job: Job, patience: Duration) -> Option<Outcome> {
        let (sender, receiver) = std::sync::mpsc::channel();
        let until = clock::now() + patience;
        self.submit(job, Turn::default(), until, Box::new(sender)).ok()?;
        receiver.recv().ok()
    }

    /// Returns the current counts.
    pub fn tally(&self) -> Tally {
        self.queue.tally()
    }
}

impl Drop for Pool {
    fn drop(&mut self) {
        self.queue.close();
        for slot in self.slots.drain(..) {
            // A thread that panicked has already reported it.
            let _ = slot.join();
        }
    }
}
