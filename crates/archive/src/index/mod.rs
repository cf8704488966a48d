//! The index (索引): finds words in all issues of an archive.
//!
//! It is a cache in one `SQLite` file, rebuilt from the archive when the file is missing, damaged or of
//! an older version. Words of any length are found anywhere in the text: each pair of neighbouring
//! characters is a token, and a word is a phrase of such tokens.

mod document;
mod place;
mod tables;
mod token;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use rusqlite::{Connection, OptionalExtension, TransactionBehavior, params};

use briefing_values::error::{Error, Problem, Result};

pub use document::{Document, Revision, Unit};
pub use place::pages;

/// A search.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Query {
    /// The words; those separated by spaces must all occur in the same text.
    pub words: String,
    /// Only issues of this year.
    pub year: Option<u16>,
    /// The maximum number of hits.
    pub limit: usize,
    /// The maximum number of hits for one issue.
    pub per_issue: usize,
}

/// A place where the words occur.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Hit {
    /// The identifier of the issue.
    pub id: String,
    /// The revision.
    pub revision: u32,
    /// The year, and the number if it has one.
    pub number: (u16, Option<u32>),
    /// The day of printing.
    pub print_date: String,
    /// The page.
    pub page: u32,
    /// The field.
    pub field: String,
    /// The title of the article.
    pub title: String,
    /// The text before the words, the words as written, and the text after them.
    pub context: (String, String, String),
}

/// What was found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Found {
    /// The hits, newest issue first.
    pub hits: Vec<Hit>,
    /// The number of issues in which the words occur.
    pub issues: usize,
    /// The number of texts.
    pub texts: usize,
}

/// The index of one archive.
pub struct Index {
    connection: Connection,
}

impl Index {
    /// Opens the index in a file, creating it if there is none of this version.
    ///
    /// # Errors
    /// A file that cannot be opened, written or locked; [`Index::in_memory`] needs none.
    pub fn open(path: &Path) -> Result<Self> {
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder).map_err(|error| unusable(&error.to_string()))?;
        }
        let connection = match tables::open(path) {
            Err(error) if tables::is_no_index(&error) => {
                fs::remove_file(path).map_err(|error| unusable(&error.to_string()))?;
                tables::open(path)
            }
            opened => opened,
        };
        Ok(Self { connection: connection.map_err(refusal)? })
    }

    /// Removes the file of an index that cannot be used.
    pub fn discard(path: &Path) {
        // If it cannot be removed, the next search tries again.
        let _ = fs::remove_file(path);
    }

    /// Creates an index that lives as long as the process.
    ///
    /// # Errors
    /// A database that cannot be created at all.
    pub fn in_memory() -> Result<Self> {
        let connection = Connection::open_in_memory().map_err(refusal)?;
        connection.execute_batch(tables::TABLES).map_err(refusal)?;
        Ok(Self { connection })
    }

    /// Returns whether the index reflects the archive in this state.
    pub fn is_at(&self, state: &str) -> bool {
        let known = self
            .connection
            .query_row("SELECT value FROM state WHERE name = 'archive'", [], |row| row.get(0))
            .optional();
        known.ok().flatten().is_some_and(|known: String| known == state)
    }

    /// Updates the index to exactly these revisions. `load` supplies the new ones.
    ///
    /// # Errors
    /// What `load` returns; a failure of the disk.
    pub fn refresh(
        &mut self,
        state: &str,
        revisions: &[Revision],
        mut load: impl FnMut(&Revision) -> Result<Document>,
    ) -> Result<()> {
        let behavior = TransactionBehavior::Immediate;
        let transaction = self.connection.transaction_with_behavior(behavior).map_err(refusal)?;
        tables::forget(&transaction, revisions).map_err(refusal)?;
        for one in revisions {
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
        let counts = self.counts(phrases)?;
        let mut found = Found::default();
        let mut revisions = self.connection.prepare(
            "SELECT key, id, revision, year, number, print_date FROM revision
             WHERE latest AND (?1 IS NULL OR year = ?1) ORDER BY print_date DESC, key DESC",
        )?;
        let mut rows = revisions.query([query.year.map(i64::from)])?;
        while let Some(row) = rows.next()? {
            let key: i64 = row.get(0)?;
            let Some(texts) = counts.get(&key) else { continue };
            found.issues += 1;
            found.texts += texts;
            if found.hits.len() < query.limit {
                let hit = Hit {
                    id: row.get(1)?,
                    revision: row.get(2)?,
                    number: (row.get(3)?, row.get(4)?),
                    print_date: row.get(5)?,
                    ..Hit::default()
                };
                let before = found.hits.len();
                self.hits(key, &hit, words, phrases, &mut found.hits)?;
                found.hits.truncate(query.limit.min(before.saturating_add(query.per_issue)));
            }
        }
        Ok(found)
    }

    /// Returns the number of texts of each revision in which the words occur.
    fn counts(&self, phrases: &str) -> rusqlite::Result<BTreeMap<i64, usize>> {
        let statement = "SELECT rowid >> 20, count(*) FROM pair WHERE pair MATCH ?1 GROUP BY 1";
        let mut statement = self.connection.prepare(statement)?;
        let counts = statement.query_map([phrases], |row| {
            Ok((row.get(0)?, usize::try_from(row.get::<_, i64>(1)?).unwrap_or_default()))
        })?;
        counts.collect()
    }

    /// Adds the hits in one revision; `hit` holds what they have in common.
    fn hits(
        &self,
        revision: i64,
        hit: &Hit,
        words: &[String],
        phrases: &str,
        hits: &mut Vec<Hit>,
    ) -> rusqlite::Result<()> {
        let mut statement = self.connection.prepare(
            "SELECT field, title, words, pages FROM pair JOIN unit ON unit.key = pair.rowid
             WHERE pair MATCH ?1 AND pair.rowid BETWEEN ?2 AND ?3 ORDER BY pair.rowid",
        )?;
        let (first, last) = tables::keys_of(revision);
        let mut rows = statement.query(params![phrases, first, last])?;
        while let Some(row) = rows.next()? {
            let (text, pages): (String, String) = (row.get(2)?, row.get(3)?);
            for (range, context) in token::places(&text, words) {
                let page = place::page_at(&pages, range.start);
                let (field, title) = (row.get(0)?, row.get(1)?);
                hits.push(Hit { page, field, title, context, ..hit.clone() });
            }
        }
        Ok(())
    }
}

#[expect(clippy::needless_pass_by_value, reason = "`map_err` passes it by value")]
fn refusal(error: rusqlite::Error) -> Error {
    unusable(&error.to_string())
}

fn unusable(reason: &str) -> Error {
    Problem::Access { action: "use", path: "the index".into(), reason: reason.into() }.into()
}
