//! The pool (车间): a fixed number of worker processes, and a queue of jobs for them. What is set
//! there can use up memory, time or stack without end, and the engine cannot be stopped from inside;
//! a process can. It knows nothing of issues: jobs go in, answers come out.

mod process;
mod queue;
mod slot;

use std::ffi::OsString;
use std::path::PathBuf;
use std::sync::Arc;
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use briefing_values::clock;
use briefing_values::error::{Problem, Result};

use crate::job::{Answer, Job};

use queue::{Queue, Task};
use slot::Slot;

pub use queue::{Full, Tally};

/// How the pool is fitted out.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The program that is a worker.
    pub program: PathBuf,
    /// The words on its command line.
    pub words: Vec<OsString>,
    /// How many workers there are.
    pub workers: usize,
    /// How many jobs may wait.
    pub waiting: usize,
    /// How many bytes of jobs may wait; one that is larger waits alone.
    pub waiting_bytes: usize,
    /// After how many jobs a worker is replaced.
    pub jobs: u32,
    /// With how much memory in use a worker is replaced after its job, in bytes.
    pub resident: u64,
}

/// What became of a job.
#[derive(Debug)]
pub enum Outcome {
    /// The worker answered.
    Answered(Box<Answer>),
    /// The time was up, in the queue or at work.
    OutOfTime,
    /// Two workers died of it, the second of this.
    Died(String),
    /// No worker could be started, for this reason.
    NoWorker(String),
}

/// Whoever waits for the outcome of a job.
pub trait Asker: Send {
    /// Returns whether nobody waits any more: then the work need not be done.
    fn is_gone(&self) -> bool;
    /// Tells the outcome.
    fn tell(self: Box<Self>, outcome: Outcome);
}

impl Asker for std::sync::mpsc::Sender<Outcome> {
    fn is_gone(&self) -> bool {
        false
    }

    fn tell(self: Box<Self>, outcome: Outcome) {
        // Nobody waits any more.
        let _ = self.send(outcome);
    }
}

/// The worker processes and their queue. Dropped, it answers what has been taken on, and ends.
pub struct Pool {
    queue: Arc<Queue>,
    slots: Vec<JoinHandle<()>>,
}

impl Pool {
    /// Opens a pool. The workers start at once, and are kept warm.
    ///
    /// # Errors
    /// A thread that the system does not give.
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

    /// Takes on a job that must be answered by `until`; `asker` is told what became of it.
    ///
    /// # Errors
    /// A queue that is full.
    pub fn submit(
        &self,
        job: Job,
        until: Instant,
        asker: Box<dyn Asker>,
    ) -> std::result::Result<(), Full> {
        self.queue.push(Task { job, until, asker })
    }

    /// Does a job, and waits for it.
    pub fn work(&self, job: Job, patience: Duration) -> Option<Outcome> {
        let (sender, receiver) = std::sync::mpsc::channel();
        let until = clock::now() + patience;
        self.submit(job, until, Box::new(sender)).ok()?;
        receiver.recv().ok()
    }

    /// Returns what is going on.
    pub fn tally(&self) -> Tally {
        self.queue.tally()
    }
}

impl Drop for Pool {
    fn drop(&mut self) {
        self.queue.close();
        for slot in self.slots.drain(..) {
            // A thread that panicked has said so.
            let _ = slot.join();
        }
    }
}
