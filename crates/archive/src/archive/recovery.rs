//! Recovery: completes or rolls back what a killed process has left unfinished, according to its intent.

use std::collections::BTreeSet;

use briefing_values::error::Result;

use super::log::{HEAD, Log, head_line};
use super::pending::{PENDING, Pending};
use super::{Archive, object_name};

/// Completes or rolls back what a killed process has left unfinished. The caller must hold the archive's
/// lock.
pub(super) fn recover(archive: &Archive) -> Result<()> {
    archive.disk.sweep()?;
    if let Some(pending) = Pending::read(&archive.disk)? {
        if pending.is_made(&archive.disk)? {
            finish(archive)?;
        } else {
            roll_back(archive, &pending)?;
        }
    }
    archive.disk.remove(PENDING)
}

/// Writes the head for the last entry.
fn finish(archive: &Archive) -> Result<()> {
    match Log::read(&archive.disk)?.entries.last() {
        Some((last, fingerprint)) => {
            archive.disk.write(HEAD, head_line(last, *fingerprint).as_bytes())
        }
        None => Ok(()),
    }
}

/// Removes what an unfinished publication has written, except what the log refers to: a damaged intent
/// must not cost a file that belongs to the archive.
fn roll_back(archive: &Archive, pending: &Pending) -> Result<()> {
    let log = Log::read(&archive.disk)?;
    let mut kept = BTreeSet::new();
    for (entry, _) in &log.entries {
        kept.extend([entry.name(), entry.signature_name(), entry.lock_name()]);
        kept.extend(archive.objects_of(entry)?.iter().map(object_name));
    }
    let new = pending.files.iter().filter(|file| !kept.contains(*file) && belongs(file));
    new.rev().try_for_each(|file| archive.disk.remove(file))
}

/// Returns whether a name is one that a publication may have written.
fn belongs(name: &str) -> bool {
    let inside = ["objects/", "issues/", "log/"].iter().any(|folder| name.starts_with(folder));
    inside && !name.split('/').any(|part| part == "..")
}
