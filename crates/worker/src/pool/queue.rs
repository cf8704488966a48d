//! The queue of jobs: bounded, so that excess work is refused at once instead of late, and fair.

use std::collections::VecDeque;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use briefing_values::clock;

use crate::job::Job;

use super::turn::{Turn, Turns, gives_way};
use super::{Asker, Outcome};

/// A waiting job, since when it waits, its deadline, and who waits for its answer.
pub(super) struct Task {
    pub(super) job: Job,
    pub(super) turn: Turn,
    pub(super) since: Instant,
    pub(super) until: Instant,
    pub(super) asker: Box<dyn Asker>,
}

/// The queue is full.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Full;

/// The counts of a pool: what is going on, and what has happened so far.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    /// How many jobs are waiting.
    pub waiting: usize,
    /// How many jobs are in progress.
    pub busy: usize,
    /// How many workers there should be.
    pub workers: usize,
    /// How many worker processes there are.
    pub standing: usize,
    /// How long the jobs that a worker was given have waited for it, together.
    pub waited: Duration,
    /// How many jobs have been answered.
    pub answered: u64,
    /// How many jobs were refused because the queue was full.
    pub refused: u64,
    /// How many jobs were not done because nobody was waiting for them any longer.
    pub forgotten: u64,
    /// How many jobs ran out of time.
    pub out_of_time: u64,
    /// How many jobs were given to a second worker because the first had died.
    pub retried: u64,
    /// How many workers died.
    pub died: u64,
    /// How many workers were replaced because they had done enough jobs or used too much memory.
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
    turns: Turns,
    tally: Tally,
    closed: bool,
}

impl State {
    /// Drops the jobs that nobody waits for any longer.
    fn forget(&mut self) {
        let before = self.tasks.len();
        self.tasks.retain(|task| !task.asker.is_gone());
        self.tally.forgotten += (before - self.tasks.len()) as u64;
    }
}

impl Queue {
    /// Returns a queue with room for this many jobs and this many bytes.
    pub(super) fn new(room: usize, bytes: usize) -> Self {
        let (tasks, turns, tally) = (VecDeque::new(), Turns::default(), Tally::default());
        let state = State { tasks, turns, tally, closed: false };
        Self { state: Mutex::new(state), changed: Condvar::new(), room, bytes }
    }

    /// Adds a job if there is room; for a job that a free worker can take, there always is.
    pub(super) fn push(&self, task: Task) -> Result<(), Full> {
        let mut state = self.lock();
        state.forget();
        let free = state.tally.workers.saturating_sub(state.tally.busy);
        let bytes: usize = state.tasks.iter().map(|task| task.job.size()).sum();
        let heavy = !state.tasks.is_empty() && bytes + task.job.size() > self.bytes;
        let full = heavy || state.tasks.len() >= self.room.saturating_add(free);
        let turns = state.tasks.iter().map(|task| &task.turn);
        let fits = |n| !self.is_too_heavy(&state.tasks, n, &task);
        let other = if full { gives_way(&task.turn, &turns, fits) } else { None };
        if state.closed || full && other.is_none() {
            state.tally.refused += 1;
            return Err(Full);
        }
        let other = other.and_then(|n| state.tasks.remove(n));
        state.tally.refused += u64::from(other.is_some());
        state.tasks.push_back(task);
        drop(state);
        self.changed.notify_one();
        if let Some(other) = other {
            other.asker.tell(Outcome::GaveWay);
        }
        Ok(())
    }

    /// Returns whether a job does not fit in, even where another makes room.
    fn is_too_heavy(&self, tasks: &VecDeque<Task>, other: usize, task: &Task) -> bool {
        let kept = tasks.iter().enumerate().filter(|(n, _)| *n != other);
        let bytes: usize = kept.clone().map(|(_, task)| task.job.size()).sum();
        kept.count() > 0 && bytes + task.job.size() > self.bytes
    }

    /// Returns the next job, as soon as there is one; `None` when the queue is closed and empty.
    pub(super) fn pop(&self) -> Option<Task> {
        let mut state = self.lock();
        loop {
            state.forget();
            let State { tasks, turns, tally, .. } = &mut *state;
            let next = turns.next(tasks.iter().map(|task| &task.turn), tally.workers);
            if let Some(task) = next.and_then(|n| tasks.remove(n)) {
                state.tally.busy += 1;
                state.tally.waited += clock::now().saturating_duration_since(task.since);
                return Some(task);
            }
            // What must still wait is done by the worker for which it waits.
            if state.closed {
                return None;
            }
            state = self.changed.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
    }

    /// Notes that a job has ended, with its counts; another may have waited for that.
    pub(super) fn done(&self, turn: &Turn, change: impl FnOnce(&mut Tally)) {
        let mut state = self.lock();
        state.turns.done(turn);
        state.tally.busy -= 1;
        change(&mut state.tally);
        drop(state);
        self.changed.notify_all();
    }

    /// Accepts no more jobs; those that are waiting are still done.
    pub(super) fn close(&self) {
        self.lock().closed = true;
        self.changed.notify_all();
    }

    /// Returns the current counts.
    pub(super) fn tally(&self) -> Tally {
        let state = self.lock();
        Tally { waiting: state.tasks.len(), ..state.tally }
    }

    /// Updates the counts.
    pub(super) fn note(&self, change: impl FnOnce(&mut Tally)) {
        change(&mut self.lock().tally);
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
