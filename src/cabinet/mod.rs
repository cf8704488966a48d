//! The cabinet (文件柜): what the service keeps that is no edition: users, sessions, drafts, jobs. It is
//! one file of `SQLite`, and nobody outside knows that: a server's database can take its place.

mod draft;
mod job;
mod session;
mod user;

use std::path::Path;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use rusqlite::Connection;

use crate::error::{Error, Problem, Result};

pub use draft::{Draft, DraftId, Edit, Outline, Saved, Version};
pub use job::{Deed, JobId, State};
pub use session::Session;
pub use user::{Role, User};

/// What makes the tables, step by step; a step that has been done is never changed.
const STEPS: [&str; 1] = [include_str!("1.sql")];
/// How long a write waits for another.
const PATIENCE: Duration = Duration::from_secs(10);

/// A moment, in seconds after 1970 began in UTC.
pub type Seconds = i64;

/// The cabinet.
pub struct Cabinet {
    connection: Mutex<Connection>,
    name: String,
}

impl Cabinet {
    /// Opens the cabinet in a file, which is made if it is not there.
    ///
    /// # Errors
    /// A file that is no cabinet, that a later version of the program has written, or that cannot be
    /// written.
    pub fn open(file: &Path) -> Result<Self> {
        let name = file.display().to_string();
        let refusal = |error: rusqlite::Error| refusal("open", &name, &error);
        let connection = Connection::open(file).map_err(refusal)?;
        connection.busy_timeout(PATIENCE).map_err(refusal)?;
        // What was said to be saved is saved, also after the machine loses its power.
        let settings = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;
                        PRAGMA foreign_keys = ON; PRAGMA trusted_schema = OFF;";
        connection.execute_batch(settings).map_err(refusal)?;
        let cabinet = Self { connection: Mutex::new(connection), name };
        cabinet.migrate()?;
        private(file);
        Ok(cabinet)
    }

    /// Does the steps that have not been done.
    fn migrate(&self) -> Result<()> {
        let version = |row: &rusqlite::Row<'_>| row.get::<_, u32>(0);
        let done = self.ask(|it| it.query_row("PRAGMA user_version", [], version))? as usize;
        if done > STEPS.len() {
            let words = vec![("path", self.name.clone())];
            return Err(Problem::Noted { code: "service/later-cabinet", words }.into());
        }
        for (number, step) in STEPS.iter().enumerate().skip(done) {
            self.change(|it| {
                it.execute_batch(step)?;
                it.pragma_update(
                    None,
                    "user_version",
                    u32::try_from(number + 1).unwrap_or(u32::MAX),
                )
            })?;
        }
        Ok(())
    }

    /// Reads something.
    fn ask<T>(&self, ask: impl FnOnce(&Connection) -> rusqlite::Result<T>) -> Result<T> {
        ask(&self.lock()).map_err(|error| refusal("read", &self.name, &error))
    }

    /// Changes something: all of it, or nothing.
    fn change<T>(&self, change: impl FnOnce(&Connection) -> rusqlite::Result<T>) -> Result<T> {
        let mut connection = self.lock();
        let changed = connection
            .transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)
            .and_then(|transaction| {
                let changed = change(&transaction)?;
                transaction.commit().map(|()| changed)
            });
        changed.map_err(|error| refusal("write", &self.name, &error))
    }

    fn lock(&self) -> MutexGuard<'_, Connection> {
        self.connection.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn refusal(action: &'static str, path: &str, error: &rusqlite::Error) -> Error {
    Problem::Access { action, path: path.into(), reason: error.to_string() }.into()
}

/// Lets nobody but its owner read the file.
fn private(file: &Path) {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        // Where the disk knows no owners there is nothing to keep.
        let _ = std::fs::set_permissions(file, std::fs::Permissions::from_mode(0o600));
    }
    #[cfg(not(unix))]
    let _ = file;
}

#[cfg(test)]
mod tests {
    use super::{Cabinet, Connection};

    #[test]
    fn a_cabinet_is_made_once_and_opened_again() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("cabinet.sqlite");
        for _ in 0..2 {
            assert!(Cabinet::open(&file).expect("it opens").users().expect("it reads").is_empty());
        }
    }

    #[test]
    fn a_cabinet_of_a_later_program_is_left_alone() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("cabinet.sqlite");
        let later = Connection::open(&file).expect("it opens");
        later.pragma_update(None, "user_version", 99).expect("it writes");
        assert!(Cabinet::open(&file).is_err());
    }

    #[test]
    fn a_file_that_is_no_cabinet_is_refused() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("cabinet.sqlite");
        #[expect(clippy::disallowed_methods, reason = "nobody prints what a test writes")]
        std::fs::write(&file, "[masthead]\nname = \"简报\"\n".repeat(99)).expect("it writes");
        assert!(Cabinet::open(&file).is_err());
    }
}
