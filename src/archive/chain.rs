//! Looks through the log without trusting it: which entries are those that the chain asks for.

use std::collections::BTreeMap;

use crate::error::Result;
use crate::fingerprint::Fingerprint;

use super::disk::Disk;
use super::entry::{self, Entry};
use super::inspect::{Defect, DefectKind};
use super::log::HEAD;
use super::pending::Pending;

/// The log as it stands on the disk.
pub(super) struct Chain {
    /// The entries that can be relied on.
    pub(super) sound: Vec<(Entry, Fingerprint)>,
    /// What is wrong with the others, and with the head.
    pub(super) defects: Vec<Defect>,
    /// How many entries there should be.
    pub(super) length: u32,
}

/// One entry's file.
struct Link {
    fingerprint: Fingerprint,
    /// What it says, where it says something that its place allows.
    entry: Option<Entry>,
}

impl Chain {
    /// Reads the log and its head.
    pub(super) fn read(disk: &Disk, pending: Option<&Pending>) -> Result<Self> {
        let links = links(disk)?;
        let head = disk.read(HEAD)?;
        let named = head.as_deref().and_then(head_of);
        let length = length(&links, named);
        let mut chain = Self { sound: Vec::new(), defects: Vec::new(), length };
        // From the end, because each entry is vouched for by the one behind it.
        let mut vouched = named.filter(|(seq, _)| *seq == length).map(|(_, wanted)| wanted);
        let stale = named.is_none_or(|(seq, _)| seq != length);
        let unfinished = pending.is_some_and(|pending| pending.seq == length);
        if stale && length > 0 && !unfinished {
            let kind = if head.is_some() { DefectKind::Altered } else { DefectKind::Missing };
            chain.defects.push(Defect::new(kind, HEAD, None));
        }
        if stale && unfinished {
            vouched = pending.map(|pending| pending.entry);
        }
        for seq in (1..=length).rev() {
            vouched = chain.take(seq, links.get(&seq), vouched, &links);
        }
        if let Some((seq, wanted)) = named.filter(|(seq, _)| *seq == length && length > 0) {
            // Nobody else vouches for the last entry: it may be the head that was changed.
            let entry = links.get(&seq).filter(|link| link.entry.is_some());
            if entry.is_some_and(|link| link.fingerprint != wanted) {
                chain.defects.push(Defect::new(DefectKind::Altered, HEAD, None));
            }
        }
        chain.sound.reverse();
        Ok(chain)
    }

    /// Judges one entry by what its follower says of it, and returns what it says of the one before.
    fn take(
        &mut self,
        seq: u32,
        link: Option<&Link>,
        vouched: Option<Fingerprint>,
        links: &BTreeMap<u32, Link>,
    ) -> Option<Fingerprint> {
        let mut defect = |kind| self.defects.push(Defect::new(kind, &entry::name(seq), vouched));
        let Some(Link { fingerprint, entry }) = link else {
            defect(DefectKind::Missing);
            return None;
        };
        let before = links.get(&(seq - 1)).map(|link| link.fingerprint);
        let fits = |entry: &&Entry| match vouched {
            Some(wanted) => *fingerprint == wanted,
            // Its follower is lost: it must at least continue the chain.
            None => entry.previous == before,
        };
        let Some(entry) = entry.as_ref().filter(fits) else {
            defect(DefectKind::Altered);
            return None;
        };
        self.sound.push((entry.clone(), *fingerprint));
        entry.previous
    }
}

/// Reads the files of all entries, by their numbers.
fn links(disk: &Disk) -> Result<BTreeMap<u32, Link>> {
    let mut links = BTreeMap::new();
    for name in disk.names("log")? {
        let Some(seq) = seq_of(&name) else { continue };
        let Some(bytes) = disk.read(&name)? else { continue };
        let entry = str::from_utf8(&bytes).ok().and_then(|text| Entry::read(&name, text).ok());
        let entry =
            entry.filter(|entry| entry.seq == seq && (seq == 1) == entry.previous.is_none());
        links.insert(seq, Link { fingerprint: Fingerprint::of(&bytes), entry });
    }
    Ok(links)
}

/// Returns how many entries there should be: as many as the head says, and those behind it that
/// continue the chain, of which a head that was put back knows nothing.
fn length(links: &BTreeMap<u32, Link>, head: Option<(u32, Fingerprint)>) -> u32 {
    let mut length = head.map_or(0, |(seq, _)| seq);
    let mut last = head.map(|(_, fingerprint)| fingerprint);
    while let Some(link) = links.get(&(length + 1)) {
        let continues =
            link.entry.as_ref().is_some_and(|entry| last.is_none() || entry.previous == last);
        if !continues && head.is_some() {
            break;
        }
        length += 1;
        last = Some(link.fingerprint);
    }
    length
}

/// Returns the number of an entry by the name of its file.
fn seq_of(name: &str) -> Option<u32> {
    let seq = name.strip_prefix("log/")?.strip_suffix(".toml")?.parse().ok()?;
    (entry::name(seq) == name).then_some(seq)
}

/// Reads the head: the number of the last entry and its fingerprint.
fn head_of(bytes: &[u8]) -> Option<(u32, Fingerprint)> {
    let line = str::from_utf8(bytes).ok()?.strip_suffix('\n')?;
    let (fingerprint, name) = line.split_once("  ")?;
    Some((seq_of(name)?, fingerprint.parse().ok()?))
}
