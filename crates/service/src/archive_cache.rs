//! The archive cache (存档缓存): what the archive holds, in memory. A lock never changes, so each is read
//! once; the log is read again when the archive has changed.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use briefing_archive::archive::{Archive, Entry};
use briefing_archive::lock::Lock;
use briefing_values::error::{Error, Problem, Result, codes};
use briefing_values::fingerprint::Fingerprint;
use briefing_values::issue::IssueId;

/// A revision of an issue.
#[derive(Debug, Clone)]
pub(crate) struct Holding {
    pub(crate) entry: Entry,
    pub(crate) lock: Lock,
}

/// What an archive holds.
#[derive(Debug, Default)]
pub(crate) struct Holdings {
    /// All revisions whose locks can be read, by issue.
    pub(crate) issues: BTreeMap<IssueId, Vec<Arc<Holding>>>,
    /// Issues with a lock that cannot be read, and why: one damaged file does not hide the others.
    pub(crate) damaged: Vec<(IssueId, Error)>,
}

/// The cached holdings, with the state of the archive that they belong to.
#[derive(Default)]
pub(crate) struct ArchiveCache(Mutex<Option<(String, Arc<Holdings>)>>);

impl ArchiveCache {
    /// Returns what an archive holds; nothing if there is no archive.
    pub(crate) fn holdings(&self, archive: &Archive) -> Result<Arc<Holdings>> {
        if Archive::open(archive.folder()).is_err() {
            return Ok(Arc::default());
        }
        let state = archive.state()?;
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((before, holdings)) = &*kept
            && *before == state
        {
            return Ok(holdings.clone());
        }
        let known: BTreeMap<Fingerprint, Arc<Holding>> = kept
            .iter()
            .flat_map(|(_, holdings)| holdings.issues.values().flatten())
            .map(|it| (it.entry.lock, it.clone()))
            .collect();
        let mut holdings = Holdings::default();
        for entry in archive.log()?.entries() {
            let read = || {
                let lock = archive.lock(entry)?;
                Ok(Arc::new(Holding { entry: entry.clone(), lock }))
            };
            let holding = known.get(&entry.lock).cloned().map_or_else(read, Ok);
            match holding {
                Ok(holding) => holdings.issues.entry(entry.issue).or_default().push(holding),
                Err(error) => holdings.damaged.push((entry.issue, error)),
            }
        }
        let holdings = Arc::new(holdings);
        // A damaged file may be repaired without another publication, so do not cache it.
        *kept = holdings.damaged.is_empty().then(|| (state, holdings.clone()));
        Ok(holdings)
    }

    /// Returns a revision of an issue; the latest if none is given.
    pub(crate) fn holding(
        &self,
        archive: &Archive,
        id: IssueId,
        revision: Option<u32>,
    ) -> Result<Arc<Holding>> {
        let holdings = self.holdings(archive)?;
        if let Some((_, error)) = holdings.damaged.iter().find(|(damaged, _)| *damaged == id) {
            return Err(error.clone());
        }
        let all = holdings.issues.get(&id).ok_or_else(|| Archive::not_there(id))?;
        let found = match revision {
            None => all.last(),
            Some(revision) => all.iter().find(|it| it.entry.revision == revision),
        };
        found.cloned().ok_or_else(|| {
            let words = vec![
                ("id", id.to_string()),
                ("stem", id.stem()),
                ("revision", revision.unwrap_or_default().to_string()),
                ("count", all.len().to_string()),
            ];
            Problem::Noted { code: codes::archive::NO_REVISION, words }.into()
        })
    }
}
