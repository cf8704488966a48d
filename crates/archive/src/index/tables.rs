//! The tables of the index.

use std::collections::BTreeSet;
use std::path::Path;
use std::time::Duration;

use rusqlite::{Connection, ErrorCode, Transaction, TransactionBehavior, params};

use super::document::{Document, Revision, Unit};
use super::{place, token};

/// The version of the tables, and of how words are normalised in them. A file of another version is discarded.
const FORM: i64 = 3;
/// How long a process waits for another that is writing.
const PATIENCE: Duration = Duration::from_secs(30);

/// The statements that create the tables.
pub(super) const TABLES: &str = "
CREATE TABLE revision (
    key INTEGER PRIMARY KEY, lock TEXT UNIQUE, id TEXT, revision INTEGER, latest INTEGER,
    year INTEGER, number INTEGER, print_date TEXT
);
CREATE TABLE unit (
    key INTEGER PRIMARY KEY, field TEXT, title TEXT, words TEXT, pages TEXT
);
CREATE VIRTUAL TABLE pair USING fts5(tokens, content='', contentless_delete=1, tokenize='ascii');
CREATE TABLE state (name TEXT PRIMARY KEY, value TEXT);
";

/// Opens the tables in a file, or creates them.
pub(super) fn open(path: &Path) -> rusqlite::Result<Connection> {
    let mut connection = Connection::open(path)?;
    connection.busy_timeout(PATIENCE)?;
    // What a power failure destroys can be rebuilt.
    connection.pragma_update(None, "synchronous", false)?;
    let form: i64 = connection.pragma_query_value(None, "user_version", |row| row.get(0))?;
    if form == FORM {
        connection.query_row("SELECT count(*) FROM state", [], |_| Ok(()))?;
        return Ok(connection);
    }
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Exclusive)?;
    // Another process may have created them while this one waited.
    let form: i64 = transaction.pragma_query_value(None, "user_version", |row| row.get(0))?;
    match form {
        0 => {
            transaction.execute_batch(TABLES)?;
            transaction.pragma_update(None, "user_version", FORM)?;
            transaction.commit()?;
        }
        FORM => drop(transaction),
        _ => return Err(rusqlite::Error::InvalidQuery),
    }
    Ok(connection)
}

/// Removes the revisions that the archive does not have.
pub(super) fn forget(
    transaction: &Transaction<'_>,
    revisions: &[Revision],
) -> rusqlite::Result<()> {
    let mut statement = transaction.prepare("SELECT key, lock FROM revision")?;
    let known = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let known: Vec<(i64, String)> = known.collect::<rusqlite::Result<_>>()?;
    let kept: BTreeSet<_> = revisions.iter().map(|one| one.lock.to_string()).collect();
    for (key, _) in known.iter().filter(|(_, lock)| !kept.contains(lock)) {
        let (first, last) = keys_of(*key);
        transaction.execute("DELETE FROM pair WHERE rowid BETWEEN ?1 AND ?2", [first, last])?;
        transaction.execute("DELETE FROM unit WHERE key BETWEEN ?1 AND ?2", [first, last])?;
        transaction.execute("DELETE FROM revision WHERE key = ?1", [key])?;
    }
    Ok(())
}

/// Adds the text of a revision.
pub(super) fn add(
    transaction: &Transaction<'_>,
    source: &Revision,
    document: &Document,
) -> rusqlite::Result<()> {
    transaction.execute(
        "INSERT INTO revision (lock, id, revision, latest, year, number, print_date)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        params![
            source.lock.to_string(),
            document.id.to_string(),
            document.revision,
            source.is_latest,
            document.year,
            document.number,
            document.print_date.to_string()
        ],
    )?;
    let revision = transaction.last_insert_rowid();
    let mut unit = transaction.prepare(
        "INSERT INTO unit (key, field, title, words, pages) VALUES (?1, ?2, ?3, ?4, ?5)",
    )?;
    let mut pair = transaction.prepare("INSERT INTO pair (rowid, tokens) VALUES (?1, ?2)")?;
    let (first, _) = keys_of(revision);
    for (key, Unit { field, title, words, pages }) in (first..).zip(&document.units) {
        unit.execute(params![key, field, title, words, place::written(pages)])?;
        pair.execute(params![key, token::tokens(words)])?;
    }
    Ok(())
}

/// Returns the first and the last key for the texts of a revision, so that the key of a text tells its
/// revision without a lookup.
pub(super) fn keys_of(revision: i64) -> (i64, i64) {
    (revision << 20, (revision << 20) + 0xf_ffff)
}

/// Returns whether an error means that the file is not an index of this version, or is damaged.
pub(super) fn is_no_index(error: &rusqlite::Error) -> bool {
    let code = error.sqlite_error_code();
    let broken = [ErrorCode::DatabaseCorrupt, ErrorCode::NotADatabase];
    // Tables of another version lack some of these.
    let strange =
        matches!(error, rusqlite::Error::InvalidQuery) || code == Some(ErrorCode::Unknown);
    strange || code.is_some_and(|code| broken.contains(&code))
}
