//! Watches the time that cases take, as some might never end.

use std::process;
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

/// How long a case may take, on a machine that has other work to do.
const LONGEST: Duration = Duration::from_secs(2);

/// What one thread is working on, and since when.
pub(crate) type Watch = Mutex<Option<(u64, Instant)>>;

/// Notes that a case begins.
#[expect(clippy::disallowed_methods, reason = "a loop shows only on the clock")]
pub(crate) fn start(watch: &Watch, case: u64) {
    *watch.lock().unwrap_or_else(PoisonError::into_inner) = Some((case, Instant::now()));
}

/// Notes that a case has ended.
pub(crate) fn stop(watch: &Watch) {
    *watch.lock().unwrap_or_else(PoisonError::into_inner) = None;
}

/// Looks at the clock until the work is `done`. A case that takes too long ends the program, because its
/// thread cannot be stopped; `tell` says which case.
pub(crate) fn over(watches: &[Watch], done: impl Fn() -> bool, tell: impl Fn(u64)) {
    while !done() {
        thread::sleep(Duration::from_millis(20));
        for watch in watches {
            let at = *watch.lock().unwrap_or_else(PoisonError::into_inner);
            if let Some((case, since)) = at
                && since.elapsed() > LONGEST
            {
                tell(case);
                process::exit(1);
            }
        }
    }
}
