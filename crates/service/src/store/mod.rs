//! The store (数据存储): what the service keeps besides editions: users, sessions, drafts, jobs. It is one
//! `SQLite` file, and nothing outside depends on that: a database server can take its place.

mod draft;
mod files;
mod job;
mod picture;
mod session;
mod user;

use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use rusqlite::{Connection, TransactionBehavior};

use briefing_values::error::{Error, Problem, Result, codes};

use files::Files;

pub use draft::{Draft, DraftId, DraftPlace, Edit, Outline, Saved, Version};
pub use job::{JobId, JobRecord, JobState};
pub use picture::Picture;
pub use session::Session;
pub(crate) use user::can_be_name;
pub use user::{Role, User};

/// The steps that make the tables, in order; a step that has been applied is never changed.
const STEPS: [&str; 2] = [include_str!("1.sql"), include_str!("2.sql")];
/// How long the file may be locked before an examination says so.
const EXAMINED: Duration = Duration::from_millis(500);
/// How long a write waits for another.
const PATIENCE: Duration = Duration::from_secs(10);

/// A moment, in seconds since 1970 began in UTC.
pub type Seconds = i64;

/// Returns the current moment as the store keeps it: in seconds since 1970 began.
pub(crate) fn now() -> i64 {
    i64::try_from(briefing_values::clock::seconds()).unwrap_or(i64::MAX)
}

/// The store. Readers do not wait for writers.
pub struct Store {
    writer: Mutex<Connection>,
    reader: Mutex<Connection>,
    name: String,
    files: Files,
    /// Whether the last change failed: the disk may be full.
    failed: AtomicBool,
    /// Since when somebody has been changing something.
    since: Mutex<Option<Instant>>,
}

impl Store {
    /// Opens the store in a file, which is made if it does not exist.
    ///
    /// # Errors
    /// A file that is not a store, that was written by a later version of the program, or that cannot be
    /// written.
    pub fn open(file: &Path) -> Result<Self> {
        let name = file.display().to_string();
        let refusal = |error: rusqlite::Error| refusal("open", &name, &error);
        private(file);
        let connection = Connection::open(file).map_err(refusal)?;
        connection.busy_timeout(PATIENCE).map_err(refusal)?;
        // What was reported as saved is saved, even if the machine loses power.
        let settings = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;
                        PRAGMA foreign_keys = ON; PRAGMA trusted_schema = OFF;";
        connection.execute_batch(settings).map_err(refusal)?;
        let reader = Connection::open(file).map_err(refusal)?;
        reader.busy_timeout(PATIENCE).map_err(refusal)?;
        let (writer, reader) = (Mutex::new(connection), Mutex::new(reader));
        let mut store = Self {
            writer,
            reader,
            name,
            files: Files::default(),
            failed: AtomicBool::new(false),
            since: Mutex::new(None),
        };
        store.migrate()?;
        // By now the log is there, too.
        store.files = Files::of(file);
        Ok(store)
    }

    /// Applies the steps that are outstanding; two programs that start at once apply them only once.
    fn migrate(&self) -> Result<()> {
        let done = self.change(|it| {
            let version = |row: &rusqlite::Row<'_>| row.get::<_, u32>(0);
            let done = it.query_row("PRAGMA user_version", [], version)? as usize;
            for (number, step) in STEPS.iter().enumerate().skip(done) {
                it.execute_batch(step)?;
                let next = u32::try_from(number + 1).unwrap_or(u32::MAX);
                it.pragma_update(None, "user_version", next)?;
            }
            Ok(done)
        })?;
        if done > STEPS.len() {
            let words = vec![("path", self.name.clone())];
            return Err(Problem::Noted { code: codes::service::LATER_CABINET, words }.into());
        }
        Ok(())
    }

    /// Refuses to go on with a file that was taken away or replaced, that is locked, damaged or unreadable, or into
    /// which the last change could not be written.
    ///
    /// # Errors
    /// What is wrong with the file.
    pub fn examine(&self) -> Result<()> {
        self.in_place()?;
        if self.failed.load(Ordering::Relaxed) {
            // Only what is written shows that something can be written again.
            let now = now();
            let note = "INSERT OR REPLACE INTO own (name, value) VALUES ('examined', ?1)";
            self.change(|it| it.execute(note, [now.to_string()]).map(drop))?;
        } else if let Ok(mut writer) = self.writer.try_lock() {
            let begun = writer.busy_timeout(EXAMINED).and_then(|()| {
                writer.transaction_with_behavior(TransactionBehavior::Immediate)?.rollback()
            });
            let patient = writer.busy_timeout(PATIENCE);
            begun.and(patient).map_err(|error| refusal("write", &self.name, &error))?;
        } else if lock(&self.since).is_some_and(|since| since.elapsed() > EXAMINED * 2) {
            let (path, reason) = (self.name.clone(), "another program has locked it".into());
            return Err(Problem::Access { action: "write", path, reason }.into());
        }
        self.users().map(drop)
    }

    /// Writes a copy into a file that does not exist, whole and as of one moment, while others read and write.
    ///
    /// # Errors
    /// A file that exists or cannot be written; a database error.
    pub fn copy_to(&self, file: &Path) -> Result<()> {
        private(file);
        let name = file.display().to_string();
        let copy = lock(&self.reader).execute("VACUUM INTO ?1", [&name]);
        copy.map(drop).map_err(|error| refusal("write", &name, &error))
    }

    fn in_place(&self) -> Result<()> {
        if self.files.are_in_place() {
            return Ok(());
        }
        // Strangers may read it: the name of the file, not where it is.
        let name = Path::new(&self.name).file_name().unwrap_or_default().display().to_string();
        let words = vec![("path", name)];
        Err(Problem::Noted { code: codes::service::STORE_GONE, words }.into())
    }

    /// Reads something.
    fn ask<T>(&self, ask: impl FnOnce(&Connection) -> rusqlite::Result<T>) -> Result<T> {
        self.in_place()?;
        ask(&lock(&self.reader)).map_err(|error| refusal("read", &self.name, &error))
    }

    /// Changes something: all of it, or nothing.
    fn change<T>(&self, change: impl FnOnce(&Connection) -> rusqlite::Result<T>) -> Result<T> {
        self.in_place()?;
        let mut connection = lock(&self.writer);
        *lock(&self.since) = Some(briefing_values::clock::now());
        let changed = connection
            .transaction_with_behavior(TransactionBehavior::Immediate)
            .and_then(|transaction| {
                let changed = change(&transaction)?;
                transaction.commit().map(|()| changed)
            });
        *lock(&self.since) = None;
        self.failed.store(changed.is_err(), Ordering::Relaxed);
        let changed = changed.map_err(|error| refusal("write", &self.name, &error))?;
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

fn refusal(action: &'static str, path: &str, error: &rusqlite::Error) -> Error {
    Problem::Access { action, path: path.into(), reason: error.to_string() }.into()
}

/// Makes the file readable by its owner alone, before anything is in it: its log gets the same permissions.
fn private(file: &Path) {
    #[cfg(unix)]
    {
        use std::os::unix::fs::{OpenOptionsExt, PermissionsExt};
        // If it cannot be made, opening it reports that.
        let _ = std::fs::File::options().create(true).append(true).mode(0o600).open(file);
        let _ = std::fs::set_permissions(file, std::fs::Permissions::from_mode(0o600));
    }
    #[cfg(not(unix))]
    let _ = file;
}

#[cfg(test)]
mod tests {
    use super::{Connection, Store};

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
    fn a_store_of_a_later_program_is_left_alone() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("cabinet.sqlite");
        let later = Connection::open(&file).expect("it opens");
        later.pragma_update(None, "user_version", 99).expect("it writes");
        assert!(Store::open(&file).is_err());
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
