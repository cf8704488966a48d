//! The log of an archive: its entries in order, and what they say about the issues.

use std::collections::BTreeMap;

use briefing_values::error::{Problem, Result, codes};
use briefing_values::fingerprint::Fingerprint;
use briefing_values::issue::IssueId;

use crate::audit::Closed;

use super::disk::Disk;
use super::entry::{self, Entry};
use super::pending::Pending;

/// The file that names the last entry and its fingerprint, as `sha256sum` writes and checks it.
pub(super) const HEAD: &str = "head.sha256";

/// The entries of an archive, each with the fingerprint of its file.
#[derive(Debug, Clone, Default)]
pub struct Log {
    pub(super) entries: Vec<(Entry, Fingerprint)>,
}

impl Log {
    /// Reads the log.
    ///
    /// # Errors
    /// The first entry that is missing, or does not match the next.
    pub(super) fn read(disk: &Disk) -> Result<Self> {
        let mut entries: Vec<(Entry, Fingerprint)> = Vec::new();
        loop {
            let name = entry::name(u32::try_from(entries.len()).unwrap_or(u32::MAX) + 1);
            let Some(bytes) = disk.read(&name)? else { break };
            let damaged = || damage(disk, &name);
            let text = str::from_utf8(&bytes).map_err(|_| damaged())?;
            let entry =
                Entry::read(&name, text).map_err(|error| match error.faults[0].problem {
                    Problem::Syntax { .. } => damaged().into(),
                    _ => error,
                })?;
            let last = entries.last().map(|(_, fingerprint)| *fingerprint);
            if entry.name() != name || entry.previous != last {
                return Err(damaged().into());
            }
            entries.push((entry, Fingerprint::of(&bytes)));
        }
        let log = Self { entries };
        log.ends_at_head(disk)?;
        Ok(log)
    }

    /// Returns the entry of a revision of the issue that another entry is about.
    ///
    /// # Errors
    /// A revision that does not exist.
    pub fn revision(&self, latest: &Entry, wanted: u32) -> Result<&Entry> {
        self.of(latest.issue).find(|entry| entry.revision == wanted).ok_or_else(|| {
            let words = vec![
                ("id", latest.issue.to_string()),
                ("stem", latest.issue.stem()),
                ("revision", wanted.to_string()),
                ("count", latest.revision.to_string()),
            ];
            Problem::Noted { code: codes::archive::NO_REVISION, words }.into()
        })
    }

    /// Refuses a log that does not end where its head says. A log that is one entry longer was written
    /// by a process that was killed before it wrote the head; its intent must say so.
    fn ends_at_head(&self, disk: &Disk) -> Result<()> {
        let head = disk.read(HEAD)?;
        let line = |(entry, fingerprint): &(Entry, Fingerprint)| head_line(entry, *fingerprint);
        let ends_at = |entries: &[(Entry, Fingerprint)]| {
            entries.last().map(line).map(String::into_bytes) == head
        };
        let Some(((last, fingerprint), before)) = self.entries.split_last() else {
            return if head.is_none() {
                Ok(())
            } else {
                Err(missing(disk, &entry::name(1)).into())
            };
        };
        let begun = Pending::read(disk)?;
        let begun = begun.is_some_and(|it| it.seq == last.seq && it.entry == *fingerprint);
        if ends_at(&self.entries) || begun && ends_at(before) {
            return Ok(());
        }
        let problem = if head.is_some() { damage(disk, HEAD) } else { missing(disk, HEAD) };
        Err(problem.into())
    }

    /// Returns the entries, oldest first.
    pub fn entries(&self) -> impl DoubleEndedIterator<Item = &Entry> {
        self.entries.iter().map(|(entry, _)| entry)
    }

    /// Returns the entries of an issue, by revision.
    pub fn of(&self, id: IssueId) -> impl DoubleEndedIterator<Item = &Entry> {
        self.entries().filter(move |entry| entry.issue == id)
    }

    /// Returns the entry of the latest revision of each issue, in the order of the issues.
    pub fn latest(&self) -> Vec<&Entry> {
        let latest: BTreeMap<_, _> = self.entries().map(|entry| (entry.issue, entry)).collect();
        latest.into_values().collect()
    }

    /// Returns the fingerprints of the closed files of the audit trail that the entries record.
    pub fn audit(&self) -> Closed {
        self.entries().flat_map(|entry| entry.audit.clone()).collect()
    }

    /// Returns the identifier that another follows: the greatest of those that are counted by the same; if none is, that of
    /// the issue of its series that was published last.
    pub fn last_before(&self, id: IssueId) -> Option<IssueId> {
        let series = || self.entries().map(|entry| entry.issue).filter(|it| it.series == id.series);
        series().filter(|it| it.is_like(id)).max().or_else(|| series().next_back())
    }
}

/// Returns the text of the head: the line of `sha256sum` for the last entry.
pub(super) fn head_line(entry: &Entry, fingerprint: Fingerprint) -> String {
    format!("{fingerprint}  {}\n", entry.name())
}

/// Returns the number of the entry that a head names.
pub(super) fn seq_of_head(head: &[u8]) -> Option<u32> {
    let line = str::from_utf8(head).ok()?;
    line.trim_end().strip_suffix(".toml")?.rsplit_once('/')?.1.parse().ok()
}

/// Returns the problem for a file that does not match the record.
pub(super) fn damage(disk: &Disk, name: &str) -> Problem {
    let words = vec![("path", disk.path(name).display().to_string())];
    Problem::Noted { code: codes::archive::DAMAGED, words }
}

/// Returns the problem for a missing file.
pub(super) fn missing(disk: &Disk, name: &str) -> Problem {
    let words = vec![("path", disk.path(name).display().to_string())];
    Problem::Noted { code: codes::archive::MISSING, words }
}
