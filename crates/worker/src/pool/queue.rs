//! The queue of jobs: bounded, so that too much work is refused at once instead of late.

use std::collections::VecDeque;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Instant;

use crate::job::Job;

use super::Asker;

/// A job that waits, until when it must be answered, and who waits for it.
pub(super) struct Task {
    pub(super) job: Job,
    pub(super) until: Instant,
    pub(super) asker: Box<dyn Asker>,
}

/// The queue is full.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Full;

/// What is going on in a pool, and what has been.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    /// How many jobs wait.
    pub waiting: usize,
    /// How many are being done.
    pub busy: usize,
    /// How many workers there should be.
    pub workers: usize,
    /// How many there are, as processes.
    pub standing: usize,
    /// How many have been answered.
    pub answered: u64,
    /// How many were refused because the queue was full.
    pub refused: u64,
    /// How many were not done, because nobody waited for them any more.
    pub forgotten: u64,
    /// For how many the time was up.
    pub out_of_time: u64,
    /// How many were given to a second worker, because the first had died.
    pub retried: u64,
    /// How many workers died.
    pub died: u64,
    /// How many workers were replaced because they had worked enough or grown too large.
    pub replaced: u64,
}

/// The queue.
pub(super) struct Queue {
    state: Mutex<State>,
    changed: Condvar,
    room: usize,
    bytes: usize,
}

struct State {
    tasks: VecDeque<Task>,
    tally: Tally,
    closed: bool,
}

impl Queue {
    /// Returns a queue with room for so many jobs, of so many bytes.
    pub(super) fn new(room: usize, bytes: usize) -> Self {
        let state = State { tasks: VecDeque::new(), tally: Tally::default(), closed: false };
        Self { state: Mutex::new(state), changed: Condvar::new(), room, bytes }
    }

    /// Adds a job, if there is room: one that a worker is free for always has it.
    pub(super) fn push(&self, task: Task) -> Result<(), Full> {
        let mut state = self.lock();
        let before = state.tasks.len();
        state.tasks.retain(|task| !task.asker.is_gone());
        state.tally.forgotten += (before - state.tasks.len()) as u64;
        let free = state.tally.workers.saturating_sub(state.tally.busy);
        let bytes: usize = state.tasks.iter().map(|task| task.job.size()).sum();
        let heavy = !state.tasks.is_empty() && bytes + task.job.size() > self.bytes;
        if state.closed || heavy || state.tasks.len() >= self.room.saturating_add(free) {
            state.tally.refused += 1;
            return Err(Full);
        }
        state.tasks.push_back(task);
        self.changed.notify_one();
        Ok(())
    }

    /// Returns the next job, as soon as there is one; `None` when the queue is closed and empty.
    pub(super) fn pop(&self) -> Option<Task> {
        let mut state = self.lock();
        loop {
            if let Some(task) = state.tasks.pop_front() {
                if task.asker.is_gone() {
                    state.tally.forgotten += 1;
                    continue;
                }
                state.tally.busy += 1;
                return Some(task);
            }
            if state.closed {
                return None;
            }
            state = self.changed.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
    }

    /// Takes on no more; what waits is still done.
    pub(super) fn close(&self) {
        self.lock().closed = true;
        self.changed.notify_all();
    }

    /// Returns what is going on.
    pub(super) fn tally(&self) -> Tally {
        let state = self.lock();
        Tally { waiting: state.tasks.len(), ..state.tally }
    }

    /// Notes something.
    pub(super) fn note(&self, change: impl FnOnce(&mut Tally)) {
        change(&mut self.lock().tally);
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
