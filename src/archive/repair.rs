//! Repair: takes what is missing or damaged from another copy of the archive, if it is what the
//! archive asks for.

use std::collections::BTreeSet;

use crate::error::{Problem, Result};
use crate::fingerprint::Fingerprint;

use super::Archive;
use super::entry::{self, Entry};
use super::guard::Guard;
use super::inspect::{Defect, DefectKind, Inspection, Scope};
use super::log::{HEAD, Log, head_line};
use super::pending::recover;
use super::{README, README_NAME};

/// How often the archive is looked through again: a log, a lock and a list that come back each tell
/// of more files.
const ROUNDS: usize = 6;

/// What a repair has done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Repaired {
    /// The files that were restored.
    pub restored: Vec<String>,
    /// How the archive stands now.
    pub inspection: Inspection,
}

impl Archive {
    /// Restores what another copy still has. Nothing that is sound is touched.
    ///
    /// # Errors
    /// Copies that tell different stories; what the disk refuses.
    pub fn repair(&self, from: &Self) -> Result<Repaired> {
        let _guard = Guard::exclusive(&self.disk)?;
        // An intent that cannot be carried out because of the damage waits until that is mended.
        let _ = recover(self);
        let theirs = from.log().ok();
        let mut restored = Vec::new();
        if let Some(theirs) = &theirs {
            self.agrees(theirs)?;
            restored.extend(self.catch_up(from, theirs)?);
        }
        let mut inspection = self.inspect_held(&Scope::All)?;
        for _ in 0..ROUNDS {
            let mut progress = false;
            for defect in &inspection.defects {
                if self.restore(from, theirs.as_ref(), defect)? {
                    restored.push(defect.name.clone());
                    progress = true;
                }
            }
            if !progress {
                break;
            }
            inspection = self.inspect_held(&Scope::All)?;
        }
        let _ = recover(self);
        restored.sort();
        restored.dedup();
        Ok(Repaired { restored, inspection: self.inspect_held(&Scope::All)? })
    }

    /// Refuses another copy whose log says something else than what can be relied on here.
    fn agrees(&self, theirs: &Log) -> Result<()> {
        let damaged: BTreeSet<_> = self
            .inspect_held(&Scope::Entries(&[]))?
            .defects
            .into_iter()
            .map(|it| it.name)
            .collect();
        for (entry, fingerprint) in &theirs.entries {
            let name = entry.name();
            let Some(bytes) = self.disk.read(&name)? else { continue };
            // The last entry and its head vouch for each other alone, and are named together.
            if !damaged.contains(&name) && Fingerprint::of(bytes) != *fingerprint {
                let words = vec![("seq", entry.seq.to_string())];
                return Err(Problem::Noted { code: "archive/fork", words }.into());
            }
        }
        Ok(())
    }

    /// Takes over entries that the other copy has behind the last one here: this copy is older, or
    /// was put back.
    fn catch_up(&self, from: &Self, theirs: &Log) -> Result<Vec<String>> {
        let here = self.inspect_held(&Scope::Entries(&[]))?.entries;
        let mut restored = Vec::new();
        for (entry, fingerprint) in theirs.entries.iter().filter(|(entry, _)| entry.seq > here) {
            let objects = from.objects_of(entry)?;
            let objects = objects.iter().map(super::object_name);
            let signature = entry.signer.as_ref().map(|_| entry.signature_name());
            let names = objects.chain([entry.lock_name()]).chain(signature).chain([entry.name()]);
            for name in names {
                let there = self.disk.read(&name)?;
                let Some(bytes) = from.disk.read(&name)? else { continue };
                if there.as_ref() != Some(&bytes) {
                    self.disk.write(&name, &bytes)?;
                    restored.push(name);
                }
            }
            self.disk.write(HEAD, head_line(entry, *fingerprint).as_bytes())?;
        }
        Ok(restored)
    }

    /// Restores one file, and returns whether that could be done.
    fn restore(&self, from: &Self, theirs: Option<&Log>, defect: &Defect) -> Result<bool> {
        if defect.kind == DefectKind::Added {
            return Ok(false);
        }
        let name = &defect.name;
        let bytes = match name.as_str() {
            README_NAME => Some(README.as_bytes().to_vec()),
            HEAD => self.head(theirs)?,
            _ => from.disk.read(name)?,
        };
        let Some(bytes) = bytes else { return Ok(false) };
        let right = match defect.wanted {
            Some(wanted) => Fingerprint::of(&bytes) == wanted || is_theirs(theirs, name, &bytes),
            None => theirs.is_some(),
        };
        if !right || self.disk.read(name)?.as_ref() == Some(&bytes) && self.disk.is_plain(name) {
            return Ok(false);
        }
        self.disk.remove(name)?;
        self.disk.write(name, &bytes)?;
        Ok(true)
    }

    /// Returns the head that the log here asks for.
    fn head(&self, theirs: Option<&Log>) -> Result<Option<Vec<u8>>> {
        let last = |log: &Log| {
            log.entries.last().map(|(entry, fingerprint)| head_line(entry, *fingerprint))
        };
        let mut seq = 0;
        let mut line = None;
        while let Some(bytes) = self.disk.read(&entry::name(seq + 1))? {
            seq += 1;
            let name = entry::name(seq);
            let entry = str::from_utf8(&bytes).ok().and_then(|it| Entry::read(&name, it).ok());
            line = entry.map(|entry| head_line(&entry, Fingerprint::of(&bytes)));
        }
        let theirs = theirs.filter(|log| log.entries.len() >= seq as usize).and_then(last);
        Ok(theirs.or(line).map(String::into_bytes))
    }
}

/// Returns whether some bytes are an entry of the other copy's log, which is sound.
fn is_theirs(theirs: Option<&Log>, name: &str, bytes: &[u8]) -> bool {
    let fingerprint = Fingerprint::of(bytes);
    let mut entries = theirs.into_iter().flat_map(|log| &log.entries);
    entries.any(|(entry, known)| entry.name() == name && *known == fingerprint)
}
