//! The chain: reads the log without trusting it, and finds which entries it confirms.

use std::collections::BTreeMap;

use briefing_values::error::Result;
use briefing_values::fingerprint::Fingerprint;

use super::defect::{Defect, DefectKind};
use super::disk::{Disk, Look};
use super::entry::{self, Entry};
use super::log::HEAD;
use super::pending::{PENDING, Pending};

/// The log as it is on disk.
pub(super) struct Chain {
    /// The entries that can be relied on.
    pub(super) sound: Vec<(Entry, Fingerprint)>,
    /// What is wrong with the others, with the head, and with the intent.
    pub(super) defects: Vec<Defect>,
    /// How many entries there should be.
    pub(super) length: u32,
    /// The intent of an interrupted publication, if it fits the chain.
    pub(super) pending: Option<Pending>,
}

/// One entry's file.
struct Link {
    fingerprint: Option<Fingerprint>,
    /// What is wrong with the file itself.
    kind: DefectKind,
    /// Its content, if that is valid at its position.
    entry: Option<Entry>,
}

impl Chain {
    /// Reads the log, its head, and the intent that a killed process has left.
    pub(super) fn read(disk: &Disk) -> Result<Self> {
        let links = links(disk)?;
        let head = disk.look(HEAD);
        let odd = DefectKind::of(&head);
        let named = head.bytes().as_deref().and_then(head_of).filter(|it| may_name(&links, *it));
        let mut chain = Self { sound: Vec::new(), defects: Vec::new(), length: 0, pending: None };
        chain.pending = chain.intent(disk, named, &links);
        chain.length = length(&links, named);
        let length = chain.length;
        // Backwards, because each entry is vouched for by the next.
        let mut vouched = named.filter(|(seq, _)| *seq == length).map(|(_, wanted)| wanted);
        let stale = named.is_none_or(|(seq, _)| seq != length) && length > 0;
        let unfinished = chain.pending.as_ref().filter(|pending| pending.seq == length);
        match unfinished {
            Some(pending) if stale => vouched = Some(pending.entry),
            _ if stale => chain.defects.push(Defect::new(odd, HEAD, None)),
            _ => {}
        }
        for seq in (1..=length).rev() {
            vouched = chain.take(seq, links.get(&seq), vouched, &links);
        }
        if let Some((seq, wanted)) = named.filter(|(seq, _)| *seq == length && length > 0) {
            // Only the head vouches for the last entry, so it may be the head that was changed.
            let entry = links.get(&seq).filter(|link| link.entry.is_some());
            if entry.is_some_and(|link| link.fingerprint != Some(wanted)) {
                chain.defects.push(Defect::new(DefectKind::Altered, HEAD, None));
            }
        }
        chain.sound.reverse();
        Ok(chain)
    }

    /// Returns the intent, if a publication could have left it: for the entry after the head or, if only
    /// its own removal was outstanding, for the last.
    fn intent(
        &mut self,
        disk: &Disk,
        head: Option<(u32, Fingerprint)>,
        links: &BTreeMap<u32, Link>,
    ) -> Option<Pending> {
        let bytes = match disk.look(PENDING) {
            Look::Nothing => return None,
            other => other.bytes(),
        };
        let pending = bytes.and_then(|bytes| Pending::of(&bytes));
        let last = head.map_or(0, |(seq, _)| seq);
        let fits = pending.filter(|pending| {
            let link = links.get(&pending.seq);
            let made = link.is_none_or(|link| link.fingerprint == Some(pending.entry));
            let previous = link.and_then(|link| link.entry.as_ref()).map(|entry| entry.previous);
            let follows = previous.is_none_or(|it| it == head.map(|(_, fingerprint)| fingerprint));
            let finished = head == Some((pending.seq, pending.entry));
            made && (finished || pending.seq == last + 1 && follows)
        });
        if fits.is_none() {
            self.defects.push(Defect::new(DefectKind::Altered, PENDING, None));
        }
        fits
    }

    /// Checks one entry against the fingerprint that the next one records, and returns the one that it
    /// records of the previous.
    fn take(
        &mut self,
        seq: u32,
        link: Option<&Link>,
        vouched: Option<Fingerprint>,
        links: &BTreeMap<u32, Link>,
    ) -> Option<Fingerprint> {
        let mut defect = |kind| self.defects.push(Defect::new(kind, &entry::name(seq), vouched));
        let Some(Link { fingerprint: Some(fingerprint), entry, .. }) = link else {
            defect(link.map_or(DefectKind::Missing, |link| link.kind.clone()));
            return None;
        };
        let before = links.get(&(seq - 1)).and_then(|link| link.fingerprint);
        let fits = |entry: &&Entry| match vouched {
            Some(wanted) => *fingerprint == wanted,
            // The next entry is lost: this one must at least continue the chain.
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

/// Reads the files of all entries, by number.
fn links(disk: &Disk) -> Result<BTreeMap<u32, Link>> {
    let mut links = BTreeMap::new();
    for name in disk.names("log")? {
        let Some(seq) = seq_of(&name) else { continue };
        let look = disk.look(&name);
        let kind = DefectKind::of(&look);
        let bytes = look.bytes();
        let text = bytes.as_deref().and_then(|bytes| str::from_utf8(bytes).ok());
        let entry = text.and_then(|text| Entry::read(&name, text).ok());
        let entry =
            entry.filter(|entry| entry.seq == seq && (seq == 1) == entry.previous.is_none());
        links.insert(seq, Link { fingerprint: bytes.map(Fingerprint::of), kind, entry });
    }
    Ok(links)
}

/// Returns how many entries there should be: those up to the head, and those after it that continue the
/// chain, which a head restored from a backup does not know.
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
        last = link.fingerprint;
    }
    length
}

/// Returns the number of an entry from its file name.
fn seq_of(name: &str) -> Option<u32> {
    let seq = name.strip_prefix("log/")?.strip_suffix(".toml")?.parse().ok()?;
    (entry::name(seq) == name).then_some(seq)
}

/// Returns whether a head is plausible: if its fingerprint is that of an entry with another number, its
/// own number was changed.
fn may_name(links: &BTreeMap<u32, Link>, (seq, wanted): (u32, Fingerprint)) -> bool {
    let mut others = links.iter().filter(|(other, _)| **other != seq);
    !others.any(|(_, link)| link.fingerprint == Some(wanted))
}

/// Parses the head: the number of the last entry and its fingerprint.
fn head_of(bytes: &[u8]) -> Option<(u32, Fingerprint)> {
    let line = str::from_utf8(bytes).ok()?.strip_suffix('\n')?;
    let (fingerprint, name) = line.split_once("  ")?;
    Some((seq_of(name)?, fingerprint.parse().ok()?))
}
