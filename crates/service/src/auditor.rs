//! The auditor (审计): notes in the audit trail who does what, from where, and what came of it. What is repeated is
//! counted, not written singly, so that an attack does not fill the disk.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use axum::extract::{Request, State};
use axum::http::header::LOCATION;
use axum::http::{Method, StatusCode};
use axum::middleware::Next;
use axum::response::Response;

use briefing_archive::archive::{Archive, Moment};
use briefing_archive::audit::{Act, Event, Outcome, Trail};
use briefing_values::clock;
use briefing_values::error::Result;

use crate::guard::KnownAs;
use crate::office::Shared;
use crate::refusal::Refusal;

/// How long an event is counted, before what has been counted is written.
const WINDOW: Duration = Duration::from_mins(1);
/// The most events that are counted apart, and the most that wait for room on the disk.
const MOST: usize = 1000;
/// The longest part of an address that is written.
const LONGEST: usize = 64;

/// The name under which somebody unknown has tried to act.
#[derive(Debug, Clone)]
pub(crate) struct Claimed(pub(crate) String);

/// What an act was about, where the address of the request does not say so.
#[derive(Debug, Clone)]
pub(crate) struct About(pub(crate) String);

/// Writes the trail.
pub(crate) struct Auditor {
    trail: Trail,
    /// What happened in the last minute and may happen again, and how often it did since.
    repeats: Mutex<BTreeMap<Event, Repeat>>,
    /// What could not be written yet.
    waiting: Mutex<Vec<Event>>,
    written: AtomicU64,
}

/// How often an event was repeated.
struct Repeat {
    since: Instant,
    count: u64,
    /// The event as it was first written.
    first: Event,
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
        !self.waiting.lock().unwrap_or_else(PoisonError::into_inner).is_empty()
    }

    /// Notes an event: writes it, or counts it if it repeats one of the last minute. That it cannot be written is
    /// logged, and stops nobody.
    pub(crate) fn note(&self, event: Event, is_known: bool) {
        let repeated = event.act == Act::Save || event.outcome != Outcome::Done;
        if repeated && self.is_counted(&event, is_known) {
            return;
        }
        self.write(&[event]);
    }

    /// Counts an event that happened in the last minute; returns whether it did.
    fn is_counted(&self, event: &Event, is_known: bool) -> bool {
        let mut repeats = self.repeats();
        let mut key = Event { time: String::new(), ..event.clone() };
        if !is_known {
            // Strangers may invent names and addresses without end.
            (key.user, key.about) = (None, None);
        }
        if repeats.len() >= MOST && !repeats.contains_key(&key) {
            (key.user, key.about, key.address) = (None, None, None);
        }
        if let Some(repeat) = repeats.get_mut(&key) {
            repeat.count += 1;
            return true;
        }
        let first = event.clone();
        repeats.insert(key, Repeat { since: clock::now(), count: 0, first });
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
            // A stranger's name is that of all who were counted, or it would say too much.
            let time = Event::now(it.first.act, None).time;
            Event { time, count: it.count, ..key }
        });
        self.write(&counted.collect::<Vec<_>>());
    }

    /// Writes events, after those that could not be written before.
    fn write(&self, events: &[Event]) {
        let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        let failed = !waiting.is_empty();
        waiting.extend_from_slice(events);
        if waiting.is_empty() {
            return;
        }
        match self.trail.append(&waiting) {
            Ok(()) => {
                self.written.fetch_add(waiting.len() as u64, Ordering::Relaxed);
                waiting.clear();
                if failed {
                    tracing::info!("the audit trail can be written again");
                }
            }
            // What never gets into the trail is at least in the log.
            Err(error) => {
                waiting.truncate(MOST);
                for event in events {
                    let event = serde_json::to_string(event).unwrap_or_default();
                    let reason = error.to_string();
                    tracing::error!(reason, event, "the audit trail cannot be written");
                }
            }
        }
    }

    /// Removes the files of the trail that ended more than so many days ago, if the archive has their fingerprints.
    pub(crate) fn retire(&self, archive: &Archive, days: u32) -> Result<usize> {
        let age = u64::from(days) * 24 * 60 * 60;
        let day = Moment::after_1970(clock::seconds().saturating_sub(age)).day();
        self.trail.retire(&day, &archive.log()?.audit())
    }

    fn repeats(&self) -> MutexGuard<'_, BTreeMap<Event, Repeat>> {
        self.repeats.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Notes what a request does, if it is an act.
pub(crate) async fn audit(State(office): State<Shared>, request: Request, next: Next) -> Response {
    let path = request.uri().path().to_owned();
    let Some(act) = act(request.method(), &segments(&path)) else {
        return next.run(request).await;
    };
    let address = office.proxies.client(request.extensions(), request.headers());
    let response = next.run(request).await;
    let known = response.extensions().get::<KnownAs>().map(|KnownAs(name)| name.clone());
    let is_known = known.is_some();
    let claimed = response.extensions().get::<Claimed>().map(|Claimed(name)| name.clone());
    let mut event = Event::now(act, known.or(claimed));
    event.address = address.map(|it| it.to_string());
    event.about = about(&response, &path);
    event.outcome = outcome(&response);
    // A login that was right makes somebody known.
    let is_known = is_known || event.outcome == Outcome::Done;
    let noted = office.blocking(move |office| {
        office.auditor.note(event, is_known);
        Ok(())
    });
    // It fails only with the server itself.
    let _ = noted.await;
    response
}

fn segments(path: &str) -> Vec<&str> {
    path.trim_matches('/').split('/').collect()
}

/// Returns what a request does, unless it only looks, or tries out something that is not kept.
fn act(method: &Method, path: &[&str]) -> Option<Act> {
    let act = match (method, path) {
        (&Method::PUT, ["v1", "issues", _]) => Act::Publish,
        (&Method::POST, path) => match path {
            ["login"] => Act::Login,
            ["logout"] => Act::Logout,
            ["drafts"] | ["drafts", "upload"] => Act::Begin,
            ["drafts", _] => Act::Save,
            ["drafts", _, "pictures"] | ["drafts", _, "pictures", "remove"] => Act::Picture,
            ["drafts", _, "away"] => Act::PutAway,
            ["drafts", _, "back"] => Act::TakeBack,
            ["drafts", _, "restore"] => Act::Restore,
            ["drafts", _, "publish"] => Act::Publish,
            ["issues", _, "verify"] | ["v1", "issues", _, "verify"] | ["v1", "verify"] => {
                Act::Verify
            }
            ["v1", "issues", _, "regenerate"] => Act::Regenerate,
            ["account", "keys", ..] | ["users", _, "keys", ..] => Act::Key,
            ["account", "password"] | ["users", ..] => Act::Account,
            _ => return None,
        },
        _ => return None,
    };
    Some(act)
}

/// Returns what came of a request.
fn outcome(response: &Response) -> Outcome {
    let status = response.status();
    if !status.is_client_error() && !status.is_server_error() {
        return Outcome::Done;
    }
    let refusal = response.extensions().get::<Refusal>();
    let code =
        refusal.and_then(|refusal| refusal.faults.first()).map(|fault| fault.code.to_string());
    Outcome::Refused(code.unwrap_or_else(|| match status {
        StatusCode::UNAUTHORIZED => "wrong-password".into(),
        StatusCode::TOO_MANY_REQUESTS => "too-many-tries".into(),
        status => status.as_u16().to_string(),
    }))
}

/// Returns what a request was about: `draft 3`, `issue 176`.
fn about(response: &Response, path: &str) -> Option<String> {
    if let Some(About(about)) = response.extensions().get::<About>() {
        return Some(about.clone());
    }
    // What was begun stands where the answer leads.
    let there = response.headers().get(LOCATION).and_then(|there| there.to_str().ok());
    let of = |path: &str| match segments(path).as_slice() {
        ["drafts", "upload"] => None,
        ["drafts", id, ..] => Some(format!("draft {}", short(id))),
        ["v1", "issues", id, ..] | ["issues", id, ..] => Some(format!("issue {}", short(id))),
        ["users", name, ..] => Some(format!("user {}", short(&decoded(name)))),
        _ => None,
    };
    let published = there.filter(|there| there.starts_with("/issues/")).and_then(of);
    published.or_else(|| of(path)).or_else(|| there.and_then(of))
}

fn decoded(name: &str) -> String {
    percent_encoding::percent_decode_str(name).decode_utf8_lossy().into_owned()
}

fn short(id: &str) -> String {
    id.chars().take(LONGEST).collect()
}

#[cfg(test)]
mod tests;
