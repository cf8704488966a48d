//! Events that repeat (重复): those of one kind may come by the thousand, and the log tells how many there were.

use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// How long events are only counted after one was told.
const PAUSE: Duration = Duration::from_mins(1);

/// Events of one kind.
#[derive(Debug, Default)]
pub(crate) struct Repeats(Mutex<(u64, Option<Instant>)>);

impl Repeats {
    /// Counts an event; returns how many there were since the log was last told, if it is to be told now.
    pub(crate) fn count(&self, now: Instant) -> Option<u64> {
        let mut repeats = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (count, told) = &mut *repeats;
        *count = count.saturating_add(1);
        if told.is_some_and(|told| now.duration_since(told) < PAUSE) {
            return None;
        }
        *told = Some(now);
        Some(std::mem::take(count))
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use briefing_values::clock;

    use super::Repeats;

    #[test]
    fn the_first_is_told_at_once_and_the_others_by_their_number() {
        let (repeats, start) = (Repeats::default(), clock::now());
        let after = |seconds| repeats.count(start + Duration::from_secs(seconds));
        assert_eq!([after(0), after(1), after(59), after(60)], [Some(1), None, None, Some(3)]);
    }
}
