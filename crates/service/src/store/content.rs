//! The content (内容) of the file of the store: whether only programs of this kind have written it. `SQLite` writes
//! into the file itself only where the log is carried over, and each change is counted in the file. A file that was
//! written and counts no more than before was written by somebody else.

use std::path::Path;
use std::time::SystemTime;

use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
use rusqlite::{Connection, OpenFlags};

/// Counts a change, as a part of it.
pub(super) const COUNT: &str = "INSERT INTO own (name, value) VALUES ('changes', 1)
                                ON CONFLICT (name) DO UPDATE SET value = value + 1";
/// Tells the file from the files of other houses, and from copies.
pub(super) const NAME: &str =
    "INSERT OR IGNORE INTO own (name, value) VALUES ('identity', lower(hex(randomblob(16))))";
/// Makes a copy a file of its own.
pub(super) const UNNAME: &str = "DELETE FROM own WHERE name = 'identity'";
/// What would end the path in the address of a file.
const SPECIAL: &AsciiSet = &CONTROLS.add(b'%').add(b'?').add(b'#').add(b' ');

/// What is known of the content.
#[derive(Debug, Default)]
pub(super) struct Content {
    stamp: Option<Stamp>,
    identity: Option<String>,
    changes: i64,
    /// What was looked at, and found to be written by another program.
    refused: Option<Stamp>,
}

/// The length of a file, and when it was last written.
type Stamp = (u64, SystemTime);

impl Content {
    /// Returns the content of a file as it is now, with the identity that the database has.
    pub(super) fn of(file: &Path, identity: Option<String>) -> Self {
        let changes = written(file).map_or(0, |(_, changes)| changes);
        Self { stamp: stamp(file), identity, changes, refused: None }
    }

    /// Takes note of what was just written.
    pub(super) fn settle(&mut self, file: &Path) {
        if stamp(file) != self.stamp {
            *self = Self::of(file, self.identity.take());
        }
    }

    /// Returns whether the file is as this program, or another of its kind, has written it.
    pub(super) fn is_own(&mut self, file: &Path) -> bool {
        let now = stamp(file);
        if now == self.stamp || now.is_none() {
            return true;
        }
        if now == self.refused {
            return false;
        }
        let own = written(file).is_some_and(|(identity, changes)| {
            Some(identity) == self.identity && changes > self.changes
        });
        if own && is_whole(file) {
            self.settle(file);
            return true;
        }
        self.refused = now;
        false
    }
}

/// Returns whether all pages of a database fit together.
pub(super) fn is_whole(file: &Path) -> bool {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let checked = Connection::open_with_flags(file, flags)
        .and_then(|it| it.query_row("PRAGMA quick_check(1)", [], |row| row.get::<_, String>(0)));
    match checked {
        Ok(found) => found == "ok",
        Err(error) => !super::trouble::is_damage(&error),
    }
}

/// Returns the identity that is in the file itself, without its log, and how many changes.
fn written(file: &Path) -> Option<(String, i64)> {
    let path = utf8_percent_encode(file.to_str()?, SPECIAL);
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY
        | OpenFlags::SQLITE_OPEN_NO_MUTEX
        | OpenFlags::SQLITE_OPEN_URI;
    let itself = Connection::open_with_flags(format!("file:{path}?immutable=1"), flags).ok()?;
    let value = |name: &str| {
        let value = "SELECT value FROM own WHERE name = ?1";
        itself.query_row(value, [name], |row| row.get::<_, String>(0)).ok()
    };
    Some((value("identity")?, value("changes")?.parse().ok()?))
}

/// Returns the stamp of a file. Some systems date what was written only when it is closed: there, nothing is told.
fn stamp(file: &Path) -> Option<Stamp> {
    let about = cfg!(unix).then(|| std::fs::metadata(file).ok())??;
    Some((about.len(), about.modified().ok()?))
}
