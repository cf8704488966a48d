//! The audit trail (审计记录): who did what, in files beside the archive.
//!
//! Each line is an event, as JSON, with the fingerprint of the line before, so that none can be changed, added or
//! taken out without a trace. A file is closed at the end of its day, or when it is full; the fingerprint of a closed
//! file enters the archive's log with the next publication. The trail names people and addresses, so it is readable by
//! its owner alone, and files whose time is up are removed: what remains in the archive proves what they were.

mod event;
mod file;
mod reading;

use std::collections::BTreeMap;
use std::fs::{File, TryLockError};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::Duration;

use serde::{Deserialize, Serialize};

use briefing_values::clock;
use briefing_values::error::{Error, Problem, Result};
use briefing_values::fingerprint::Fingerprint;

use file::{LARGEST, TrailFile};

pub use event::{Act, Event, Outcome};
pub use reading::Reading;

use event::TrailLine;

/// The file that is locked; its existence means nothing.
const LOCK: &str = "lock";
/// How long a write waits for another program.
const PATIENCE: Duration = Duration::from_secs(2);
/// How long it pauses before it looks again.
const PAUSE: Duration = Duration::from_millis(10);

/// How long files are kept at least, in days: half a year, as the Cybersecurity Law asks of logs (article 21, 3).
pub const LEAST_DAYS: u32 = 184;

/// The closed files that are known, by their names.
pub type Closed = BTreeMap<String, ClosedFile>;

/// A closed file, as the archive's log records it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClosedFile {
    /// The fingerprint of its bytes.
    pub sha256: Fingerprint,
    /// The day of its last line: 2026-11-24.
    pub until: String,
}

/// An audit trail.
#[derive(Debug, Clone)]
pub struct Trail {
    folder: PathBuf,
}

impl Trail {
    /// Returns the trail beside an archive, which need not exist yet: `archive-audit` beside `archive`.
    pub fn beside(archive: &Path) -> Self {
        let name = archive.file_name().unwrap_or_default().to_string_lossy();
        Self { folder: archive.with_file_name(format!("{name}-audit")) }
    }

    /// Returns the folder.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Appends events, flushed to disk. Several programs may do so at once.
    ///
    /// # Errors
    /// A folder that cannot be written: the disk may be full.
    pub fn append(&self, events: &[Event]) -> Result<()> {
        if events.is_empty() {
            return Ok(());
        }
        let _guard = self.guard()?;
        self.append_held(events)
    }

    /// Returns whether the trail can be written, as far as that shows without writing.
    pub fn is_writable(&self) -> bool {
        self.lock_file().is_ok()
    }

    /// Appends for a caller that holds the lock.
    fn append_held(&self, events: &[Event]) -> Result<()> {
        let refused = |error: std::io::Error| self.refusal("write", &error);
        let (mut file, mut last) = self.end()?;
        for event in events {
            let closes = last.as_ref().is_some_and(|last| last.day != event.day());
            if closes && file.size > 0 || file.size >= LARGEST {
                file.close().map_err(refused)?;
                file = TrailFile { number: file.number + 1, size: 0, folder: &self.folder };
            }
            let line =
                TrailLine { previous: last.map(|last| last.fingerprint), event: event.bounded() };
            let text = serde_json::to_string(&line).unwrap_or_default();
            file.append(&text).map_err(refused)?;
            last =
                Some(file::Last { fingerprint: Fingerprint::of(&text), day: event.day().into() });
        }
        file.settle().map_err(refused)
    }

    /// Returns the file to append to, and the last line of the trail. What a killed process has left of a line is
    /// removed.
    fn end(&self) -> Result<(TrailFile<'_>, Option<file::Last>)> {
        let refused = |error: std::io::Error| self.refusal("read", &error);
        let files = TrailFile::all(&self.folder).map_err(refused)?;
        let first = TrailFile { number: 1, size: 0, folder: &self.folder };
        let mut open = files.last().copied().unwrap_or(first);
        open.size = open.cut().map_err(refused)?;
        for file in files.iter().rev() {
            if let Some(last) = file.last().map_err(refused)? {
                return Ok((open, Some(last)));
            }
        }
        Ok((open, None))
    }

    /// Returns the closed files that are not known yet.
    ///
    /// # Errors
    /// A file that cannot be read.
    pub fn closed(&self, known: &Closed) -> Result<Closed> {
        let refused = |error: std::io::Error| self.refusal("read", &error);
        let mut files = TrailFile::all(&self.folder).map_err(refused)?;
        // The last may still grow.
        files.pop();
        let new = files.into_iter().filter(|file| !known.contains_key(&file.name()));
        let read = |file: TrailFile<'_>| {
            let until = file.last()?.map(|last| last.day).unwrap_or_default();
            Ok((file.name(), ClosedFile { sha256: Fingerprint::of(file.read()?), until }))
        };
        new.map(read).collect::<std::io::Result<_>>().map_err(refused)
    }

    /// Removes the closed files that end before a day (2026-11-24), oldest first, and says so in the trail; returns how
    /// many. A file stays as long as the archive does not know its fingerprint, or knows another.
    ///
    /// # Errors
    /// A file that cannot be read or removed.
    pub fn retire(&self, day: &str, known: &Closed) -> Result<usize> {
        let refused = |error: std::io::Error| self.refusal("remove", &error);
        let _guard = self.guard()?;
        let mut files = TrailFile::all(&self.folder).map_err(refused)?;
        files.pop();
        let mut count = 0;
        for file in files {
            let last = file.last().map_err(refused)?;
            let is_over = last.is_some_and(|last| last.day.as_str() < day);
            let sha256 = Fingerprint::of(file.read().map_err(refused)?);
            let is_known = known.get(&file.name()).is_some_and(|it| it.sha256 == sha256);
            if !is_over || !is_known {
                break;
            }
            self.append_held(&[Event::now(Act::Retire, None).about(file.name())])?;
            file.remove().map_err(refused)?;
            count += 1;
        }
        Ok(count)
    }

    /// Copies all files into another folder, while nobody writes; returns how many, and how many bytes.
    ///
    /// # Errors
    /// A file that cannot be read or written.
    pub fn copy_to(&self, folder: &Path) -> Result<(usize, u64)> {
        let refused = |error: std::io::Error| self.refusal("copy", &error);
        if !self.folder.is_dir() {
            return Ok((0, 0));
        }
        let files = || TrailFile::all(&self.folder).map_err(refused);
        // Nobody waits while closed files are copied: they never change.
        let closed = files()?.len().saturating_sub(1);
        let (mut count, mut bytes, mut guard) = (0, 0, None);
        for (at, file) in files()?.into_iter().enumerate() {
            if at == closed {
                guard = Some(self.guard()?);
            }
            let text = file.read().map_err(refused)?;
            let mut copy =
                TrailFile { number: file.number, size: 0, folder }.create().map_err(refused)?;
            copy.write_all(&text).and_then(|()| copy.sync_all()).map_err(refused)?;
            count += 1;
            bytes += text.len() as u64;
        }
        drop(guard);
        Ok((count, bytes))
    }

    /// Waits for a moment until nobody else writes, then keeps the others out. The system holds the lock for the
    /// process, so that a killed process cannot leave it behind.
    fn guard(&self) -> Result<File> {
        let refused = |error: std::io::Error| self.refusal("lock", &error);
        let file = self.lock_file().map_err(refused)?;
        let start = clock::now();
        loop {
            match file.try_lock() {
                Ok(()) => return Ok(file),
                Err(TryLockError::Error(error)) => return Err(refused(error)),
                Err(TryLockError::WouldBlock) if start.elapsed() > PATIENCE => {
                    return Err(refused(std::io::Error::other("another program has locked it")));
                }
                Err(TryLockError::WouldBlock) => std::thread::sleep(PAUSE),
            }
        }
    }

    fn lock_file(&self) -> std::io::Result<File> {
        file::make(&self.folder)?;
        File::options().create(true).truncate(false).write(true).open(self.folder.join(LOCK))
    }

    fn refusal(&self, action: &'static str, error: &std::io::Error) -> Error {
        Problem::access(action, self.folder.display(), error).into()
    }
}

#[cfg(test)]
mod tests;
