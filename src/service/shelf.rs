//! The shelf (书架): what the archive holds, at hand. Locks never change, so each is read once; the log
//! is read again when the archive says that it has changed.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use crate::desk::{Archive, Entry, Fingerprint, IssueId, Lock};
use crate::error::{Problem, Result};

/// A revision of an issue.
#[derive(Debug, Clone)]
pub(super) struct Holding {
    pub(super) entry: Entry,
    pub(super) lock: Lock,
}

/// All revisions, by issue.
pub(super) type Holdings = BTreeMap<IssueId, Vec<Arc<Holding>>>;

/// What the archive holds.
#[derive(Default)]
pub(super) struct Shelf(Mutex<Option<(String, Arc<Holdings>)>>);

impl Shelf {
    /// Returns what an archive holds; nothing where there is none.
    pub(super) fn holdings(&self, archive: &Archive) -> Result<Arc<Holdings>> {
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
            .flat_map(|(_, holdings)| holdings.values().flatten())
            .map(|it| (it.entry.lock, it.clone()))
            .collect();
        let mut holdings = Holdings::new();
        for entry in archive.log()?.entries() {
            let holding = match known.get(&entry.lock) {
                Some(holding) => holding.clone(),
                None => Arc::new(Holding { entry: entry.clone(), lock: archive.lock(entry)? }),
            };
            holdings.entry(entry.issue).or_default().push(holding);
        }
        let holdings = Arc::new(holdings);
        *kept = Some((state, holdings.clone()));
        Ok(holdings)
    }

    /// Returns a revision of an issue, the latest where none is named.
    pub(super) fn holding(
        &self,
        archive: &Archive,
        id: IssueId,
        revision: Option<u32>,
    ) -> Result<Arc<Holding>> {
        let holdings = self.holdings(archive)?;
        let all = holdings.get(&id).ok_or_else(|| Archive::not_there(id))?;
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
            Problem::Noted { code: "archive/no-revision", words }.into()
        })
    }
}
