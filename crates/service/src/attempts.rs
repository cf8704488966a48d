//! Failed logins, and how long whoever failed has to wait: longer each time, and nobody for what others did.

use std::borrow::Borrow;
use std::collections::BTreeMap;
use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use briefing_values::clock;

use crate::client::customer;

/// How many failures of one name cost no time.
const FREE: u32 = 5;
/// How many of one address do: behind it there may be an office.
const FREE_OF_ADDRESS: u32 = 30;
/// The longest that somebody has to wait.
const LONGEST: Duration = Duration::from_mins(1);
/// How long a failure is remembered.
const KEPT: Duration = Duration::from_mins(15);
/// The most addresses, and the most names, that are remembered; those with the fewest failures are forgotten.
const MOST: usize = 10_000;

/// The failed logins.
#[derive(Default)]
pub(crate) struct Attempts(Mutex<Failed>);

#[derive(Default)]
struct Failed {
    pairs: BTreeMap<(IpAddr, String), Failures>,
    addresses: BTreeMap<IpAddr, Failures>,
    names: BTreeMap<String, Failures>,
}

/// How often something failed, and when last.
#[derive(Clone, Copy)]
struct Failures {
    count: u32,
    last: Instant,
}

impl Attempts {
    /// Begins an attempt from an address, if that is known. It counts as a failure until [`Attempts::right`]
    /// says otherwise: what is counted only after the check could be tried many times at once.
    ///
    /// An address that has not failed with a name is not kept waiting for the failures of others with it.
    ///
    /// # Errors
    /// How long the next attempt has to wait.
    pub(crate) fn begin(&self, name: &str, from: Option<IpAddr>) -> Result<(), Duration> {
        let mut failed = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let Failed { pairs, addresses, names } = &mut *failed;
        let from = from.map(customer);
        let pair = from.map(|from| (from, name.to_owned()));
        let own = pair.as_ref().and_then(|pair| fresh(pairs, pair)).map(|it| it.wait(FREE));
        let blameless = from.is_some() && own.is_none();
        let others = fresh(names, name).filter(|_| !blameless).map(|it| it.wait(FREE));
        let all = from.and_then(|from| fresh(addresses, &from)).map(|it| it.wait(FREE_OF_ADDRESS));
        let wait = own.into_iter().chain(others).chain(all).max().unwrap_or_default();
        if !wait.is_zero() {
            return Err(wait);
        }
        if let (Some(from), Some(pair)) = (from, pair) {
            note(pairs, pair);
            note(addresses, from);
        }
        note(names, name.to_owned());
        Ok(())
    }

    /// Notes that an attempt was right: it was no failure, and the address has not failed with the name. What else
    /// failed stays, unless nobody can tell whose it was.
    pub(crate) fn right(&self, name: &str, from: Option<IpAddr>) {
        let mut failed = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(from) = from.map(customer) else {
            failed.names.remove(name);
            return;
        };
        failed.pairs.remove(&(from, name.to_owned()));
        let Failed { addresses, names, .. } = &mut *failed;
        for counted in addresses.get_mut(&from).into_iter().chain(names.get_mut(name)) {
            counted.count = counted.count.saturating_sub(1);
        }
    }
}

impl Failures {
    /// Returns how long the next attempt has to wait, if so many failures are free.
    fn wait(self, free: u32) -> Duration {
        let more = self.count.saturating_sub(free);
        if more == 0 {
            return Duration::ZERO;
        }
        let whole = Duration::from_secs(1).saturating_mul(1 << (more - 1).min(10)).min(LONGEST);
        whole.saturating_sub(self.last.elapsed())
    }
}

/// Returns the failures of a key, if they are not too old to count.
fn fresh<K: Ord + Borrow<Q>, Q: Ord + ?Sized>(
    all: &BTreeMap<K, Failures>,
    key: &Q,
) -> Option<Failures> {
    all.get(key).copied().filter(|failures| failures.last.elapsed() < KEPT)
}

/// Counts a failure.
fn note<K: Ord + Clone>(all: &mut BTreeMap<K, Failures>, key: K) {
    let count = fresh(all, &key).map_or(0, |failures| failures.count);
    if all.len() >= MOST && !all.contains_key(&key) {
        let least = all.iter().min_by_key(|(_, failures)| (failures.count, failures.last));
        if let Some(least) = least.map(|(key, _)| key.clone()) {
            all.remove(&least);
        }
    }
    all.insert(key, Failures { count: count.saturating_add(1), last: clock::now() });
}

#[cfg(test)]
mod tests {
    use super::{Attempts, MOST};
    use std::net::IpAddr;

    fn at(last: u8) -> IpAddr {
        [192, 0, 2, last].into()
    }

    #[test]
    fn whoever_fails_waits_longer_each_time() {
        let attempts = Attempts::default();
        for _ in 0..6 {
            assert!(attempts.begin("韦", Some(at(1))).is_ok());
        }
        assert!(attempts.begin("韦", Some(at(1))).is_err_and(|wait| wait.as_millis() > 500));
        assert!(attempts.begin("黄", Some(at(1))).is_ok(), "a colleague in the same office");
        attempts.right("韦", Some(at(1)));
        attempts.right("韦", Some(at(2)));
        assert!(attempts.begin("韦", Some(at(1))).is_ok());
    }

    #[test]
    fn logging_in_oneself_buys_no_guesses_at_others() {
        let attempts = Attempts::default();
        let guess = || {
            let guess = attempts.begin("publisher", Some(at(1)));
            attempts.begin("reader", Some(at(1))).expect("nothing failed with it");
            attempts.right("reader", Some(at(1)));
            guess
        };
        assert!((0..6).all(|_| guess().is_ok()) && guess().is_err());
    }

    #[test]
    fn an_address_that_tries_many_names_waits() {
        let attempts = Attempts::default();
        let tried = |n: u32| attempts.begin(&format!("nobody-{n}"), Some(at(1)));
        assert!((0..31).all(|n| tried(n).is_ok()) && tried(31).is_err());
    }

    #[test]
    fn an_address_that_was_never_wrong_always_gets_a_try() {
        let attempts = Attempts::default();
        for stranger in 0..200 {
            let _ = attempts.begin("韦", Some(at(stranger)));
        }
        assert!(attempts.begin("韦", Some(at(201))).is_ok());
        assert!(attempts.begin("韦", Some(at(201))).is_err(), "now it has failed, too");
    }

    #[test]
    fn where_no_address_is_known_the_name_counts() {
        let attempts = Attempts::default();
        for _ in 0..6 {
            assert!(attempts.begin("韦", None).is_ok());
        }
        assert!(attempts.begin("韦", None).is_err() && attempts.begin("黄", None).is_ok());
    }

    #[test]
    fn invented_names_lock_nobody_out() {
        let attempts = Attempts::default();
        for n in 0..MOST + 9 {
            let _ = attempts.begin(&format!("nobody-{n}"), None);
        }
        assert!(attempts.begin("韦", None).is_ok());
    }

    #[test]
    fn half_an_address_of_the_new_kind_is_one_customer() {
        let attempts = Attempts::default();
        for n in 0..6_u16 {
            let address = [0x2001, 0xdb8, 0, 1, 0, 0, 0, n];
            assert!(attempts.begin("韦", Some(address.into())).is_ok());
        }
        let another = [0x2001, 0xdb8, 0, 1, 9, 9, 9, 9];
        assert!(attempts.begin("韦", Some(another.into())).is_err());
    }
}
