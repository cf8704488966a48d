//! Drafts (草稿): issues that are being written. Every text that was saved stays, and a save that does
//! not know of the last one is refused, so nobody's words are lost.

use rusqlite::{OptionalExtension, Row, params};

use crate::error::Result;

use super::{Cabinet, Seconds};

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

/// What is told of a draft in a list.
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

/// A text, and who saves it when.
#[derive(Debug, Clone, Copy)]
pub struct Edit<'e> {
    /// The text.
    pub text: &'e str,
    /// Who.
    pub by: &'e str,
    /// When.
    pub time: Seconds,
}

/// What became of a save.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Saved {
    /// It is saved, as this version.
    Yes(Version),
    /// Somebody else has saved since: this is what.
    Conflict(Draft),
    /// There is no such draft.
    NoDraft,
}

impl Cabinet {
    /// Begins a draft.
    ///
    /// # Errors
    /// What the disk refuses.
    pub fn begin_draft(&self, name: &str, edit: Edit<'_>) -> Result<DraftId> {
        self.change(|it| {
            it.execute("INSERT INTO draft (name, version) VALUES (?1, 1)", [name])?;
            let id = it.last_insert_rowid();
            insert(it, id, 1, edit).map(|()| id)
        })
    }

    /// Saves a draft that its writer has from version `from`.
    ///
    /// # Errors
    /// What the disk refuses.
    pub fn save_draft(&self, id: DraftId, from: Version, edit: Edit<'_>) -> Result<Saved> {
        self.change(|it| {
            let Some(last) = last(it, id)? else { return Ok(Saved::NoDraft) };
            if last.text == edit.text {
                return Ok(Saved::Yes(last.version));
            }
            if last.version != from {
                return Ok(Saved::Conflict(last));
            }
            let next = from + 1;
            insert(it, id, next, edit)?;
            it.execute("UPDATE draft SET version = ?2 WHERE id = ?1", [id, next])?;
            Ok(Saved::Yes(next))
        })
    }

    /// Returns a draft as it was last saved.
    ///
    /// # Errors
    /// What the disk refuses.
    pub fn draft(&self, id: DraftId) -> Result<Option<Draft>> {
        self.ask(|it| last(it, id))
    }

    /// Returns a draft as it was at a save.
    ///
    /// # Errors
    /// What the disk refuses.
    pub fn draft_at(&self, id: DraftId, version: Version) -> Result<Option<Draft>> {
        self.ask(|it| {
            it.query_row(
                "SELECT id, name, version.version, text, by, time FROM draft
                 JOIN version ON draft = id WHERE id = ?1 AND version.version = ?2 AND gone = 0",
                [id, version],
                draft,
            )
            .optional()
        })
    }

    /// Lists the drafts, the last that was saved first.
    ///
    /// # Errors
    /// What the disk refuses.
    pub fn drafts(&self) -> Result<Vec<Outline>> {
        self.ask(|it| {
            let mut drafts = it.prepare(
                "SELECT id, name, version, by, time FROM draft
                 JOIN version USING (version) WHERE draft = id AND gone = 0 ORDER BY time DESC, id DESC",
            )?;
            let outline = |row: &Row<'_>| {
                let (id, name, version) = (row.get(0)?, row.get(1)?, row.get(2)?);
                Ok(Outline { id, name, version, by: row.get(3)?, time: row.get(4)? })
            };
            drafts.query_map([], outline)?.collect()
        })
    }

    /// Puts a draft away. Its texts stay in the file.
    ///
    /// # Errors
    /// What the disk refuses.
    pub fn put_draft_away(&self, id: DraftId) -> Result<()> {
        self.change(|it| it.execute("UPDATE draft SET gone = 1 WHERE id = ?1", [id]).map(drop))
    }

    /// Keeps a picture of a draft.
    ///
    /// # Errors
    /// What the disk refuses.
    pub fn put_picture(&self, id: DraftId, file: &str, bytes: &[u8]) -> Result<()> {
        self.change(|it| {
            it.execute(
                "INSERT OR REPLACE INTO picture (draft, file, bytes) VALUES (?1, ?2, ?3)",
                params![id, file, bytes],
            )
            .map(drop)
        })
    }

    /// Returns the pictures of a draft.
    ///
    /// # Errors
    /// What the disk refuses.
    pub fn pictures(&self, id: DraftId) -> Result<Vec<(String, Vec<u8>)>> {
        self.ask(|it| {
            let mut all =
                it.prepare("SELECT file, bytes FROM picture WHERE draft = ?1 ORDER BY file")?;
            all.query_map([id], |row| Ok((row.get(0)?, row.get(1)?)))?.collect()
        })
    }
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

fn last(it: &rusqlite::Connection, id: DraftId) -> rusqlite::Result<Option<Draft>> {
    it.query_row(
        "SELECT id, name, version, text, by, time FROM draft JOIN version USING (version)
         WHERE draft = id AND id = ?1 AND gone = 0",
        [id],
        draft,
    )
    .optional()
}

fn draft(row: &Row<'_>) -> rusqlite::Result<Draft> {
    let (id, name, version) = (row.get(0)?, row.get(1)?, row.get(2)?);
    Ok(Draft { id, name, version, text: row.get(3)?, by: row.get(4)?, time: row.get(5)? })
}

#[cfg(test)]
mod tests {
    use super::{Cabinet, Edit, Saved};

    fn cabinet() -> (tempfile::TempDir, Cabinet) {
        let folder = tempfile::tempdir().expect("a folder");
        let cabinet = Cabinet::open(&folder.path().join("cabinet.sqlite")).expect("it opens");
        (folder, cabinet)
    }

    fn edit(text: &str) -> Edit<'_> {
        Edit { text, by: "韦", time: 7 }
    }

    #[test]
    fn the_second_of_two_who_edit_sees_what_the_first_has_saved() {
        let (_folder, cabinet) = cabinet();
        let id = cabinet.begin_draft("177.toml", edit("a")).expect("begun");
        assert_eq!(cabinet.save_draft(id, 1, edit("b")), Ok(Saved::Yes(2)));
        let Ok(Saved::Conflict(other)) = cabinet.save_draft(id, 1, edit("c")) else {
            panic!("it was written over");
        };
        assert_eq!((other.text.as_str(), other.version), ("b", 2));
        assert_eq!(cabinet.save_draft(id, 2, edit("c")), Ok(Saved::Yes(3)));
        let draft = cabinet.draft(id).expect("read").expect("there");
        assert_eq!((draft.text.as_str(), draft.version), ("c", 3));
    }

    #[test]
    fn saving_the_same_text_again_changes_nothing() {
        let (_folder, cabinet) = cabinet();
        let id = cabinet.begin_draft("177.toml", edit("a")).expect("begun");
        assert_eq!(cabinet.save_draft(id, 1, edit("a")), Ok(Saved::Yes(1)));
        // As after an answer that was lost on its way.
        assert_eq!(cabinet.save_draft(id, 1, edit("b")), Ok(Saved::Yes(2)));
        assert_eq!(cabinet.save_draft(id, 1, edit("b")), Ok(Saved::Yes(2)));
    }

    #[test]
    fn what_is_put_away_is_not_listed() {
        let (_folder, cabinet) = cabinet();
        let id = cabinet.begin_draft("177.toml", edit("a")).expect("begun");
        cabinet.put_picture(id, "a.png", b"x").expect("kept");
        assert_eq!(cabinet.pictures(id), Ok(vec![("a.png".into(), b"x".to_vec())]));
        assert_eq!(cabinet.drafts().expect("read").len(), 1);
        cabinet.put_draft_away(id).expect("put away");
        assert_eq!(cabinet.drafts(), Ok(Vec::new()));
        assert_eq!(cabinet.save_draft(id, 1, edit("b")), Ok(Saved::NoDraft));
    }
}
