//! What became of a job, and whoever waits for that.

use crate::job::Answer;

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
