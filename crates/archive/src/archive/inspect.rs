//! Inspection: verifies every file of the archive against its recorded hash.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use briefing_values::error::Result;
use briefing_values::fingerprint::Fingerprint;

use crate::lock::{Inputs, Lock};

use super::accounts::ACCOUNTS;
use super::chain::Chain;
use super::defect::{Defect, DefectKind};
use super::disk::Look;
use super::entry::{self, Entry, lock_name};
use super::guard::Guard;
use super::log::HEAD;
use super::pending::PENDING;
use super::{Archive, README_NAME, READMES, object_name};

/// Which part of the archive to inspect. The log is always inspected as a whole.
pub enum Scope<'s> {
    /// Everything, including that there is nothing else.
    All,
    /// What these entries name.
    Entries(&'s [Entry]),
}

/// What an inspection has found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Inspection {
    /// The number of entries that the log should have.
    pub entries: u32,
    /// The entries that can be relied on, oldest first.
    pub sound: Vec<Entry>,
    /// The number of files that were verified.
    pub files: usize,
    /// Their size, in bytes.
    pub bytes: u64,
    /// The defects, sorted by file name.
    pub defects: Vec<Defect>,
    /// The entries that the clock dates before the entry ahead of them, each after that one: the clock was put back,
    /// or was wrong.
    pub backwards: Vec<(Entry, Entry)>,
    /// Whether a publication was interrupted; the next one cleans up.
    pub unfinished: bool,
}

impl Archive {
    /// Inspects the archive, while nobody can publish.
    ///
    /// # Errors
    /// A folder or file that cannot be read.
    pub fn inspect(&self, scope: &Scope<'_>) -> Result<Inspection> {
        let _guard = Guard::shared(&self.disk);
        self.inspect_held(scope)
    }

    /// Inspects the archive for a caller that holds its lock.
    pub(super) fn inspect_held(&self, scope: &Scope<'_>) -> Result<Inspection> {
        let chain = Chain::read(&self.disk)?;
        let mut wanted = Wanted::default();
        for (entry, _) in chain.sound.iter().filter(|(entry, _)| in_scope(scope, entry)) {
            wanted.add(self, entry);
        }
        let mut found = self.verify_files(&wanted.files);
        // A defective entry may refer to objects; the head and the intent never do.
        let others = |defect: &Defect| defect.name != HEAD && defect.name != PENDING;
        let chain_is_sound = !chain.defects.iter().any(others);
        found.entries = chain.length;
        found.defects.extend(chain.defects);
        found.defects.extend(wanted.unsigned);
        found.unfinished = chain.pending.is_some();
        if matches!(scope, Scope::All) {
            let complete = chain_is_sound && !wanted.in_part;
            let mut known: BTreeSet<_> = wanted.files.into_keys().chain(wanted.others).collect();
            known.extend((1..=chain.length).map(entry::name));
            known.extend([HEAD, PENDING, README_NAME, ACCOUNTS].map(String::from));
            let begun = chain.pending.map(|pending| pending.files).unwrap_or_default();
            known.extend(begun.into_iter().filter(|name| self.may_be_begun(name)));
            found.defects.extend(self.strangers(&known, complete)?);
            found.defects.extend(self.readme());
        }
        found.sound = chain.sound.into_iter().map(|(entry, _)| entry).collect();
        found.backwards = backwards(&found.sound);
        found.defects.sort();
        found.defects.dedup();
        Ok(found)
    }

    /// Verifies files against their fingerprints, as fast as the disk allows.
    fn verify_files(&self, wanted: &BTreeMap<String, Fingerprint>) -> Inspection {
        let files: Vec<_> = wanted.iter().collect();
        let next = AtomicUsize::new(0);
        let work = || {
            let mut found = Vec::new();
            while let Some((name, _)) = files.get(next.fetch_add(1, Ordering::Relaxed)) {
                let look = self.disk.look(name);
                let kind = DefectKind::of(&look);
                let read = look.bytes().map(|bytes| (Fingerprint::of(&bytes), bytes.len()));
                found.push(((*name).clone(), kind, read));
            }
            found
        };
        let workers = thread::available_parallelism().map_or(1, usize::from);
        let found: Vec<_> = thread::scope(|scope| {
            let threads: Vec<_> = (0..workers).map(|_| scope.spawn(work)).collect();
            let join = |thread: thread::ScopedJoinHandle<'_, _>| {
                thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
            };
            threads.into_iter().map(join).collect()
        });
        let by_fingerprint: BTreeMap<_, _> = wanted.iter().map(|(name, it)| (it, name)).collect();
        let mut inspection = Inspection::default();
        for (name, kind, read) in found.into_iter().flatten() {
            let wanted = wanted[&name];
            inspection.files += 1;
            inspection.bytes += read.map_or(0, |(_, size)| size as u64);
            let kind = match read {
                None => kind,
                Some((fingerprint, _)) if fingerprint == wanted => continue,
                Some((fingerprint, _)) => match by_fingerprint.get(&fingerprint) {
                    Some(other) => DefectKind::Swapped((*other).clone()),
                    None => DefectKind::Altered,
                },
            };
            inspection.defects.push(Defect::new(kind, &name, Some(wanted)));
        }
        inspection
    }

    /// Lists the files that nothing refers to. If a list is lost, objects are left out: any of them may
    /// be in it.
    fn strangers(&self, known: &BTreeSet<String>, complete: bool) -> Result<Vec<Defect>> {
        let names = self.disk.names("")?;
        let strange = names.iter().filter(|name| !known.contains(*name));
        let telling = strange.filter(|name| complete || !name.starts_with("objects/"));
        Ok(telling.map(|name| Defect::new(DefectKind::Added, name, None)).collect())
    }

    /// Returns whether an unfinished publication could have written a file: an object under its own
    /// fingerprint, a lock under its own number, or the entry, whose bytes the intent names.
    fn may_be_begun(&self, name: &str) -> bool {
        let Some(bytes) = self.disk.look(name).bytes() else { return false };
        if name.starts_with("objects/") {
            return object_name(&Fingerprint::of(&bytes)) == name;
        }
        let lock = str::from_utf8(&bytes).ok().and_then(|text| Lock::read(name, text).ok());
        let own = lock.map(|lock| lock.issue).map(|issue| lock_name(issue.id, issue.revision));
        name.starts_with("log/") || own.as_deref() == Some(name)
    }

    /// Checks the one file whose text the program knows.
    fn readme(&self) -> Option<Defect> {
        let look = self.disk.look(README_NAME);
        let kind = DefectKind::of(&look);
        let known =
            look.bytes().is_some_and(|bytes| READMES.iter().any(|it| it.as_bytes() == bytes));
        let wanted = Some(Fingerprint::of(READMES[0]));
        (!known).then(|| Defect::new(kind, README_NAME, wanted))
    }
}

/// Returns the entries that are dated before the entry ahead of them, each after that one.
fn backwards(entries: &[Entry]) -> Vec<(Entry, Entry)> {
    let pairs = entries.iter().zip(entries.iter().skip(1));
    let back = pairs.filter(|(before, after)| after.time < before.time);
    back.map(|(before, after)| (before.clone(), after.clone())).collect()
}

fn in_scope(scope: &Scope<'_>, entry: &Entry) -> bool {
    match scope {
        Scope::All => true,
        Scope::Entries(chosen) => chosen.contains(entry),
    }
}

/// The files that should exist.
#[derive(Default)]
struct Wanted {
    /// Those whose fingerprint is known.
    files: BTreeMap<String, Fingerprint>,
    /// The signatures, which are checked with their keys.
    others: Vec<String>,
    /// The signatures that are missing.
    unsigned: Vec<Defect>,
    /// Whether a lock or list could not be read, so that not all objects are known.
    in_part: bool,
}

impl Wanted {
    /// Adds what an entry refers to.
    fn add(&mut self, archive: &Archive, entry: &Entry) {
        let read = |name: &str, wanted: Fingerprint| {
            let bytes = archive.disk.look(name).bytes();
            let bytes = bytes.filter(|bytes| Fingerprint::of(bytes) == wanted);
            bytes.and_then(|bytes| String::from_utf8(bytes).ok())
        };
        let lock_name = entry.lock_name();
        self.files.insert(lock_name.clone(), entry.lock);
        if entry.signer.is_some() {
            let name = entry.signature_name();
            let look = archive.disk.look(&name);
            if !matches!(look, Look::Bytes(_)) {
                self.unsigned.push(Defect::new(DefectKind::of(&look), &name, None));
            }
            self.others.push(name);
        }
        let text = read(&lock_name, entry.lock);
        let Some(lock) = text.and_then(|text| Lock::read(&lock_name, &text).ok()) else {
            self.in_part = true;
            return;
        };
        let mut objects = lock.objects();
        let list = read(&object_name(&lock.inputs.list), lock.inputs.list);
        match list.and_then(|text| Inputs::read(&lock_name, &text).ok()) {
            Some(inputs) => objects.extend(inputs.objects()),
            None => self.in_part = true,
        }
        self.files.extend(objects.iter().map(|it| (object_name(it), *it)));
    }
}

#[cfg(test)]
mod tests {
    use briefing_values::fingerprint::Fingerprint;
    use briefing_values::issue::IssueId;

    use super::super::{Action, Moment, Statement};
    use crate::audit::Closed;

    use super::{Entry, backwards};

    /// Returns a log whose entries are dated so.
    fn log(seconds: &[u64]) -> Vec<Entry> {
        let mut entries: Vec<Entry> = Vec::new();
        for (serial, seconds) in (1_u32..).zip(seconds) {
            let time = Moment::after_1970(*seconds);
            let said =
                Statement { time, by: "韦".into(), reason: None, note: None, accounts: false };
            let last = entries.last().map(|entry| (entry.clone(), Fingerprint::of("entry")));
            let issue: IssueId = serial.to_string().parse().expect("an issue");
            let what = (Action::Publish, issue, 1);
            entries.push(Entry::after(
                last.as_ref(),
                what,
                Fingerprint::of("lock"),
                said,
                (None, Closed::new()),
            ));
        }
        entries
    }

    #[test]
    fn an_entry_is_not_dated_before_the_one_ahead_of_it() {
        let back = |seconds: &[u64]| {
            let pairs = backwards(&log(seconds)).into_iter();
            pairs.map(|(before, after)| (before.seq, after.seq)).collect::<Vec<_>>()
        };
        assert_eq!(back(&[]), []);
        assert_eq!(back(&[5, 5, 6]), [], "within one second");
        assert_eq!(back(&[9, 5, 6, 4]), [(1, 2), (3, 4)]);
    }
}
