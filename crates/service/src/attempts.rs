//! Counts failed logins, and refuses further attempts after too many.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use briefing_values::clock;

/// The maximum number of names for which failed logins are counted.
const NAMES: usize = 10_000;
/// How many failed logins a name may have, and for how long it is then blocked.
const TRIES: (u32, Duration) = (10, Duration::from_mins(10));

/// The failed logins of each name, and when the last one was counted.
#[derive(Default)]
pub(crate) struct Attempts(Mutex<BTreeMap<String, (u32, Option<Instant>)>>);

impl Attempts {
    /// Counts an attempt, and returns whether the password should be checked at all. If attempts were
    /// counted only after the check, many could be made at once.
    pub(crate) fn may(&self, name: &str) -> bool {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.retain(|_, (_, last)| last.is_some_and(|last| last.elapsed() < TRIES.1));
        if all.len() >= NAMES && !all.contains_key(name) {
            return false;
        }
        let (count, last) = all.entry(name.into()).or_default();
        *count += 1;
        if *count <= TRIES.0 {
            *last = Some(clock::now());
        }
        *count <= TRIES.0
    }

    /// Forgets the failed logins of a name, because its password was right.
    pub(crate) fn right(&self, name: &str) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).remove(name);
    }
}

#[cfg(test)]
mod tests {
    use super::Attempts;

    #[test]
    fn a_password_that_is_wrong_too_often_is_not_asked_for() {
        let attempts = Attempts::default();
        for _ in 0..10 {
            assert!(attempts.may("韦"));
        }
        assert!(!attempts.may("韦") && attempts.may("黄"));
        attempts.right("韦");
        assert!(attempts.may("韦"));
    }
}
