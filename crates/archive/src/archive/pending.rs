//! The intent of a publication, written before anything else: after a crash it shows what was under way,
//! and so what to complete or roll back.

use serde::{Deserialize, Serialize};

use briefing_values::error::Result;
use briefing_values::fingerprint::Fingerprint;

use super::disk::Disk;
use super::entry;

/// The file of the intent.
pub(super) const PENDING: &str = "pending.toml";

/// What a publication is about to write.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Pending {
    /// The number of its entry.
    pub(super) seq: u32,
    /// The fingerprint of its entry, which is written last: if it is in the log, so is everything else.
    pub(super) entry: Fingerprint,
    /// The files that it adds.
    pub(super) files: Vec<String>,
}

impl Pending {
    /// Returns the intent that a killed process has left, if it can be read.
    pub(super) fn read(disk: &Disk) -> Result<Option<Self>> {
        Ok(disk.read(PENDING)?.and_then(|bytes| Self::of(&bytes)))
    }

    /// Parses the bytes of an intent's file.
    pub(super) fn of(bytes: &[u8]) -> Option<Self> {
        toml::from_str(str::from_utf8(bytes).ok()?).ok()
    }

    /// Writes the intent.
    pub(super) fn write(&self, disk: &Disk) -> Result<()> {
        // TOML can represent all of it.
        disk.write(PENDING, toml::to_string(self).unwrap_or_default().as_bytes())
    }

    /// Returns whether the publication got as far as its entry, and so is complete.
    pub(super) fn is_made(&self, disk: &Disk) -> Result<bool> {
        let bytes = disk.read(&entry::name(self.seq))?;
        Ok(bytes.is_some_and(|bytes| Fingerprint::of(bytes) == self.entry))
    }
}
