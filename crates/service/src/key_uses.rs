//! When the uses of keys were last noted: once an hour for each is enough, and whoever asks does not wait for it.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use crate::store::{Seconds, Token, TokenId};

/// For how long one note is enough.
const HOUR: u64 = 60 * 60;

/// When the use of each key was last to be noted; whether it could be is another matter.
#[derive(Default)]
pub(crate) struct KeyUses(Mutex<BTreeMap<TokenId, Seconds>>);

impl KeyUses {
    /// Returns whether a use of a key is to be noted now, and takes it that it will be.
    pub(crate) fn is_due(&self, key: &Token, now: Seconds) -> bool {
        let mut tried = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        // What the store says counts after a restart; what was tried, while nothing can be written.
        let noted = [key.last_used, tried.get(&key.id).copied()];
        // A clock that was put back must not end the notes for as long.
        let recent = |noted: Seconds| noted.abs_diff(now) < HOUR;
        let due = !noted.into_iter().flatten().any(recent);
        if due {
            tried.insert(key.id, now);
        }
        due
    }
}

#[cfg(test)]
mod tests {
    use super::{KeyUses, Token};

    fn key(id: i64, last_used: Option<i64>) -> Token {
        Token { id, user: "robot".into(), label: String::new(), made: 0, last_used, until: None }
    }

    #[test]
    fn each_key_is_noted_once_an_hour_whether_or_not_that_succeeds() {
        let uses = KeyUses::default();
        // The store goes on saying that the key was never used, as when the disk is full.
        let due = [10, 11, 3_609, 3_610, 7_000].map(|now| uses.is_due(&key(1, None), now));
        assert_eq!(due, [true, false, false, true, false]);
        assert!(uses.is_due(&key(2, None), 11), "another key");
    }

    #[test]
    fn what_was_noted_before_a_restart_counts() {
        let uses = KeyUses::default();
        assert!(!uses.is_due(&key(1, Some(10)), 3_000));
        assert!(uses.is_due(&key(1, Some(10)), 4_000));
        // The clock was a day ahead when it was noted.
        assert!(uses.is_due(&key(2, Some(90_000)), 10));
    }
}
