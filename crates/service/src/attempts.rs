//! Failed logins, and how long whoever failed has to wait: longer each time, and nobody for what others did.

use std::borrow::Borrow;
use std::collections::BTreeMap;
use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use briefing_values::clock;

/// How many failures cost no time.
const FREE: u32 = 5;
/// The longest that somebody has to wait.
const LONGEST: Duration = Duration::from_mins(1);
/// How long a failure is remembered.
const KEPT: Duration = Duration::from_mins(15);
/// The most addresses, and the most names, that are remembered; the oldest are forgotten.
const MOST: usize = 10_000;

/// The failed logins.
#[derive(Default)]
pub(crate) struct Attempts(Mutex<Failed>);

#[derive(Default)]
struct Failed {
    by_address: BTreeMap<IpAddr, Failures>,
    by_name: BTreeMap<String, Failures>,
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
    /// An address that has not failed is not kept waiting for the failures of others with the same name.
    ///
    /// # Errors
    /// How long the next attempt has to wait.
    pub(crate) fn begin(&self, name: &str, from: Option<IpAddr>) -> Result<(), Duration> {
        let mut failed = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let Failed { by_address, by_name } = &mut *failed;
        let own = from.and_then(|from| fresh(by_address, &block(from)));
        let blameless = from.is_some() && own.is_none();
        let others = fresh(by_name, name).filter(|_| !blameless);
        let wait = own.into_iter().chain(others).map(Failures::wait).max().unwrap_or_default();
        if !wait.is_zero() {
            return Err(wait);
        }
        if let Some(from) = from {
            note(by_address, block(from));
        }
        note(by_name, name.to_owned());
        Ok(())
    }

    /// Notes that an attempt was right: the address has not failed. The failures of others with the same name
    /// stay, unless nobody can tell whose they were.
    pub(crate) fn right(&self, name: &str, from: Option<IpAddr>) {
        let mut failed = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(from) = from else {
            failed.by_name.remove(name);
            return;
        };
        failed.by_address.remove(&block(from));
        if let Some(others) = failed.by_name.get_mut(name) {
            others.count = others.count.saturating_sub(1);
        }
    }
}

impl Failures {
    /// Returns how long the next attempt has to wait.
    fn wait(self) -> Duration {
        let more = self.count.saturating_sub(FREE);
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
        let oldest = all.iter().min_by_key(|(_, failures)| failures.last);
        if let Some(oldest) = oldest.map(|(key, _)| key.clone()) {
            all.remove(&oldest);
        }
    }
    all.insert(key, Failures { count: count.saturating_add(1), last: clock::now() });
}

/// Returns what of an address tells one customer of the network from another: of IPv6, a customer has the whole
/// lower half.
fn block(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(address) => IpAddr::V6((address.to_bits() >> 64 << 64).into()),
        address @ IpAddr::V4(_) => address,
    }
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
        assert!(attempts.begin("黄", Some(at(1))).is_err(), "it is the address that fails");
        attempts.right("韦", Some(at(1)));
        assert!(attempts.begin("韦", Some(at(1))).is_ok());
        let stranger = (0..9).map(|_| attempts.begin("李", Some(at(2)))).last();
        assert!(stranger.is_some_and(|last| last.is_err()));
        attempts.right("李", Some(at(3)));
        assert!(
            attempts.begin("李", Some(at(2))).is_err(),
            "a friend does not make up for a stranger"
        );
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
        assert!(attempts.begin("黄", Some(another.into())).is_err());
    }
}
