//! Publishing: adds an edition, with everything that it was made from, to the archive in one step.

use std::collections::BTreeSet;

use briefing_values::error::{Code, Error, Problem, Result, codes};
use briefing_values::fingerprint::Fingerprint;
use briefing_values::issue::{IssueId, Period};

use crate::audit::Trail;
use crate::lock::{Inputs, Lock};

use super::entry::{self, Action, Entry, Statement};
use super::guard::Guard;
use super::log::{HEAD, Log, head_line, missing};
use super::pending::{PENDING, Pending};
use super::recovery::recover;
use super::{Archive, README_NAME, READMES, object_name};

/// An edition on its way into the archive.
pub struct Submission<'s> {
    /// The lock; the archive fills in the revision.
    pub lock: Lock,
    /// The inputs that the lock names.
    pub inputs: Inputs,
    /// Everything that the lock and the inputs name.
    pub objects: Vec<(Fingerprint, &'s [u8])>,
}

/// What to do if the issue has been published before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Policy {
    /// Other content is refused.
    First,
    /// Other content becomes the next revision.
    Revise,
    /// Other content becomes the next revision, if the latest one still has this PDF.
    ReviseOf(Fingerprint),
}

/// The outcome of a submission.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Published {
    /// It was published, by this entry of the log.
    New(Entry),
    /// The same content had been published before, by this entry.
    Unchanged(Entry),
}

impl Published {
    /// Returns the entry by which it was published, now or before.
    pub fn entry(&self) -> &Entry {
        let (Self::New(entry) | Self::Unchanged(entry)) = self;
        entry
    }
}

/// Signs an entry: returns the text of the signature file beside it.
pub struct Signer<'s> {
    /// The public key, by which the signature can be checked.
    pub public: String,
    /// Returns the text of the signature's file for the bytes of an entry.
    pub sign: &'s dyn Fn(&[u8]) -> Result<String>,
}

impl Archive {
    /// Publishes an edition. Whatever happens on the way, the archive then holds all of it or nothing.
    ///
    /// # Errors
    /// A number that is taken or out of sequence; a damaged archive; a failure of the disk.
    pub fn publish(
        &self,
        submission: Submission<'_>,
        policy: Policy,
        said: Statement,
        signer: Option<&Signer<'_>>,
    ) -> Result<Published> {
        let _guard = Guard::exclusive(&self.disk)?;
        recover(self)?;
        let log = Log::read(&self.disk)?;
        self.check_completeness(&log)?;
        let id = submission.lock.issue.id;
        let before = log.of(id).next_back();
        let (action, revision) = match (before, policy) {
            (None, Policy::First) => {
                self.follows(&log, &submission.lock, &said)?;
                self.number_is_free(&log, &submission.lock, &said)?;
                (Action::Publish, 1)
            }
            (None, Policy::Revise | Policy::ReviseOf(_)) => {
                return Err(noted(codes::archive::NOTHING_TO_REVISE, id, &[]));
            }
            (Some(before), _) => {
                let changes = self.changes(before, &submission)?;
                if changes.is_empty() {
                    return Ok(Published::Unchanged(before.clone()));
                }
                if let Policy::ReviseOf(seen) = policy
                    && self.lock(before)?.output.sha256 != seen
                {
                    let words = [("revision", before.revision.to_string())];
                    return Err(noted(codes::archive::REVISED_SINCE, id, &words));
                }
                if policy == Policy::First {
                    let (id, revision) = (id.to_string(), before.revision);
                    return Err(Problem::OtherContent { id, revision, changes }.into());
                }
                self.number_is_kept(&log, before, &submission.lock)?;
                (Action::Revise, before.revision + 1)
            }
        };
        let what = (action, id, revision);
        self.enter(&log, submission, what, said, signer).map(Published::New)
    }

    /// Refuses an archive with locks that its log does not mention: part of the log is lost, and
    /// continuing would start a second history.
    fn check_completeness(&self, log: &Log) -> Result<()> {
        let known: BTreeSet<_> = log.entries().map(Entry::lock_name).collect();
        let untold = self.disk.names("issues")?.into_iter().any(|name| !known.contains(&name));
        let lost = log.entries.is_empty() && !self.disk.names("objects")?.is_empty();
        if !untold && !lost {
            return Ok(());
        }
        let next = u32::try_from(log.entries.len()).unwrap_or(u32::MAX).saturating_add(1);
        Err(missing(&self.disk, &entry::name(next)).into())
    }

    /// Writes all files of a publication, in an order in which none refers to one that does not exist
    /// yet.
    fn enter(
        &self,
        log: &Log,
        submission: Submission<'_>,
        what: (Action, IssueId, u32),
        said: Statement,
        signer: Option<&Signer<'_>>,
    ) -> Result<Entry> {
        let Submission { mut lock, objects, .. } = submission;
        lock.issue.revision = what.2;
        let lock = lock.text();
        let public = signer.map(|signer| signer.public.clone());
        // A trail that cannot be read now is recorded by a later entry.
        let audit = Trail::beside(&self.folder()).closed(&log.audit()).unwrap_or_default();
        let last = log.entries.last();
        let entry = Entry::after(last, what, Fingerprint::of(&lock), said, (public, audit));
        let text = entry.text();
        let fingerprint = Fingerprint::of(&text);
        let signature = signer.map(|signer| (signer.sign)(text.as_bytes())).transpose()?;
        let mut new = self.new_objects(&objects)?;
        let lock_name = entry.lock_name();
        new.push((lock_name, lock.as_bytes()));
        if let Some(signature) = &signature {
            new.push((entry.signature_name(), signature.as_bytes()));
        }
        new.push((entry.name(), text.as_bytes()));
        let files = new.iter().map(|(name, _)| name.clone()).collect();
        if self.disk.read(README_NAME)?.is_none_or(|it| it != READMES[0].as_bytes()) {
            self.disk.write(README_NAME, READMES[0].as_bytes())?;
        }
        Pending { seq: entry.seq, entry: fingerprint, files }.write(&self.disk)?;
        new.iter().try_for_each(|(name, bytes)| self.disk.write(name, bytes))?;
        // From here on it is published, whatever happens to the rest: the next writer completes it.
        let _ = self
            .disk
            .write(HEAD, head_line(&entry, fingerprint).as_bytes())
            .and_then(|()| self.disk.remove(PENDING));
        Ok(entry)
    }

    /// Returns the objects that the archive does not have, or has in a damaged state.
    fn new_objects<'s>(
        &self,
        objects: &[(Fingerprint, &'s [u8])],
    ) -> Result<Vec<(String, &'s [u8])>> {
        let (mut new, mut known) = (Vec::new(), BTreeSet::new());
        for (fingerprint, bytes) in objects {
            let name = object_name(fingerprint);
            if !known.insert(*fingerprint) {
                continue;
            }
            let there = self.disk.read(&name)?;
            if there.is_none_or(|there| Fingerprint::of(there) != *fingerprint) {
                new.push((name, *bytes));
            }
        }
        Ok(new)
    }

    /// Returns how a submission differs from the published revision, as phrases of the catalogue. A
    /// different engine alone does not count as a difference: the issue is the same, and the record stands.
    fn changes(&self, before: &Entry, submission: &Submission<'_>) -> Result<Vec<&'static str>> {
        let lock = self.lock(before)?;
        if lock.output.sha256 == submission.lock.output.sha256 {
            return Ok(Vec::new());
        }
        let (old, new) = (self.inputs(&lock)?, &submission.inputs);
        let parts = [
            ("changed-data", old.data != new.data),
            ("changed-style", old.style != new.style),
            ("changed-pictures", old.pictures != new.pictures),
            ("changed-faces", old.faces != new.faces || old.roles != new.roles),
            ("changed-pdf", old.pdf.standards != new.pdf.standards),
        ];
        let changed = parts.iter().filter(|(_, changed)| *changed);
        Ok(changed.map(|(part, _)| *part).collect())
    }

    /// Refuses a revision that takes the year and number of another issue.
    fn number_is_kept(&self, log: &Log, before: &Entry, lock: &Lock) -> Result<()> {
        let (old, new) = (self.lock(before)?.issue, &lock.issue);
        if (old.year, old.number) == (new.year, new.number) {
            return Ok(());
        }
        self.number_is_not_of_another(log, lock)
    }

    /// Refuses an issue whose year and number belong to another, unless a reason is given.
    fn number_is_free(&self, log: &Log, lock: &Lock, said: &Statement) -> Result<()> {
        if said.reason.is_some() { Ok(()) } else { self.number_is_not_of_another(log, lock) }
    }

    /// Refuses an issue that does not follow the last of its series, unless a reason is given.
    fn follows(&self, log: &Log, lock: &Lock, said: &Statement) -> Result<()> {
        let id = lock.issue.id;
        let Some(last) = log.last_before(id).filter(|_| said.reason.is_none()) else {
            return Ok(());
        };
        let before = log.of(last).next_back().map(|entry| self.lock(entry)).transpose()?;
        let period = before.and_then(|lock| lock.issue.period);
        let next = last.next(period);
        // Not every day has an issue.
        let day = matches!(period, Some(Period::Day(_))) && last.is_like(id) && id > last;
        if id == next || day || period.is_none() && id.begins_a_year_after(last) {
            return Ok(());
        }
        let words = [("last", last.to_string()), ("next", next.to_string())];
        Err(noted(codes::archive::NOT_NEXT, id, &words))
    }

    fn number_is_not_of_another(&self, log: &Log, lock: &Lock) -> Result<()> {
        let subject = &lock.issue;
        // One that is counted otherwise takes none.
        let Some(number) = subject.number else { return Ok(()) };
        let series = |entry: &&Entry| entry.issue.series == subject.id.series;
        let others = log.latest().into_iter().filter(series);
        for entry in others.filter(|entry| entry.issue != subject.id) {
            let other = self.lock(entry)?.issue;
            if (other.year, other.number) == (subject.year, subject.number) {
                let words = [
                    ("year", subject.year.to_string()),
                    ("number", number.to_string()),
                    ("other", other.id.to_string()),
                ];
                return Err(noted(codes::archive::NUMBER_TAKEN, subject.id, &words));
            }
        }
        Ok(())
    }
}

fn noted(code: Code, id: IssueId, words: &[(&'static str, String)]) -> Error {
    let mut words = words.to_vec();
    words.push(("id", id.to_string()));
    Problem::Noted { code, words }.into()
}
