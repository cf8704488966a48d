//! The auditor (审计): writes the audit trail. What is repeated is counted, not written singly, so that an attack does
//! not fill the disk.

use std::collections::BTreeMap;
use std::net::IpAddr;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use briefing_archive::archive::{Archive, Moment};
use briefing_archive::audit::{Act, Event, Outcome, Trail};
use briefing_values::clock;
use briefing_values::error::Result;

use crate::client::customer;

/// How long an event is counted, before what has been counted is written.
const WINDOW: Duration = Duration::from_mins(1);
/// The most events that are counted apart, and the most that wait for room on the disk.
const MOST: usize = 1000;

/// Writes the trail.
pub(crate) struct Auditor {
    trail: Trail,
    /// What happened in the last minute and may happen again, and how often it did since.
    repeats: Mutex<BTreeMap<Event, Repeat>>,
    /// What could not be written yet.
    waiting: Mutex<Vec<Event>>,
    written: AtomicU64,
}

/// How often an event was repeated since it was written.
struct Repeat {
    since: Instant,
    count: u64,
}

impl Auditor {
    /// Returns the auditor of an archive.
    pub(crate) fn of(archive: &Archive) -> Self {
        Self {
            trail: Trail::beside(&archive.folder()),
            repeats: Mutex::default(),
            waiting: Mutex::default(),
            written: AtomicU64::new(0),
        }
    }

    /// Returns how many events were written since the start.
    pub(crate) fn written(&self) -> u64 {
        self.written.load(Ordering::Relaxed)
    }

    /// Returns whether the trail cannot be written.
    pub(crate) fn fails(&self) -> bool {
        !self.trail.is_writable() || !self.waiting().is_empty()
    }

    /// Notes an event: writes it, or counts it if it repeats one of the last minute. That it cannot be written is
    /// logged, and stops nobody.
    pub(crate) fn note(&self, event: Event, is_known: bool) {
        let repeated = event.act == Act::Save || event.outcome != Outcome::Done;
        if repeated && self.is_counted(&event, is_known) {
            return;
        }
        self.write(event);
    }

    /// Counts an event that happened in the last minute; returns whether it did.
    fn is_counted(&self, event: &Event, is_known: bool) -> bool {
        let mut repeats = self.repeats();
        let mut key = Event { time: String::new(), ..event.clone() };
        if event.outcome != Outcome::Done {
            // Objects, and addresses of one customer, may be invented without end.
            key.about = None;
            let address = key.address.as_deref().and_then(|it| it.parse().ok());
            key.address = address.map(|it: IpAddr| customer(it).to_string());
            if !is_known {
                key.user = None;
            }
        }
        if repeats.len() >= MOST && !repeats.contains_key(&key) {
            if event.outcome == Outcome::Done || is_known {
                return false;
            }
            key.address = None;
        }
        if let Some(repeat) = repeats.get_mut(&key) {
            repeat.count += 1;
            return true;
        }
        repeats.insert(key, Repeat { since: clock::now(), count: 0 });
        false
    }

    /// Writes what has been counted for a minute, or everything, and what could not be written before.
    pub(crate) fn write_counted(&self, everything: bool) {
        let over = {
            let mut repeats = self.repeats();
            let over = repeats.extract_if(.., |_, it| everything || it.since.elapsed() >= WINDOW);
            over.collect::<Vec<_>>()
        };
        let counted = over.into_iter().filter(|(_, it)| it.count > 0).map(|(key, it)| {
            let time = Event::now(key.act, None).time;
            Event { time, count: it.count, ..key }
        });
        let counted: Vec<_> = counted.collect();
        let mut waiting = self.waiting();
        let failed = !waiting.is_empty();
        waiting.extend(counted.iter().cloned());
        self.write_waiting(&mut waiting);
        match (failed, waiting.is_empty()) {
            (true, true) => tracing::info!("the audit trail can be written again"),
            (_, false) => log(&counted),
            (false, true) => {}
        }
    }

    /// Writes an event, unless others wait already: then only [`Auditor::write_counted`] tries again, so that a trail
    /// that somebody has locked holds up one act and not all.
    fn write(&self, event: Event) {
        let mut waiting = self.waiting();
        let failed = !waiting.is_empty();
        waiting.push(event.clone());
        if !failed {
            self.write_waiting(&mut waiting);
        }
        if !waiting.is_empty() {
            log(&[event]);
        }
    }

    /// Writes what waits, as far as that goes.
    fn write_waiting(&self, waiting: &mut Vec<Event>) {
        // One by one, so that none is written twice when the disk is full half-way.
        let written = waiting.iter().take_while(|event| self.try_write(event)).count();
        waiting.drain(..written);
        self.written.fetch_add(written as u64, Ordering::Relaxed);
        waiting.truncate(MOST);
    }

    fn try_write(&self, event: &Event) -> bool {
        let written = self.trail.append(std::slice::from_ref(event));
        if let Err(error) = &written {
            tracing::error!(reason = error.to_string(), "the audit trail cannot be written");
        }
        written.is_ok()
    }

    /// Removes the files of the trail that ended more than so many days ago, if the archive has their fingerprints.
    pub(crate) fn retire(&self, archive: &Archive, days: u32) -> Result<usize> {
        let age = u64::from(days) * 24 * 60 * 60;
        let day = Moment::after_1970(clock::seconds().saturating_sub(age)).day();
        self.trail.retire(&day, &archive.log()?.audit())
    }

    fn waiting(&self) -> MutexGuard<'_, Vec<Event>> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn repeats(&self) -> MutexGuard<'_, BTreeMap<Event, Repeat>> {
        self.repeats.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Logs events that wait: what never gets into the trail is at least there.
fn log(events: &[Event]) {
    for event in events {
        let event = serde_json::to_string(event).unwrap_or_default();
        tracing::error!(event, "an event is not in the audit trail");
    }
}

#[cfg(test)]
mod tests;
