//! The connections (连接) of the store to its file: one that writes and one that reads. On a disk that is full when
//! the program starts, both are the same, which needs no room for the index of the log.

use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use rusqlite::{Connection, ErrorCode, Result};

use crate::room;

/// How long a write waits for another.
pub(super) const PATIENCE: Duration = Duration::from_secs(10);
/// What was reported as saved is saved, even if the machine loses power. The log is carried over where an examination
/// says so, and else when the last program ends.
const SETTINGS: &str = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;
                        PRAGMA foreign_keys = ON; PRAGMA trusted_schema = OFF;
                        PRAGMA wal_autocheckpoint = 0;";
/// The index of the log is kept in memory, and other programs are kept out.
const ALONE: &str = "PRAGMA locking_mode = EXCLUSIVE;";
/// Only a log that is begun anew has its index in a file.
const TOGETHER: &str = "PRAGMA journal_mode = DELETE; PRAGMA locking_mode = NORMAL;
                        PRAGMA journal_mode = WAL; SELECT 1 FROM own;";

/// The connections to a file.
pub(super) struct Connections {
    writer: Arc<Mutex<Connection>>,
    reader: Arc<Mutex<Connection>>,
    /// Whether other programs are kept out.
    alone: AtomicBool,
}

impl Connections {
    /// Opens a file, which is made if it does not exist.
    pub(super) fn open(file: &Path) -> Result<Self> {
        match Self::open_both(file) {
            // Who finds it locked does not lock it either.
            Err(error) if !is_busy(&error) && room::is_gone(file) => {
                let both = Arc::new(Mutex::new(connection(file, &[ALONE, SETTINGS].concat())?));
                Ok(Self { writer: both.clone(), reader: both, alone: AtomicBool::new(true) })
            }
            opened => opened,
        }
    }

    fn open_both(file: &Path) -> Result<Self> {
        let writer = connection(file, SETTINGS)?;
        let reader = connection(file, "")?;
        let [writer, reader] = [writer, reader].map(|it| Arc::new(Mutex::new(it)));
        Ok(Self { writer, reader, alone: AtomicBool::new(false) })
    }

    /// Returns the connection that writes, when nobody else does.
    pub(super) fn writer(&self) -> MutexGuard<'_, Connection> {
        self.writer.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Returns the connection that writes, if nobody does.
    pub(super) fn idle_writer(&self) -> Option<MutexGuard<'_, Connection>> {
        self.writer.try_lock().ok()
    }

    /// Returns the connection that reads.
    pub(super) fn reader(&self) -> MutexGuard<'_, Connection> {
        self.reader.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Returns whether other programs are kept out.
    pub(super) fn are_alone(&self) -> bool {
        self.alone.load(Ordering::Relaxed)
    }

    /// Lets other programs in, now that there is room for the index of the log.
    pub(super) fn let_in(&self) -> Result<()> {
        self.writer().execute_batch(TOGETHER)?;
        self.alone.store(false, Ordering::Relaxed);
        Ok(())
    }
}

fn is_busy(error: &rusqlite::Error) -> bool {
    error.sqlite_error_code() == Some(ErrorCode::DatabaseBusy)
}

/// Opens a connection; the file is not known to be a database before something is read.
fn connection(file: &Path, settings: &str) -> Result<Connection> {
    let connection = Connection::open(file)?;
    connection.busy_timeout(PATIENCE)?;
    connection.execute_batch(settings)?;
    Ok(connection)
}

/// Makes the file readable by its owner alone, before anything is in it: its log gets the same permissions.
pub(super) fn private(file: &Path) {
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
