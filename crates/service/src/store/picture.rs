//! The pictures of drafts. They have versions as texts have: nothing that was uploaded is lost, whoever uploads
//! another of the same name or removes it.

use rusqlite::{Connection, params};

use briefing_values::error::Result;

use super::draft::{at, last, next, touch};
use super::{DraftId, Edit, Seconds, Store, Version};

/// A picture, by the path under which the text of its draft names it.
pub type Picture = (String, Vec<u8>);

impl Store {
    /// Stores pictures of a draft, which counts as a save: whoever confirmed the one before has not seen
    /// them.
    ///
    /// # Errors
    /// A database error.
    pub fn put_pictures(
        &self,
        id: DraftId,
        pictures: &[(String, Vec<u8>)],
        (by, time): (&str, Seconds),
    ) -> Result<()> {
        self.change(|it| {
            let Some(version) = touch(it, id, (by, time))? else { return Ok(()) };
            for (file, bytes) in pictures {
                end(it, (id, version), file)?;
                it.execute(
                    "INSERT INTO picture (draft, file, since, bytes) VALUES (?1, ?2, ?3, ?4)
                     ON CONFLICT (draft, file, since) DO UPDATE SET bytes = ?4, until = NULL",
                    params![id, file, version, bytes],
                )?;
            }
            Ok(())
        })
    }

    /// Removes a picture from a draft, which counts as a save.
    ///
    /// # Errors
    /// A database error.
    pub fn remove_picture(
        &self,
        id: DraftId,
        file: &str,
        (by, time): (&str, Seconds),
    ) -> Result<()> {
        self.change(|it| match touch(it, id, (by, time))? {
            Some(version) => end(it, (id, version), file),
            None => Ok(()),
        })
    }

    /// Returns the pictures of a draft.
    ///
    /// # Errors
    /// A database error.
    pub fn pictures(&self, id: DraftId) -> Result<Vec<(String, Vec<u8>)>> {
        self.pictures_at(id, Version::MAX)
    }

    /// Returns the pictures that a draft had at a save.
    ///
    /// # Errors
    /// A database error.
    pub fn pictures_at(&self, id: DraftId, version: Version) -> Result<Vec<(String, Vec<u8>)>> {
        self.ask(|it| {
            let mut all = it.prepare(
                "SELECT file, bytes FROM picture WHERE draft = ?1 AND since <= ?2
                 AND (until IS NULL OR until > ?2) ORDER BY file",
            )?;
            all.query_map([id, version], |row| Ok((row.get(0)?, row.get(1)?)))?.collect()
        })
    }

    /// Makes a draft what it was at a save, text and pictures; that is a save of its own. Returns whether there is
    /// such a draft and such a save.
    ///
    /// # Errors
    /// A database error.
    pub fn restore(
        &self,
        id: DraftId,
        version: Version,
        (by, time): (&str, Seconds),
    ) -> Result<bool> {
        self.change(|it| {
            let (Some(last), Some(old)) = (last(it, id)?, at(it, id, version)?) else {
                return Ok(false);
            };
            let now = next(it, id, last.version, Edit { text: &old.text, by, time })?;
            it.execute(
                "UPDATE picture SET until = ?3 WHERE draft = ?1 AND until IS NULL AND since > ?2",
                [id, version, now],
            )?;
            it.execute(
                "INSERT INTO picture (draft, file, since, bytes)
                 SELECT draft, file, ?3, bytes FROM picture
                 WHERE draft = ?1 AND since <= ?2 AND until > ?2",
                [id, version, now],
            )?;
            Ok(true)
        })
    }
}

/// Ends the picture that a draft has under a name, from a save on.
fn end(it: &Connection, (id, version): (DraftId, Version), file: &str) -> rusqlite::Result<()> {
    let end = "UPDATE picture SET until = ?3 WHERE draft = ?1 AND file = ?2 AND until IS NULL";
    it.execute(end, params![id, file, version]).map(drop)
}

#[cfg(test)]
mod tests {
    use super::super::{Edit, Saved, Store};

    #[test]
    fn a_picture_is_a_save_of_its_own_but_no_conflict() {
        let folder = tempfile::tempdir().expect("a folder");
        let store = Store::open(&folder.path().join("cabinet.sqlite")).expect("it opens");
        let edit = |text| Edit { text, by: "韦", time: 7 };
        let id = store.begin_draft("177.toml", edit("a")).expect("begun");
        let picture = vec![("a.png".to_owned(), b"x".to_vec())];
        store.put_pictures(id, &picture, ("韦", 8)).expect("kept");
        assert_eq!(store.pictures(id), Ok(picture));
        assert_eq!(store.draft(id).expect("read").expect("there").version, 2);
        assert_eq!(store.save_draft(id, 1, edit("b")), Ok(Saved::Yes(3)));
        store.remove_picture(id, "a.png", ("韦", 9)).expect("removed");
        assert_eq!(store.pictures(id), Ok(Vec::new()));
    }

    #[test]
    fn no_picture_is_written_over_and_an_earlier_state_comes_back_with_its_own() {
        let folder = tempfile::tempdir().expect("a folder");
        let store = Store::open(&folder.path().join("cabinet.sqlite")).expect("it opens");
        let edit = |text| Edit { text, by: "韦", time: 7 };
        let picture = |name: &str, bytes: &str| (name.to_owned(), bytes.as_bytes().to_vec());
        let id = store.begin_draft("177.toml", edit("a")).expect("begun");
        let put = |all: &[(String, Vec<u8>)]| store.put_pictures(id, all, ("韦", 8)).expect("kept");
        // Two people upload another picture under the same name, and one removes it.
        put(&[picture("a.png", "first"), picture("b.png", "b")]);
        put(&[picture("a.png", "second")]);
        store.remove_picture(id, "a.png", ("黄", 9)).expect("removed");
        assert_eq!(store.save_draft(id, 4, edit("b")), Ok(Saved::Yes(5)));
        put(&[picture("c.png", "c")]);
        let at = |version| store.pictures_at(id, version).expect("read");
        assert_eq!(at(1), []);
        assert_eq!(at(2), [picture("a.png", "first"), picture("b.png", "b")]);
        assert_eq!(at(3), [picture("a.png", "second"), picture("b.png", "b")]);
        assert_eq!(at(4), [picture("b.png", "b")]);
        assert!(store.restore(id, 2, ("韦", 10)).expect("restored"));
        let draft = store.draft(id).expect("read").expect("there");
        assert_eq!((draft.version, draft.text.as_str()), (7, "a"));
        assert_eq!(store.pictures(id), Ok(at(2)));
        // What was there before that is not lost either.
        assert!(store.restore(id, 6, ("韦", 11)).expect("restored"));
        assert_eq!(store.pictures(id), Ok(vec![picture("b.png", "b"), picture("c.png", "c")]));
        assert!(!store.restore(id, 99, ("韦", 12)).expect("asked"));
    }
}
