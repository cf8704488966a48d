//! Drafts (草稿): issues that are being written. Every saved text is kept, and a save that is not based on
//! the last one is refused, so nobody's words are lost.

use rusqlite::{OptionalExtension, Row, params};

use briefing_values::error::Result;

use super::{Seconds, Store};

/// The number of a draft.
pub type DraftId = i64;

/// The number of a save, from 1.
pub type Version = i64;

/// A draft, as it was last saved or at an earlier save.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// Its number.
    pub id: DraftId,
    /// The name of its file.
    pub name: String,
    /// The save.
    pub version: Version,
    /// Its text.
    pub text: String,
    /// Who saved it.
    pub by: String,
    /// When.
    pub time: Seconds,
}

/// What a list shows of a draft.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outline {
    /// Its number.
    pub id: DraftId,
    /// The name of its file.
    pub name: String,
    /// The last save.
    pub version: Version,
    /// Who saved it.
    pub by: String,
    /// When.
    pub time: Seconds,
}

/// A text, and who saves it, and when.
#[derive(Debug, Clone, Copy)]
pub struct Edit<'e> {
    /// The text.
    pub text: &'e str,
    /// Who.
    pub by: &'e str,
    /// When.
    pub time: Seconds,
}

/// Which drafts are meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DraftPlace {
    /// Those that are being written.
    Desk,
    /// Those that were put away.
    Away,
}

/// What became of a save.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Saved {
    /// It is saved, as this version.
    Yes(Version),
    /// Somebody else has saved since: this is what they saved.
    Conflict(Draft),
    /// There is no such draft.
    NoDraft,
}

impl Store {
    /// Begins a draft.
    ///
    /// # Errors
    /// A database error.
    pub fn begin_draft(&self, name: &str, edit: Edit<'_>) -> Result<DraftId> {
        self.change(|it| {
            it.execute("INSERT INTO draft (name, version) VALUES (?1, 1)", [name])?;
            let id = it.last_insert_rowid();
            insert(it, id, 1, edit).map(|()| id)
        })
    }

    /// Saves a draft that its writer began to edit at version `from`.
    ///
    /// # Errors
    /// A database error.
    pub fn save_draft(&self, id: DraftId, from: Version, edit: Edit<'_>) -> Result<Saved> {
        self.change(|it| {
            let Some(last) = last(it, id)? else { return Ok(Saved::NoDraft) };
            if last.text == edit.text {
                return Ok(Saved::Yes(last.version));
            }
            // If only pictures were added since, nobody's words are overwritten.
            let seen = at(it, id, from)?;
            if last.version != from && seen.is_none_or(|seen| seen.text != last.text) {
                return Ok(Saved::Conflict(last));
            }
            next(it, id, last.version, edit).map(Saved::Yes)
        })
    }

    /// Returns a draft as it was last saved.
    ///
    /// # Errors
    /// A database error.
    pub fn draft(&self, id: DraftId) -> Result<Option<Draft>> {
        self.ask(|it| last(it, id))
    }

    /// Returns a draft as it was at a save, even one that was put away.
    ///
    /// # Errors
    /// A database error.
    pub fn draft_at(&self, id: DraftId, version: Version) -> Result<Option<Draft>> {
        self.ask(|it| at(it, id, version))
    }

    /// Lists the saves of a draft, latest first.
    ///
    /// # Errors
    /// A database error.
    pub fn saves(&self, id: DraftId) -> Result<Vec<Outline>> {
        self.ask(|it| {
            let mut saves = it.prepare(
                "SELECT id, name, version.version, by, time FROM draft JOIN version ON draft = id
                 WHERE id = ?1 ORDER BY version.version DESC",
            )?;
            saves.query_map([id], outline)?.collect()
        })
    }

    /// Lists the drafts, most recently saved first.
    ///
    /// # Errors
    /// A database error.
    pub fn drafts(&self, place: DraftPlace) -> Result<Vec<Outline>> {
        self.ask(|it| {
            let mut drafts = it.prepare(
                "SELECT id, name, version, by, time FROM draft JOIN version USING (version)
                 WHERE draft = id AND gone = ?1 ORDER BY time DESC, id DESC",
            )?;
            drafts.query_map([place == DraftPlace::Away], outline)?.collect()
        })
    }

    /// Puts a draft away, if it is still at this save; returns whether it was. Its texts are kept.
    ///
    /// # Errors
    /// A database error.
    pub fn put_draft_away(&self, id: DraftId, version: Version, now: Seconds) -> Result<bool> {
        let away = "UPDATE draft SET gone = 1, away = ?3 WHERE id = ?1 AND version = ?2";
        self.change(|it| Ok(it.execute(away, [id, version, now])? > 0))
    }

    /// Takes back a draft that was put away.
    ///
    /// # Errors
    /// A database error.
    pub fn take_draft_back(&self, id: DraftId) -> Result<()> {
        let back = "UPDATE draft SET gone = 0, away = NULL WHERE id = ?1";
        self.change(|it| it.execute(back, [id]).map(drop))
    }
}

/// Saves the last text again, as a version of its own, which is returned.
pub(super) fn touch(
    it: &rusqlite::Connection,
    id: DraftId,
    (by, time): (&str, Seconds),
) -> rusqlite::Result<Option<Version>> {
    match last(it, id)? {
        Some(last) => next(it, id, last.version, Edit { text: &last.text, by, time }).map(Some),
        None => Ok(None),
    }
}

/// Saves a text as the version after another.
pub(super) fn next(
    it: &rusqlite::Connection,
    id: DraftId,
    before: Version,
    edit: Edit<'_>,
) -> rusqlite::Result<Version> {
    let next = before + 1;
    insert(it, id, next, edit)?;
    it.execute("UPDATE draft SET version = ?2 WHERE id = ?1", [id, next])?;
    Ok(next)
}

fn insert(
    it: &rusqlite::Connection,
    id: DraftId,
    version: Version,
    Edit { text, by, time }: Edit<'_>,
) -> rusqlite::Result<()> {
    it.execute(
        "INSERT INTO version (draft, version, text, by, time) VALUES (?1, ?2, ?3, ?4, ?5)",
        params![id, version, text, by, time],
    )
    .map(drop)
}

pub(super) fn last(it: &rusqlite::Connection, id: DraftId) -> rusqlite::Result<Option<Draft>> {
    it.query_row(
        "SELECT id, name, version, text, by, time FROM draft JOIN version USING (version)
         WHERE draft = id AND id = ?1 AND gone = 0",
        [id],
        draft,
    )
    .optional()
}

pub(super) fn at(
    it: &rusqlite::Connection,
    id: DraftId,
    version: Version,
) -> rusqlite::Result<Option<Draft>> {
    it.query_row(
        "SELECT id, name, version.version, text, by, time FROM draft JOIN version ON draft = id
         WHERE id = ?1 AND version.version = ?2",
        [id, version],
        draft,
    )
    .optional()
}

fn outline(row: &Row<'_>) -> rusqlite::Result<Outline> {
    let (id, name, version) = (row.get(0)?, row.get(1)?, row.get(2)?);
    Ok(Outline { id, name, version, by: row.get(3)?, time: row.get(4)? })
}

fn draft(row: &Row<'_>) -> rusqlite::Result<Draft> {
    let (id, name, version) = (row.get(0)?, row.get(1)?, row.get(2)?);
    Ok(Draft { id, name, version, text: row.get(3)?, by: row.get(4)?, time: row.get(5)? })
}

#[cfg(test)]
mod tests {
    use super::{DraftPlace, Edit, Saved, Store};

    fn store() -> (tempfile::TempDir, Store) {
        let folder = tempfile::tempdir().expect("a folder");
        let store = Store::open(&folder.path().join("cabinet.sqlite")).expect("it opens");
        (folder, store)
    }

    fn edit(text: &str) -> Edit<'_> {
        Edit { text, by: "韦", time: 7 }
    }

    #[test]
    fn the_second_of_two_who_edit_sees_what_the_first_has_saved() {
        let (_folder, store) = store();
        let id = store.begin_draft("177.toml", edit("a")).expect("begun");
        assert_eq!(store.save_draft(id, 1, edit("b")), Ok(Saved::Yes(2)));
        let Ok(Saved::Conflict(other)) = store.save_draft(id, 1, edit("c")) else {
            panic!("it was written over");
        };
        assert_eq!((other.text.as_str(), other.version), ("b", 2));
        assert_eq!(store.save_draft(id, 2, edit("c")), Ok(Saved::Yes(3)));
        let draft = store.draft(id).expect("read").expect("there");
        assert_eq!((draft.text.as_str(), draft.version), ("c", 3));
    }

    #[test]
    fn saving_the_same_text_again_changes_nothing() {
        let (_folder, store) = store();
        let id = store.begin_draft("177.toml", edit("a")).expect("begun");
        assert_eq!(store.save_draft(id, 1, edit("a")), Ok(Saved::Yes(1)));
        // As after a response that was lost on its way.
        assert_eq!(store.save_draft(id, 1, edit("b")), Ok(Saved::Yes(2)));
        assert_eq!(store.save_draft(id, 1, edit("b")), Ok(Saved::Yes(2)));
    }

    #[test]
    fn what_is_put_away_is_not_listed() {
        let (_folder, store) = store();
        let id = store.begin_draft("177.toml", edit("a")).expect("begun");
        assert_eq!(store.drafts(DraftPlace::Desk).expect("read").len(), 1);
        assert_eq!(store.put_draft_away(id, 2, 9), Ok(false));
        assert_eq!(store.put_draft_away(id, 1, 9), Ok(true));
        assert_eq!(store.drafts(DraftPlace::Desk), Ok(Vec::new()));
        assert_eq!(store.save_draft(id, 1, edit("b")), Ok(Saved::NoDraft));
        assert_eq!(store.draft_at(id, 1).expect("read").expect("there").text, "a");
        assert_eq!(store.drafts(DraftPlace::Away).expect("read").len(), 1);
        store.take_draft_back(id).expect("taken back");
        assert_eq!(store.save_draft(id, 1, edit("b")), Ok(Saved::Yes(2)));
        assert_eq!(store.saves(id).expect("read").len(), 2);
    }
}
