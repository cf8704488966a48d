//! The queue of logins (登录队列): few passwords are checked at once, since that takes memory, and few wait for it, so
//! that a crowd of strangers does not make a queue without end.

use std::collections::BTreeMap;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::client::customer;

/// How many passwords are checked at once.
const AT_ONCE: usize = 2;
/// How many may wait or be checked.
const MOST: usize = 64;
/// How many of one address may; behind it there may be an office.
const MOST_OF_ADDRESS: usize = 8;

/// The queue.
pub(crate) struct LoginQueue {
    turns: Arc<Semaphore>,
    waiting: Arc<Mutex<Crowd>>,
}

/// Who waits, by address; those whose address is not known, together.
type Crowd = BTreeMap<Option<IpAddr>, usize>;

/// A place in the queue, given up when it is dropped.
pub(crate) struct Queued {
    turns: Arc<Semaphore>,
    waiting: Arc<Mutex<Crowd>>,
    from: Option<IpAddr>,
}

/// The right to have a password checked now. Whoever checks it holds it, even if nobody waits for the answer any
/// more.
pub(crate) struct Admission {
    _place: Option<Queued>,
    _turn: Option<OwnedSemaphorePermit>,
}

impl Default for LoginQueue {
    fn default() -> Self {
        Self { turns: Arc::new(Semaphore::new(AT_ONCE)), waiting: Arc::default() }
    }
}

impl LoginQueue {
    /// Returns a place in the queue, if there is one for the address. Where no address is known, everybody may have
    /// the same: no share is kept.
    pub(crate) fn place(&self, from: Option<IpAddr>) -> Option<Queued> {
        let from = from.map(customer);
        let mut waiting = lock(&self.waiting);
        let all: usize = waiting.values().sum();
        let own = waiting.get(&from).copied().unwrap_or_default();
        // The first of an address is never sent away for what others do; connections bound how many there are.
        let is_first = from.is_some() && own == 0;
        if !is_first && (all >= MOST || from.is_some() && own >= MOST_OF_ADDRESS) {
            return None;
        }
        waiting.insert(from, own + 1);
        Some(Queued { turns: self.turns.clone(), waiting: self.waiting.clone(), from })
    }

    /// Waits for a turn for somebody who is signed in: no crowd at the login keeps them out.
    pub(crate) async fn turn_of_caller(&self) -> Admission {
        // Nobody closes the semaphore.
        let turn = self.turns.clone().acquire_owned().await.ok();
        Admission { _place: None, _turn: turn }
    }
}

impl Queued {
    /// Waits until a password can be checked.
    pub(crate) async fn turn(self) -> Admission {
        // Nobody closes the semaphore.
        let turn = self.turns.clone().acquire_owned().await.ok();
        Admission { _place: Some(self), _turn: turn }
    }
}

impl Drop for Queued {
    fn drop(&mut self) {
        let mut waiting = lock(&self.waiting);
        if let Some(own) = waiting.get_mut(&self.from) {
            *own -= 1;
            if *own == 0 {
                waiting.remove(&self.from);
            }
        }
    }
}

fn lock(waiting: &Mutex<Crowd>) -> MutexGuard<'_, Crowd> {
    waiting.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use std::net::IpAddr;

    use super::{LoginQueue, MOST, MOST_OF_ADDRESS};

    fn at(last: u8) -> IpAddr {
        [192, 0, 2, last].into()
    }

    #[test]
    fn an_address_has_a_share_of_the_queue() {
        let queue = LoginQueue::default();
        let mut places: Vec<_> = (0..MOST_OF_ADDRESS).map(|_| queue.place(Some(at(1)))).collect();
        assert!(places.iter().all(Option::is_some) && queue.place(Some(at(1))).is_none());
        assert!(queue.place(Some(at(2))).is_some(), "somebody else");
        places.pop();
        assert!(queue.place(Some(at(1))).is_some(), "one has gone");
    }

    #[test]
    fn the_queue_ends_somewhere() {
        let queue = LoginQueue::default();
        let places: Vec<_> = (0..MOST).map(|_| queue.place(None)).collect();
        assert!(places.iter().all(Option::is_some));
        assert!(queue.place(None).is_none());
        let first = queue.place(Some(at(1)));
        assert!(first.is_some() && queue.place(Some(at(1))).is_none(), "one of each address");
        drop(places);
        assert!(queue.place(None).is_some());
    }
}
