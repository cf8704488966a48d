//! Sessions (登录): who is logged in.

use rusqlite::{OptionalExtension, params};

use briefing_values::error::Result;

use super::{Seconds, Store, User};

/// Somebody who is logged in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    /// Who.
    pub user: User,
    /// What every form must carry: no other site knows it.
    pub form_key: String,
}

impl Store {
    /// Logs a user in until a moment; `key` is the hash of the cookie's key. Expired sessions are removed.
    ///
    /// Returns whether the password is still the one that was checked, given by its hash: checking takes a while, in
    /// which another may have been set because somebody knew the old one.
    ///
    /// # Errors
    /// A database error.
    pub fn open_session(
        &self,
        (user, password_hash): (&str, &str),
        key: &str,
        form_key: &str,
        (now, until): (Seconds, Seconds),
    ) -> Result<bool> {
        self.change(|it| {
            it.execute("DELETE FROM session WHERE until <= ?1", [now])?;
            let opened = it.execute(
                "INSERT INTO session (key, user, form_key, until)
                 SELECT ?3, name, ?4, ?5 FROM user WHERE name = ?1 AND password = ?2",
                params![user, password_hash, key, form_key, until],
            )?;
            Ok(opened > 0)
        })
    }

    /// Returns the session of a key.
    ///
    /// # Errors
    /// A database error.
    pub fn session(&self, key: &str, now: Seconds) -> Result<Option<Session>> {
        self.ask(|it| {
            it.query_row(
                "SELECT name, role, admin, form_key FROM session JOIN user ON user = name
                 WHERE key = ?1 AND until > ?2",
                params![key, now],
                |row| Ok(Session { user: User::of(row)?, form_key: row.get(3)? }),
            )
            .optional()
        })
    }

    /// Ends a session.
    ///
    /// # Errors
    /// A database error.
    pub fn close_session(&self, key: &str) -> Result<()> {
        self.change(|it| it.execute("DELETE FROM session WHERE key = ?1", [key]).map(drop))
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Role, Store, User};

    #[test]
    fn nobody_gets_in_with_a_password_that_was_changed_while_it_was_checked() {
        let folder = tempfile::tempdir().expect("a folder");
        let store = Store::open(&folder.path().join("cabinet.sqlite")).expect("it opens");
        let user = User { name: "韦".into(), role: Role::Reader, admin: false };
        let come_in = |hash: &str, key: &str| store.open_session(("韦", hash), key, "f", (1, 9));
        assert_eq!(come_in("old", "k1"), Ok(false), "there is no such user");
        store.put_user(&user, "old").expect("added");
        assert_eq!(come_in("old", "k1"), Ok(true));
        store.put_user(&user, "new").expect("changed");
        assert_eq!(come_in("old", "k2"), Ok(false));
        assert!(["k1", "k2"].iter().all(|key| store.session(key, 2) == Ok(None)));
    }
}
