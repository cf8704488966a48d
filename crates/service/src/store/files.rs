//! The files of the store, by which it is known whether they are still those that were opened: `SQLite` goes
//! on writing into a file that was deleted, and what is written there is gone when the program ends.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use super::content::Content;

/// The files of an open store, each with what tells it from every other file, and what is known of the first.
#[derive(Debug, Default)]
pub(super) struct Files {
    known: Vec<(PathBuf, Identity)>,
    content: Content,
}

/// The device and the number of a file on it.
type Identity = (u64, u64);

impl Files {
    /// Returns the files of an open store: the database, its log, and the index of that.
    pub(super) fn of(file: &Path, content: Content) -> Self {
        let named = ["", "-wal", "-shm"].map(|ending| {
            let mut name = OsString::from(file);
            name.push(ending);
            PathBuf::from(name)
        });
        let known = named.into_iter().filter_map(|path| identity(&path).map(|it| (path, it)));
        Self { known: known.collect(), content }
    }

    /// Returns how large they are, in bytes; the index of the log is no data.
    pub(super) fn size(&self) -> u64 {
        self.known.iter().take(2).map(|(path, _)| size(path)).sum()
    }

    /// Returns how large the log is, in bytes.
    pub(super) fn size_of_log(&self) -> u64 {
        self.known.get(1).map_or(0, |(path, _)| size(path))
    }

    /// Returns whether all of them are where they were.
    pub(super) fn are_in_place(&self) -> bool {
        self.known.iter().all(|(path, known)| identity(path) == Some(*known))
    }

    /// Returns whether no other program has written into the database itself.
    pub(super) fn are_own(&mut self) -> bool {
        self.known.first().is_none_or(|(path, _)| self.content.is_own(path))
    }

    /// Takes note of what this program has just written into the database itself.
    pub(super) fn settle(&mut self) {
        if let Some((path, _)) = self.known.first() {
            self.content.settle(path);
        }
    }

    /// Refuses files that could not be opened again.
    pub(super) fn can_be_opened(&self) -> std::io::Result<()> {
        self.known.iter().try_for_each(|(path, _)| can_be_opened(path))
    }
}

fn size(path: &Path) -> u64 {
    std::fs::metadata(path).map_or(0, |about| about.len())
}

/// Asks the system, since a file of the database that is opened and closed beside it is no longer locked.
#[cfg(unix)]
fn can_be_opened(path: &Path) -> std::io::Result<()> {
    use rustix::fs::Access;
    Ok(rustix::fs::access(path, Access::READ_OK | Access::WRITE_OK)?)
}

#[cfg(not(unix))]
fn can_be_opened(_: &Path) -> std::io::Result<()> {
    Ok(())
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
    use super::super::{DraftPlace, Edit, Store};

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

    /// Returns a store whose texts are in its file, and not only in its log.
    fn settled(folder: &std::path::Path) -> (std::path::PathBuf, Store) {
        let file = folder.join("cabinet.sqlite");
        let text = "一二三四五六七八九十".repeat(2_000);
        let begun = Edit { text: &text, by: "韦", time: 7 };
        Store::open(&file).expect("it opens").begin_draft("27.toml", begun).expect("begun");
        (file.clone(), Store::open(&file).expect("it opens"))
    }

    #[cfg(unix)]
    #[test]
    fn a_file_that_another_program_writes_over_is_not_read_any_more() {
        let folder = tempfile::tempdir().expect("a folder");
        let (file, store) = settled(folder.path());
        let before = std::fs::read(&file).expect("it is there");
        store.begin_draft("28.toml", Edit { text: "a", by: "韦", time: 8 }).expect("begun");
        drop(store);
        let store = Store::open(&file).expect("it opens");
        assert_eq!(store.drafts(DraftPlace::Desk).map(|drafts| drafts.len()), Ok(2));
        // An older copy of the very file, in its place, byte for byte.
        overwrite(&file, 0, &before);
        assert!(store.drafts(DraftPlace::Desk).is_err() && store.form_key("00").is_err());
        assert!(store.examine().is_err());
    }

    #[cfg(unix)]
    #[test]
    fn one_byte_of_a_text_that_somebody_changes_is_noticed() {
        let folder = tempfile::tempdir().expect("a folder");
        let (file, store) = settled(folder.path());
        assert!(store.draft(1).expect("read").is_some());
        let at = std::fs::read(&file).expect("it is there");
        let word = "四五六".as_bytes();
        let at = at.windows(word.len()).position(|it| it == word).expect("the text is there");
        overwrite(&file, at as u64, "死".as_bytes());
        assert!(store.draft(1).is_err(), "never a wrong text");
        assert!(store.examine().is_err());
    }

    #[test]
    fn what_programs_of_this_kind_write_is_no_trouble() {
        let folder = tempfile::tempdir().expect("a folder");
        let (file, store) = settled(folder.path());
        let other = Store::open(&file).expect("it opens");
        other.begin_draft("29.toml", Edit { text: "b", by: "黄", time: 9 }).expect("begun");
        let carry = rusqlite::Connection::open(&file).expect("it opens");
        let carried = carry.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()));
        carried.expect("the log is carried over");
        store.examine().expect("it is sound");
        assert_eq!(store.drafts(DraftPlace::Desk).map(|drafts| drafts.len()), Ok(2));
    }

    #[cfg(unix)]
    /// Writes bytes into a file, as a program does that knows nothing of databases.
    fn overwrite(file: &std::path::Path, at: u64, bytes: &[u8]) {
        use std::io::{Seek, SeekFrom, Write};
        // Some systems date files by the tick.
        std::thread::sleep(std::time::Duration::from_millis(20));
        // To close it would let go of the database's locks.
        let mut other = std::fs::File::options().write(true).open(file).expect("it opens");
        other.seek(SeekFrom::Start(at)).expect("there");
        other.write_all(bytes).expect("written");
        std::mem::forget(other);
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
