//! The pictures of drafts.

use rusqlite::params;

use briefing_values::error::Result;

use super::draft::touch;
use super::{DraftId, Seconds, Store};

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
            for (file, bytes) in pictures {
                it.execute(
                    "INSERT OR REPLACE INTO picture (draft, file, bytes) VALUES (?1, ?2, ?3)",
                    params![id, file, bytes],
                )?;
            }
            touch(it, id, (by, time))
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
        self.change(|it| {
            it.execute("DELETE FROM picture WHERE draft = ?1 AND file = ?2", params![id, file])?;
            touch(it, id, (by, time))
        })
    }

    /// Returns the pictures of a draft.
    ///
    /// # Errors
    /// A database error.
    pub fn pictures(&self, id: DraftId) -> Result<Vec<(String, Vec<u8>)>> {
        self.ask(|it| {
            let mut all =
                it.prepare("SELECT file, bytes FROM picture WHERE draft = ?1 ORDER BY file")?;
            all.query_map([id], |row| Ok((row.get(0)?, row.get(1)?)))?.collect()
        })
    }
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
}
