//! The outcome of a job, and whoever waits for it.

use crate::job::Answer;

/// The outcome of a job.
#[derive(Debug)]
pub enum Outcome {
    /// The worker answered.
    Answered(Box<Answer>),
    /// It made room for another in a full queue.
    GaveWay,
    /// The time ran out, in the queue or during the work.
    OutOfTime,
    /// Two workers died doing the job; this is how the second died.
    Died(String),
    /// No worker could be started, for this reason.
    NoWorker(String),
}

/// Whoever waits for the outcome of a job.
pub trait Asker: Send {
    /// Returns whether nobody is waiting any longer: then the work need not be done.
    fn is_gone(&self) -> bool;
    /// Reports the outcome.
    fn tell(self: Box<Self>, outcome: Outcome);
}

impl Asker for std::sync::mpsc::Sender<Outcome> {
    fn is_gone(&self) -> bool {
        false
    }

    fn tell(self: Box<Self>, outcome: Outcome) {
        // This fails only if nobody is waiting any longer.
        let _ = self.send(outcome);
    }
}
