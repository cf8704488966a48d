//! The intent of a publication, written before anything else of it: after a crash it tells what was
//! under way, and so what is to be finished or taken back.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use briefing_values::error::Result;
use briefing_values::fingerprint::Fingerprint;

use super::Archive;
use super::entry;
use super::log::{HEAD, Log, head_line};

/// The file of the intent.
pub(super) const PENDING: &str = "pending.toml";

/// What a publication is about to write.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Pending {
    /// The number of its entry.
    pub(super) seq: u32,
    /// The fingerprint of its entry: once that is in the log, all the rest is there, too.
    pub(super) entry: Fingerprint,
    /// The files that are new with it.
    pub(super) files: Vec<String>,
}

impl Pending {
    /// Returns the intent that a killed process has left, if it can be read.
    pub(super) fn read(archive: &Archive) -> Result<Option<Self>> {
        Ok(archive.disk.read(PENDING)?.and_then(|bytes| Self::of(&bytes)))
    }

    /// Returns the intent that the bytes of its file tell of.
    pub(super) fn of(bytes: &[u8]) -> Option<Self> {
        toml::from_str(str::from_utf8(bytes).ok()?).ok()
    }

    /// Writes the intent.
    pub(super) fn write(&self, archive: &Archive) -> Result<()> {
        // Nothing in it is beyond TOML.
        archive.disk.write(PENDING, toml::to_string(self).unwrap_or_default().as_bytes())
    }

    /// Returns whether the publication came as far as its entry: then it is made.
    pub(super) fn is_made(&self, archive: &Archive) -> Result<bool> {
        let bytes = archive.disk.read(&entry::name(self.seq))?;
        Ok(bytes.is_some_and(|bytes| Fingerprint::of(bytes) == self.entry))
    }
}

/// Finishes or takes back what a killed process has left. To be called by whoever holds the archive.
pub(super) fn recover(archive: &Archive) -> Result<()> {
    archive.disk.sweep()?;
    if let Some(pending) = Pending::read(archive)? {
        if pending.is_made(archive)? {
            finish(archive)?;
        } else {
            take_back(archive, &pending)?;
        }
    }
    archive.disk.remove(PENDING)
}

/// Writes the head for the last entry.
pub(super) fn finish(archive: &Archive) -> Result<()> {
    match Log::read(&archive.disk)?.entries.last() {
        Some((last, fingerprint)) => {
            archive.disk.write(HEAD, head_line(last, *fingerprint).as_bytes())
        }
        None => Ok(()),
    }
}

/// Removes what an unfinished publication has written, but for what the log speaks of: a damaged
/// intent must not cost a file that belongs to the archive.
fn take_back(archive: &Archive, pending: &Pending) -> Result<()> {
    let log = Log::read(&archive.disk)?;
    let mut kept = BTreeSet::new();
    for (entry, _) in &log.entries {
        kept.extend([entry.name(), entry.signature_name(), entry.lock_name()]);
        kept.extend(archive.objects_of(entry)?.iter().map(super::object_name));
    }
    let new = pending.files.iter().filter(|file| !kept.contains(*file) && belongs(file));
    new.rev().try_for_each(|file| archive.disk.remove(file))
}

/// Returns whether a name is one that a publication may have written.
fn belongs(name: &str) -> bool {
    let inside = ["objects/", "issues/", "log/"].iter().any(|folder| name.starts_with(folder));
    inside && !name.split('/').any(|part| part == "..")
}
