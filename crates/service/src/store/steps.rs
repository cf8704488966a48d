//! The steps (建表步骤) by which the tables of a store are made, and those of an earlier program taken over.

use briefing_values::error::{Problem, Result, codes};

use super::{Store, content};

/// The steps that make the tables, in order; a step that was released is never changed.
const STEPS: [&str; 3] = [include_str!("1.sql"), include_str!("2.sql"), include_str!("3.sql")];

impl Store {
    /// Applies the steps that are outstanding; two programs that start at once apply them only once.
    pub(super) fn migrate(&self) -> Result<()> {
        let done = self.change(|it| {
            let version = |row: &rusqlite::Row<'_>| row.get::<_, u32>(0);
            let done = it.query_row("PRAGMA user_version", [], version)? as usize;
            for (number, step) in STEPS.iter().enumerate().skip(done) {
                it.execute_batch(step)?;
                let next = u32::try_from(number + 1).unwrap_or(u32::MAX);
                it.pragma_update(None, "user_version", next)?;
            }
            Ok(done)
        })?;
        if done > STEPS.len() {
            let words = vec![("path", self.file.display().to_string())];
            return Err(Problem::Noted { code: codes::service::LATER_CABINET, words }.into());
        }
        // On a full disk, a file that has no identity yet can still be read.
        let _ = self.change(|it| it.execute(content::NAME, []));
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use rusqlite::Connection;

    use super::super::{Retention, Retired, Role, User, now};
    use super::{STEPS, Store};

    #[test]
    fn a_store_of_an_earlier_program_is_taken_over_with_all_that_is_in_it() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("cabinet.sqlite");
        let earlier = Connection::open(&file).expect("it opens");
        for step in &STEPS[..2] {
            earlier.execute_batch(step).expect("it is made");
        }
        let rows = "INSERT INTO user VALUES ('韦', 'publisher', 'hash');
                    INSERT INTO token VALUES ('k2', '韦', 12), ('k1', '韦', 11);
                    INSERT INTO session VALUES ('s', '韦', 'f', 99);
                    INSERT INTO draft VALUES (1, 'a.toml', 1, 0), (2, 'b.toml', 1, 1);
                    INSERT INTO version VALUES (1, 1, 'a', '韦', 7), (2, 1, 'b', '韦', 7);";
        earlier.execute_batch(rows).expect("it writes");
        earlier.pragma_update(None, "user_version", 2).expect("it writes");
        drop(earlier);
        let store = Store::open(&file).expect("it opens");
        let user = User { name: "韦".into(), role: Role::Publisher, admin: false };
        assert_eq!(store.users(), Ok(vec![user]));
        assert!(store.session("s", 9).expect("read").is_some());
        // Keys from before have no end, and are listed as such, the oldest first.
        let keys = store.tokens(None).expect("read");
        let known: Vec<_> = keys.iter().map(|it| (it.made, it.until, it.last_used)).collect();
        assert_eq!(known, [(11, None, None), (12, None, None)]);
        assert!(store.token("k1").expect("read").is_some_and(|(_, key)| !key.has_expired(1 << 40)));
        // A draft that was put away at a time that nobody knows is not removed before its days are over.
        let kept = Retention { saves: 1, put_away: Some(30) };
        let today = now();
        assert_eq!(store.retire(today, kept), Ok(Retired::default()));
        let later = store.retire(today + 31 * 24 * 60 * 60, kept).expect("retired");
        assert_eq!((later.drafts, store.saves(1).expect("read").len()), (1, 1));
    }

    #[test]
    fn a_store_of_a_later_program_is_left_alone() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("cabinet.sqlite");
        let later = Connection::open(&file).expect("it opens");
        later.pragma_update(None, "user_version", 99).expect("it writes");
        assert!(Store::open(&file).is_err());
    }
}
