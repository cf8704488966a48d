//! Leaves (页): drawn pages, kept for the browser that is about to ask for them. The name of a leaf follows
//! from what it looks like, so a leaf is never out of date.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};

/// How many bytes of leaves are kept; the least recently used go first.
const MOST: usize = 32 * 1024 * 1024;

/// Pages that have been drawn.
#[derive(Default)]
pub(crate) struct Leaves(Mutex<Kept>);

#[derive(Default)]
struct Kept {
    leaves: VecDeque<(String, Arc<[u8]>)>,
    bytes: usize,
}

impl Leaves {
    /// Returns a leaf.
    pub(crate) fn get(&self, name: &str) -> Option<Arc<[u8]>> {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let at = kept.leaves.iter().position(|(known, _)| known == name)?;
        // The most recently used leaf goes last.
        let leaf = kept.leaves.remove(at)?;
        let bytes = leaf.1.clone();
        kept.leaves.push_back(leaf);
        Some(bytes)
    }

    /// Keeps a leaf.
    pub(crate) fn put(&self, name: String, leaf: Vec<u8>) {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.leaves.iter().any(|(known, _)| *known == name) {
            return;
        }
        kept.bytes += leaf.len();
        kept.leaves.push_back((name, leaf.into()));
        while kept.bytes > MOST {
            let Some((_, oldest)) = kept.leaves.pop_front() else { break };
            kept.bytes -= oldest.len();
        }
    }

    /// Returns the names of all leaves, least recently used first.
    pub(crate) fn names(&self) -> Vec<String> {
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.leaves.iter().map(|(name, _)| name.clone()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::{Leaves, MOST};

    #[test]
    fn the_oldest_leaves_go_first() {
        let leaves = Leaves::default();
        leaves.put("a".into(), vec![0; MOST / 2]);
        leaves.put("b".into(), vec![0; MOST / 2]);
        assert!(leaves.get("a").is_some());
        leaves.put("c".into(), vec![0; MOST / 2]);
        assert!(leaves.get("a").is_some() && leaves.get("c").is_some());
        assert_eq!((leaves.get("b"), leaves.names()), (None, vec!["a".into(), "c".into()]));
    }
}
