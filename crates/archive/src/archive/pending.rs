//! The intent of a publication, written before anything else of it: after a crash it tells what was
//! under way, and so what is to be finished or taken back.

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
    /// The fingerprint of its entry: once that is in the log, all the rest is there, too.
    pub(super) entry: Fingerprint,
    /// The files that are new with it.
    pub(super) files: Vec<String>,
}

impl Pending {
    /// Returns the intent that a killed process has left, if it can be read.
    pub(super) fn read(disk: &Disk) -> Result<Option<Self>> {
        Ok(disk.read(PENDING)?.and_then(|bytes| Self::of(&bytes)))
    }

    /// Returns the intent that the bytes of its file tell of.
    pub(super) fn of(bytes: &[u8]) -> Option<Self> {
        toml::from_str(str::from_utf8(bytes).ok()?).ok()
    }

    /// Writes the intent.
    pub(super) fn write(&self, disk: &Disk) -> Result<()> {
        // Nothing in it is beyond TOML.
        disk.write(PENDING, toml::to_string(self).unwrap_or_default().as_bytes())
    }

    /// Returns whether the publication came as far as its entry: then it is made.
    pub(super) fn is_made(&self, disk: &Disk) -> Result<bool> {
        let bytes = disk.read(&entry::name(self.seq))?;
        Ok(bytes.is_some_and(|bytes| Fingerprint::of(bytes) == self.entry))
    }
}
