//! The files of the store, by which it is known whether they are still those that were opened: `SQLite` goes
//! on writing into a file that was deleted, and what is written there is gone when the program ends.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

/// The files of an open store, each with what tells it from every other file.
#[derive(Debug, Default)]
pub(super) struct Files(Vec<(PathBuf, Identity)>);

/// The device and the number of a file on it.
type Identity = (u64, u64);

impl Files {
    /// Returns the files of an open store: the database, its log, and the index of that.
    pub(super) fn of(file: &Path) -> Self {
        let named = ["", "-wal", "-shm"].map(|ending| {
            let mut name = OsString::from(file);
            name.push(ending);
            PathBuf::from(name)
        });
        let known = named.into_iter().filter_map(|path| identity(&path).map(|it| (path, it)));
        Self(known.collect())
    }

    /// Returns how large they are, in bytes; the index of the log is no data.
    pub(super) fn size(&self) -> u64 {
        let sizes = self.0.iter().take(2).filter_map(|(path, _)| std::fs::metadata(path).ok());
        sizes.map(|about| about.len()).sum()
    }

    /// Returns whether all of them are where they were.
    pub(super) fn are_in_place(&self) -> bool {
        self.0.iter().all(|(path, known)| identity(path) == Some(*known))
    }
}

/// Returns the identity of a file, if there is one at the path.
#[cfg(unix)]
fn identity(path: &Path) -> Option<Identity> {
    use std::os::unix::fs::MetadataExt;
    std::fs::metadata(path).ok().map(|about| (about.dev(), about.ino()))
}

/// Elsewhere, the system does not let go of a file that is open.
#[cfg(not(unix))]
fn identity(path: &Path) -> Option<Identity> {
    std::fs::metadata(path).ok().map(|_| (0, 0))
}

#[cfg(test)]
mod tests {
    use super::super::Store;

    #[cfg(unix)]
    #[test]
    fn a_store_whose_file_is_gone_or_replaced_saves_nothing() {
        for ending in ["", "-wal"] {
            for replaced in [false, true] {
                let folder = tempfile::tempdir().expect("a folder");
                let file = folder.path().join("cabinet.sqlite");
                let store = Store::open(&file).expect("it opens");
                store.examine().expect("it is sound");
                let lost = folder.path().join(format!("cabinet.sqlite{ending}"));
                std::fs::rename(&lost, folder.path().join("away")).expect("it moves");
                if replaced {
                    std::fs::copy(folder.path().join("away"), &lost).expect("it is copied");
                }
                assert!(store.form_key("00").is_err() && store.users().is_err());
                assert!(store.examine().is_err(), "{ending} {replaced}");
                // The very file, put back, is the store again.
                std::fs::rename(folder.path().join("away"), &lost).expect("it moves");
                store.examine().expect("it is sound again");
            }
        }
    }

    #[test]
    fn a_store_that_somebody_locks_says_so() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("cabinet.sqlite");
        let store = Store::open(&file).expect("it opens");
        let other = rusqlite::Connection::open(&file).expect("it opens");
        other.execute_batch("BEGIN IMMEDIATE").expect("it is locked");
        assert!(store.examine().is_err());
        other.execute_batch("ROLLBACK").expect("it is free");
        store.examine().expect("it is free");
    }
}
