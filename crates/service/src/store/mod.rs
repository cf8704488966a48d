//! The store (数据存储): what the service keeps besides editions: users, sessions, drafts, jobs. It is one
//! `SQLite` file, and nothing outside depends on that: a database server can take its place.

mod account;
mod connections;
mod content;
mod draft;
mod examination;
mod files;
mod job;
mod picture;
mod retention;
mod session;
mod steps;
mod token;
mod trouble;
mod user;

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Instant;

use rusqlite::{Connection, OptionalExtension, TransactionBehavior};

use briefing_values::error::{Error, Result, codes};

use connections::Connections;
use content::Content;
use files::Files;

pub use account::NewPassword;
pub use draft::{Draft, DraftId, DraftPlace, Edit, Outline, Saved, Version};
pub use job::{JobId, JobRecord, JobState};
pub use picture::Picture;
pub use retention::{Retention, Retired};
pub use session::Session;
pub use token::{KEY_DAYS, MOST_KEY_DAYS, Token, TokenId};
pub(crate) use user::can_be_name;
pub use user::{Role, User};

/// A moment, in seconds since 1970 began in UTC.
pub type Seconds = i64;

/// Returns the current moment as the store keeps it: in seconds since 1970 began.
pub(crate) fn now() -> i64 {
    i64::try_from(briefing_values::clock::seconds()).unwrap_or(i64::MAX)
}

/// The store. Readers do not wait for writers.
pub struct Store {
    connections: Connections,
    file: PathBuf,
    files: Mutex<Files>,
    /// Whether the last change failed: the disk may be full.
    failed: AtomicBool,
    /// Whether something was found to be damaged.
    damaged: AtomicBool,
    /// Since when somebody has been changing something.
    since: Mutex<Option<Instant>>,
}

impl Store {
    /// Opens the store in a file, which is made if it does not exist. On a full disk it can still be read.
    ///
    /// # Errors
    /// A file that is not a store, that was written by a later version of the program, or that cannot be
    /// written.
    pub fn open(file: &Path) -> Result<Self> {
        connections::private(file);
        let connections = Connections::open(file).map_err(|it| trouble::told("open", file, &it))?;
        let store = Self {
            connections,
            file: file.to_owned(),
            files: Mutex::default(),
            failed: AtomicBool::new(false),
            damaged: AtomicBool::new(false),
            since: Mutex::new(None),
        };
        store.migrate()?;
        // By now the log is there, too.
        store.look_around()?;
        Ok(store)
    }

    /// Takes note of the files as they are now.
    fn look_around(&self) -> Result<()> {
        let name = "SELECT value FROM own WHERE name = 'identity'";
        let mut files = lock(&self.files);
        let identity = self.connections.reader().query_row(name, [], |row| row.get(0)).optional();
        let identity = identity.map_err(|error| self.refusal("read", &error))?;
        *files = Files::of(&self.file, Content::of(&self.file, identity));
        Ok(())
    }

    /// Returns the path of the file.
    pub(crate) fn file(&self) -> &Path {
        &self.file
    }

    /// Returns how large the file is, with its log, in bytes.
    pub(crate) fn size(&self) -> u64 {
        lock(&self.files).size()
    }

    /// Writes a copy into a file that does not exist, whole and as of one moment, while others read and write.
    ///
    /// # Errors
    /// A file that exists or cannot be written; a database error.
    pub fn copy_to(&self, file: &Path) -> Result<()> {
        connections::private(file);
        let copy =
            self.connections.reader().execute("VACUUM INTO ?1", [file.display().to_string()]);
        let copy = copy.and_then(|_| Connection::open(file)?.execute(content::UNNAME, []));
        copy.map(drop).map_err(|error| trouble::told("write", file, &error))
    }

    fn in_place(&self) -> Result<()> {
        let mut files = lock(&self.files);
        if !files.are_in_place() {
            return Err(trouble::of_file(codes::service::STORE_GONE, &self.file));
        }
        if files.are_own() {
            return Ok(());
        }
        Err(trouble::of_file(codes::service::STORE_ALTERED, &self.file))
    }

    /// Returns what is wrong, and remembers damage.
    fn refusal(&self, action: &'static str, error: &rusqlite::Error) -> Error {
        if trouble::is_damage(error) {
            self.damaged.store(true, Ordering::Relaxed);
        }
        trouble::told(action, &self.file, error)
    }

    /// Reads something.
    fn ask<T>(&self, ask: impl FnOnce(&Connection) -> rusqlite::Result<T>) -> Result<T> {
        self.in_place()?;
        ask(&self.connections.reader()).map_err(|error| self.refusal("read", &error))
    }

    /// Changes something: all of it, or nothing.
    fn change<T>(&self, change: impl FnOnce(&Connection) -> rusqlite::Result<T>) -> Result<T> {
        self.in_place()?;
        if self.damaged.load(Ordering::Relaxed) {
            return Err(trouble::of_damage(&self.file));
        }
        let mut connection = self.connections.writer();
        *lock(&self.since) = Some(briefing_values::clock::now());
        let before = connection.total_changes();
        let changed = connection
            .transaction_with_behavior(TransactionBehavior::Immediate)
            .and_then(|transaction| {
                let changed = change(&transaction)?;
                if transaction.total_changes() != before {
                    transaction.execute(content::COUNT, [])?;
                }
                transaction.commit().map(|()| changed)
            });
        *lock(&self.since) = None;
        // Where nothing was written, nobody knows whether it could be.
        if changed.is_err() || connection.total_changes() != before {
            self.failed.store(changed.is_err(), Ordering::Relaxed);
        }
        drop(connection);
        let changed = changed.map_err(|error| self.refusal("write", &error))?;
        // What went into a file that is gone by now is not saved.
        self.in_place().map(|()| changed)
    }

    /// Returns the key that forms carry while nobody has an account: the stored one, or `new`.
    ///
    /// # Errors
    /// A database error.
    pub fn form_key(&self, new: &str) -> Result<String> {
        self.change(|it| {
            it.execute("INSERT OR IGNORE INTO own (name, value) VALUES ('form key', ?1)", [new])?;
            it.query_row("SELECT value FROM own WHERE name = 'form key'", [], |row| row.get(0))
        })
    }
}

fn lock<T>(shared: &Mutex<T>) -> MutexGuard<'_, T> {
    shared.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::Store;

    #[test]
    fn a_store_is_made_once_and_opened_again() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("cabinet.sqlite");
        for _ in 0..2 {
            assert!(Store::open(&file).expect("it opens").users().expect("it reads").is_empty());
        }
    }

    #[test]
    fn many_who_come_at_once_make_one_store() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("cabinet.sqlite");
        std::thread::scope(|scope| {
            for _ in 0..8 {
                scope.spawn(|| assert!(Store::open(&file).is_ok_and(|it| it.users().is_ok())));
            }
        });
    }

    #[cfg(unix)]
    #[test]
    fn nobody_else_can_read_it_nor_its_log() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().expect("a folder");
        let _store = Store::open(&folder.path().join("cabinet.sqlite")).expect("it opens");
        for entry in std::fs::read_dir(folder.path()).expect("it is there") {
            let about = entry.and_then(|entry| entry.metadata()).expect("it is there");
            assert_eq!(about.permissions().mode() & 0o077, 0);
        }
    }

    #[test]
    fn a_file_that_is_no_store_is_refused() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("cabinet.sqlite");
        #[expect(clippy::disallowed_methods, reason = "nobody prints what a test writes")]
        std::fs::write(&file, "[masthead]\nname = \"简报\"\n".repeat(99)).expect("it writes");
        assert!(Store::open(&file).is_err());
    }
}
