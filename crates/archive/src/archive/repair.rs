//! Repair: restores what is missing or damaged from another copy of the archive, if it matches the
//! record.

use std::collections::BTreeSet;

use briefing_values::error::{Problem, Result, codes};
use briefing_values::fingerprint::Fingerprint;

use super::defect::{Defect, DefectKind};
use super::entry::Entry;
use super::guard::Guard;
use super::inspect::{Inspection, Scope};
use super::log::{HEAD, Log, head_line};
use super::pending::PENDING;
use super::recovery::recover;
use super::{Archive, README_NAME, READMES};

/// How many times the archive is inspected again: a restored log, lock and list each refer to more
/// files.
const ROUNDS: usize = 6;

/// Returns whether a signature is valid: takes the entry, the bytes of its file and the signature.
pub type Confirms<'c> = dyn Fn(&Entry, &[u8], &str) -> bool + 'c;

/// What a repair has done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Repaired {
    /// The files that were restored.
    pub restored: Vec<String>,
    /// The state of the archive now, apart from its signatures.
    pub inspection: Inspection,
}

/// Another copy of an archive.
struct Replica<'c> {
    archive: &'c Archive,
    /// Its log, if that is sound.
    log: Option<Log>,
    confirms: &'c Confirms<'c>,
}

impl Archive {
    /// Restores what another copy still has. Nothing sound is touched, and nothing is copied that does
    /// not match the record.
    ///
    /// # Errors
    /// Copies with different histories; a failure of the disk.
    pub fn repair(&self, from: &Self, confirms: &Confirms<'_>) -> Result<Repaired> {
        let _guard = Guard::exclusive(&self.disk)?;
        // An intent that cannot be carried out because of the damage waits until that is repaired.
        let _ = recover(self);
        let replica = Replica { archive: from, log: from.log().ok(), confirms };
        let mut restored = Vec::new();
        if let Some(log) = &replica.log {
            self.agrees(log)?;
            restored.extend(self.catch_up(&replica, log)?);
        }
        for _ in 0..ROUNDS {
            let before = restored.len();
            for defect in self.defects(confirms)? {
                if self.restore(&replica, &defect)? {
                    restored.push(defect.name);
                }
            }
            if restored.len() == before {
                break;
            }
        }
        let _ = recover(self);
        restored.sort();
        restored.dedup();
        Ok(Repaired { restored, inspection: self.inspect_held(&Scope::All)? })
    }

    /// Returns the defects of the archive, including invalid signatures.
    fn defects(&self, confirms: &Confirms<'_>) -> Result<Vec<Defect>> {
        let found = self.inspect_held(&Scope::All)?;
        let mut defects = found.defects;
        for entry in found.sound.iter().filter(|entry| entry.signer.is_some()) {
            let signed = self.signed(entry).ok().flatten();
            if signed.is_some_and(|(text, signature)| !confirms(entry, &text, &signature)) {
                defects.push(Defect::new(DefectKind::Altered, &entry.signature_name(), None));
            }
        }
        Ok(defects)
    }

    /// Refuses a copy whose log contradicts the sound part of this one.
    fn agrees(&self, theirs: &Log) -> Result<()> {
        let defects = self.inspect_held(&Scope::Entries(&[]))?.defects;
        let damaged: BTreeSet<_> = defects.into_iter().map(|defect| defect.name).collect();
        for (entry, fingerprint) in &theirs.entries {
            let name = entry.name();
            let Some(bytes) = self.disk.look(&name).bytes() else { continue };
            // The last entry and the head vouch only for each other, and are both named.
            if !damaged.contains(&name) && Fingerprint::of(bytes) != *fingerprint {
                let words = vec![("seq", entry.seq.to_string())];
                return Err(Problem::Noted { code: codes::archive::FORK, words }.into());
            }
        }
        Ok(())
    }

    /// Copies the entries that follow the last one here: this archive is older, or was restored from a
    /// backup. An entry is copied only if everything that it refers to is available.
    fn catch_up(&self, replica: &Replica<'_>, theirs: &Log) -> Result<Vec<String>> {
        let here = self.inspect_held(&Scope::Entries(&[]))?.entries;
        let mut restored = Vec::new();
        for (entry, fingerprint) in theirs.entries.iter().filter(|(entry, _)| entry.seq > here) {
            let Ok(objects) = replica.archive.objects_of(entry) else { break };
            let objects = objects.iter().map(|object| (super::object_name(object), *object));
            let own = [(entry.lock_name(), entry.lock), (entry.name(), *fingerprint)];
            let wanted: Vec<_> = objects.chain(own).collect();
            let had = |(name, wanted): &(String, Fingerprint)| {
                self.has(name, *wanted) || replica.archive.has(name, *wanted)
            };
            let signature = replica.signature(entry);
            if !wanted.iter().all(had) || signature.is_some() != entry.signer.is_some() {
                break;
            }
            if let Some(signature) = signature {
                self.disk.write(&entry.signature_name(), signature.as_bytes())?;
                restored.push(entry.signature_name());
            }
            for (name, wanted) in wanted.into_iter().filter(|(name, it)| !self.has(name, *it)) {
                let bytes = replica.archive.disk.look(&name).bytes();
                // It was there a moment ago; if it has changed since, it waits for the next repair.
                let Some(bytes) = bytes.filter(|it| Fingerprint::of(it) == wanted) else {
                    continue;
                };
                self.disk.make_room(&name)?;
                self.disk.write(&name, &bytes)?;
                restored.push(name);
            }
            self.disk.write(HEAD, head_line(entry, *fingerprint).as_bytes())?;
        }
        Ok(restored)
    }

    /// Returns whether a file exists here, with the bytes that it should have.
    fn has(&self, name: &str, wanted: Fingerprint) -> bool {
        self.disk.look(name).bytes().is_some_and(|bytes| Fingerprint::of(bytes) == wanted)
    }

    /// Restores one file, and returns whether it could.
    fn restore(&self, replica: &Replica<'_>, defect: &Defect) -> Result<bool> {
        if defect.kind == DefectKind::Added || defect.name == PENDING {
            return Ok(false);
        }
        let name = &defect.name;
        let bytes = match name.as_str() {
            README_NAME => Some(READMES[0].as_bytes().to_vec()),
            HEAD => self.head(replica),
            name if name.ends_with(".minisig") => replica.signature_named(name),
            name => {
                let theirs = replica.archive.disk.look(name).bytes();
                theirs.filter(|bytes| replica.vouches_for(name, bytes, defect.wanted))
            }
        };
        let Some(bytes) = bytes else { return Ok(false) };
        // A folder that is not empty is left for a person to look at.
        let same = self.disk.look(name).bytes().as_ref() == Some(&bytes);
        if same || self.disk.make_room(name).is_err() {
            return Ok(false);
        }
        self.disk.write(name, &bytes)?;
        Ok(true)
    }

    /// Returns the head, if the last entry here is also the last of the other copy: nothing else vouches
    /// for it.
    fn head(&self, replica: &Replica<'_>) -> Option<Vec<u8>> {
        let (last, fingerprint) = replica.log.as_ref()?.entries.last()?;
        let same = self.has(&last.name(), *fingerprint);
        same.then(|| head_line(last, *fingerprint).into_bytes())
    }
}

impl Replica<'_> {
    /// Returns whether bytes have the wanted fingerprint, or are those of an entry of the sound log.
    fn vouches_for(&self, name: &str, bytes: &[u8], wanted: Option<Fingerprint>) -> bool {
        let fingerprint = Fingerprint::of(bytes);
        let mut entries = self.log.iter().flat_map(|log| &log.entries);
        wanted == Some(fingerprint)
            || entries.any(|(entry, known)| entry.name() == name && *known == fingerprint)
    }

    /// Returns the signature of an entry, if it is valid.
    fn signature(&self, entry: &Entry) -> Option<String> {
        let (text, signature) = self.archive.signed(entry).ok().flatten()?;
        (self.confirms)(entry, &text, &signature).then_some(signature)
    }

    fn signature_named(&self, name: &str) -> Option<Vec<u8>> {
        let mut entries = self.log.iter().flat_map(Log::entries);
        let entry = entries.find(|entry| entry.signature_name() == name)?;
        self.signature(entry).map(String::into_bytes)
    }
}
