//! The index (索引): finds words in all issues of an archive.
//!
//! It is a cache in one file of `SQLite`: whatever is in it can be worked out from the archive again, and is
//! where the file is gone, damaged or of an older form. Words are found wherever they stand, be they
//! one character long or a sentence: each pair of neighbouring characters is a token, and a word is a
//! phrase of such tokens.

mod place;
mod tables;
mod token;

use std::fs;
use std::path::Path;

use rusqlite::{Connection, OptionalExtension, TransactionBehavior, params};

use crate::error::{Problem, Result};
use crate::fingerprint::Fingerprint;
use crate::issue::{Date, IssueId, YearNumber};

pub use place::pages;

/// One revision of an issue, with its text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Volume {
    /// What the issue is called by.
    pub id: IssueId,
    /// The revision.
    pub revision: u32,
    /// Its number within the year.
    pub number: YearNumber,
    /// The day of printing.
    pub print_date: Date,
    /// Its text.
    pub units: Vec<Unit>,
}

/// A text that is searched as one: a title, a paragraph, a recipient.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unit {
    /// The field that it stands in.
    pub field: String,
    /// The title of the article that it belongs to; empty outside of articles.
    pub title: String,
    /// The words.
    pub words: String,
    /// Where the words stand: from which byte on, on which page.
    pub pages: Vec<(usize, u32)>,
}

/// A revision that the archive has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Held {
    /// What the issue is called by.
    pub id: IssueId,
    /// The revision.
    pub revision: u32,
    /// Its lock, which tells it from every other.
    pub lock: Fingerprint,
    /// Whether it is the latest of its issue.
    pub is_latest: bool,
}

/// What is looked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Query {
    /// The words; those that blanks part are looked for each, in the same text.
    pub words: String,
    /// Only issues of this year.
    pub year: Option<u16>,
    /// The most places that are returned.
    pub limit: usize,
}

/// A place where the words stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    /// What the issue is called by.
    pub id: String,
    /// The revision.
    pub revision: u32,
    /// The year and the number.
    pub number: (u16, u32),
    /// The day of printing.
    pub print_date: String,
    /// The page.
    pub page: u32,
    /// The field.
    pub field: String,
    /// The title of the article.
    pub title: String,
    /// The text before the words, the words as they stand, the text behind them.
    pub context: (String, String, String),
}

/// What was found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Found {
    /// The places, the newest issue first.
    pub hits: Vec<Hit>,
    /// In how many issues the words stand.
    pub issues: usize,
    /// In how many texts.
    pub texts: usize,
}

/// The index of one archive.
pub struct Index {
    connection: Connection,
}

impl Index {
    /// Opens the index in a file, made anew if it is not there or cannot be used; where nothing can be
    /// written, it is made in memory.
    ///
    /// # Errors
    /// A database that cannot be made at all.
    pub fn open(path: &Path) -> Result<Self> {
        let folder = path.parent().map(fs::create_dir_all);
        if folder.is_none_or(|made| made.is_ok()) {
            if let Ok(index) = tables::open(path).map(|connection| Self { connection }) {
                return Ok(index);
            }
            for ending in ["", "-wal", "-shm"] {
                let mut file = path.as_os_str().to_owned();
                file.push(ending);
                // What is not there need not be removed; what stays there keeps the index in memory.
                let _ = fs::remove_file(file);
            }
            if let Ok(index) = tables::open(path).map(|connection| Self { connection }) {
                return Ok(index);
            }
        }
        let index = Self { connection: Connection::open_in_memory().map_err(refusal)? };
        index.connection.execute_batch(tables::TABLES).map_err(refusal)?;
        Ok(index)
    }

    /// Returns whether the index holds an archive in this state.
    pub fn is_at(&self, state: &str) -> bool {
        let known = self
            .connection
            .query_row("SELECT value FROM state WHERE name = 'archive'", [], |row| row.get(0))
            .optional();
        known.ok().flatten().is_some_and(|known: String| known == state)
    }

    /// Makes the index hold exactly these revisions. `load` is asked for those that are new.
    ///
    /// # Errors
    /// What `load` returns; a disk that refuses.
    pub fn refresh(
        &mut self,
        state: &str,
        held: &[Held],
        mut load: impl FnMut(&Held) -> Result<Volume>,
    ) -> Result<()> {
        let behavior = TransactionBehavior::Immediate;
        let transaction = self.connection.transaction_with_behavior(behavior).map_err(refusal)?;
        tables::forget(&transaction, held).map_err(refusal)?;
        for one in held {
            let lock = one.lock.to_string();
            let latest = params![one.is_latest, lock];
            let known = transaction
                .execute("UPDATE revision SET latest = ?1 WHERE lock = ?2", latest)
                .map_err(refusal)?;
            if known == 0 {
                tables::add(&transaction, one, &load(one)?).map_err(refusal)?;
            }
        }
        let statement = "INSERT OR REPLACE INTO state VALUES ('archive', ?1)";
        transaction.execute(statement, [state]).map_err(refusal)?;
        transaction.commit().map_err(refusal)
    }

    /// Finds words in the latest revisions.
    ///
    /// # Errors
    /// A database that is damaged.
    pub fn search(&self, query: &Query) -> Result<Found> {
        let words: Vec<String> = query.words.split_whitespace().map(token::folded).collect();
        if words.is_empty() {
            return Ok(Found::default());
        }
        let phrases: Vec<_> = words.iter().map(|word| token::phrase(word)).collect();
        self.find(&words, &phrases.join(" AND "), query).map_err(refusal)
    }

    fn find(&self, words: &[String], phrases: &str, query: &Query) -> rusqlite::Result<Found> {
        let mut found = Found::default();
        let year = query.year.map(i64::from);
        let from = "FROM pair JOIN unit ON unit.key = pair.rowid JOIN revision ON revision.key = unit.revision
             WHERE pair MATCH ?1 AND latest AND (?2 IS NULL OR year = ?2)";
        (found.texts, found.issues) = self
            .connection
            .query_row(
                &format!("SELECT count(*), count(DISTINCT unit.revision) {from}"),
                params![phrases, year],
                |row| Ok((row.get::<_, i64>(0)?, row.get::<_, i64>(1)?)),
            )
            .map(|(texts, issues)| (count(texts), count(issues)))?;
        let limit = i64::try_from(query.limit).unwrap_or(i64::MAX);
        let statement = format!(
            "SELECT id, revision.revision, year, number, print_date, field, title, words, pages {from}
             ORDER BY print_date DESC, revision.key DESC, unit.key LIMIT ?3"
        );
        let mut statement = self.connection.prepare(&statement)?;
        let mut rows = statement.query(params![phrases, year, limit])?;
        while let Some(row) = rows.next()? {
            let text: String = row.get(7)?;
            let pages: String = row.get(8)?;
            for (range, context) in token::places(&text, words) {
                if found.hits.len() >= query.limit {
                    return Ok(found);
                }
                found.hits.push(Hit {
                    id: row.get(0)?,
                    revision: row.get(1)?,
                    number: (row.get(2)?, row.get(3)?),
                    print_date: row.get(4)?,
                    page: place::page_at(&pages, range.start),
                    field: row.get(5)?,
                    title: row.get(6)?,
                    context,
                });
            }
        }
        Ok(found)
    }
}

fn count(number: i64) -> usize {
    usize::try_from(number).unwrap_or_default()
}

#[expect(clippy::needless_pass_by_value, reason = "it is handed on by `map_err`")]
fn refusal(error: rusqlite::Error) -> crate::error::Error {
    let reason = error.to_string();
    Problem::Access { action: "use", path: "the index".into(), reason }.into()
}
