//! Watches folders for changes.
//!
//! Folders are watched, not files: an editor that saves by renaming replaces the file with another one.
//! typst-kit has a file watcher, but it waits until nothing has happened for 100 ms, which is half of what
//! a save may take to show (and up to 500 ms where an editor writes a swap file, too), and it does not say
//! what has changed.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use notify::event::{ModifyKind, RenameMode};
use notify::{Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher};

use briefing_values::clock::now;
use briefing_values::error::{Problem, Result};

use super::sources::{Change, Sources};

/// How long nothing must happen before a change counts as complete: an editor empties a file and writes it
/// in two steps.
const QUIET: Duration = Duration::from_millis(10);
/// The longest that this may take in total.
const AT_MOST: Duration = Duration::from_millis(60);

/// Watches folders for changes.
pub(super) struct Lookout {
    watcher: RecommendedWatcher,
    events: Receiver<notify::Result<Event>>,
    watched: BTreeSet<PathBuf>,
    misses_folders: bool,
}

impl Lookout {
    /// Returns a lookout that watches nothing yet.
    ///
    /// # Errors
    /// A system that does not report changes.
    pub(super) fn new() -> Result<Self> {
        let (sender, events) = channel();
        let watcher = notify::recommended_watcher(sender)
            .map_err(|error| refusal(Path::new("files"), &error))?;
        Ok(Self { watcher, events, watched: BTreeSet::new(), misses_folders: false })
    }

    /// Watches these folders and no others. Returns whether one is new.
    ///
    /// # Errors
    /// A folder that exists but cannot be watched.
    pub(super) fn follow(&mut self, folders: &BTreeSet<PathBuf>) -> Result<bool> {
        for old in self.watched.difference(folders) {
            // It may be gone.
            let _ = self.watcher.unwatch(old);
        }
        self.watched.retain(|folder| folders.contains(folder));
        let (before, mut missing) = (self.watched.len(), false);
        for folder in folders {
            if self.watched.contains(folder) {
            } else if !folder.is_dir() {
                missing = true;
            } else {
                self.watcher
                    .watch(folder, RecursiveMode::NonRecursive)
                    .map_err(|error| refusal(folder, &error))?;
                self.watched.insert(folder.clone());
            }
        }
        self.misses_folders = missing;
        Ok(self.watched.len() > before)
    }

    /// Returns whether a folder to be watched does not exist.
    pub(super) fn misses_folders(&self) -> bool {
        self.misses_folders
    }

    /// Waits for a change and for the quiet after it, or returns `None` when `patience` runs out.
    pub(super) fn wait(&mut self, sources: &Sources, patience: Duration) -> Option<Change> {
        let mut change = self.next(sources, patience)?;
        let begun = now();
        while begun.elapsed() < AT_MOST
            && let Some(more) = self.next(sources, QUIET)
        {
            change = change.max(more);
        }
        Some(change)
    }

    /// Waits for a change.
    fn next(&mut self, sources: &Sources, patience: Duration) -> Option<Change> {
        let end = now() + patience;
        loop {
            let left = end.saturating_duration_since(now());
            let Ok(event) = self.events.recv_timeout(left).ok()? else { continue };
            let lost = event.need_rescan() || self.forget_gone(&event);
            if lost {
                return Some(Change::House);
            }
            if says_more(event.kind)
                && let Some(change) = event.paths.iter().filter_map(|p| sources.touched(p)).max()
            {
                return Some(change);
            }
        }
    }

    /// Forgets the folders that an event says are gone, and stops watching them. Returns whether there were
    /// any.
    fn forget_gone(&mut self, event: &Event) -> bool {
        let from = EventKind::Modify(ModifyKind::Name(RenameMode::From));
        let gone = event.kind.is_remove() || event.kind == from;
        let mut forgotten = false;
        for path in event.paths.iter().filter(|_| gone) {
            if self.watched.remove(path) {
                let _ = self.watcher.unwatch(path);
                forgotten = true;
            }
        }
        forgotten
    }
}

/// Returns whether a file's content may have changed after such an event; reading a file is an event, too.
fn says_more(kind: EventKind) -> bool {
    !matches!(kind, EventKind::Access(_) | EventKind::Modify(ModifyKind::Metadata(_)))
}

fn refusal(path: &Path, error: &notify::Error) -> briefing_values::error::Error {
    let (path, reason) = (path.display().to_string(), error.to_string());
    Problem::Access { action: "watch", path, reason }.into()
}
