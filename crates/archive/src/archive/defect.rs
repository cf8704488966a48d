//! A defect (缺陷): a file of the archive that is not as it should be.

use briefing_values::fingerprint::Fingerprint;

use super::disk::Look;
use super::log::HEAD;

/// A file that does not match the archive's record.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Defect {
    /// The file, relative to the archive's folder.
    pub name: String,
    /// What is wrong with it.
    pub kind: DefectKind,
    /// The fingerprint that it should have, where that is known.
    pub wanted: Option<Fingerprint>,
}

/// What is wrong with a file.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum DefectKind {
    /// It has other bytes.
    Altered,
    /// It holds the bytes of another file of the archive.
    Swapped(String),
    /// It is missing.
    Missing,
    /// Nothing refers to it.
    Added,
    /// It is a link, a folder or a device instead of a regular file.
    NotPlain,
    /// It cannot be read, for this reason.
    Unreadable(String),
}

impl DefectKind {
    /// Returns what is wrong when this is found in place of the expected file.
    pub(super) fn of(look: &Look) -> Self {
        match look {
            Look::Bytes(_) => Self::Altered,
            Look::Nothing => Self::Missing,
            Look::NotPlain => Self::NotPlain,
            Look::Unreadable(error) => Self::Unreadable(error.to_string()),
        }
    }
}

impl Defect {
    pub(super) fn new(kind: DefectKind, name: &str, wanted: Option<Fingerprint>) -> Self {
        Self { name: name.into(), kind, wanted }
    }

    /// Returns whether the file belongs to the log: an entry, its signature or the head. Then the log
    /// may not show what was done; any other defect is in what was published.
    pub fn is_of_log(&self) -> bool {
        self.name == HEAD || self.name.starts_with("log/")
    }
}
