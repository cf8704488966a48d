//! Accounts (账号), as people change them in the browser: their own, or as administrators those of others.

use rusqlite::params;

use briefing_values::error::Result;

use super::user::{bad_name, may_be_named};
use super::{Store, User};

/// Another password of a user.
#[derive(Debug, Clone, Copy)]
pub struct NewPassword<'p> {
    /// The hash of it.
    pub hash: &'p str,
    /// The hash of the password that it takes the place of, if that was asked for.
    pub old: Option<&'p str>,
    /// The hash of the key of the one session that goes on.
    pub session: Option<&'p str>,
    /// Whether the keys of the user's programs end, too.
    pub ends_keys: bool,
}

impl Store {
    /// Adds a user; returns `false` if there is one of this name.
    ///
    /// # Errors
    /// A name that is not allowed; a database error.
    pub fn add_user(&self, user: &User, password_hash: &str) -> Result<bool> {
        let added = self.change(|it| {
            if !may_be_named(it, &user.name)? {
                return Ok(None);
            }
            let added = it.execute(
                "INSERT INTO user (name, role, admin, password) VALUES (?1, ?2, ?3, ?4)
                 ON CONFLICT (name) DO NOTHING",
                params![user.name, user.role, user.admin, password_hash],
            )?;
            Ok(Some(added > 0))
        })?;
        added.ok_or_else(|| bad_name(&user.name))
    }

    /// Gives a user another role and right, which hold from the next request on, and ends the keys if asked. Returns `false`, and changes nothing,
    /// if there is no such user, or nobody could manage accounts any more.
    ///
    /// # Errors
    /// A database error.
    pub fn change_rights(&self, user: &User, ends_keys: bool) -> Result<bool> {
        self.change(|it| {
            let changed = it.execute(
                "UPDATE user SET role = ?2, admin = ?3 WHERE name = ?1 AND (?3 OR NOT admin
                 OR EXISTS (SELECT 1 FROM user WHERE admin AND name <> ?1))",
                params![user.name, user.role, user.admin],
            )?;
            if changed > 0 && ends_keys {
                it.execute("DELETE FROM token WHERE user = ?1", [&user.name])?;
            }
            Ok(changed > 0)
        })
    }

    /// Gives a user another password, and ends the other sessions. Returns `false`, and changes nothing, if there is no
    /// such user, or the password is not the old one any more.
    ///
    /// # Errors
    /// A database error.
    pub fn change_password(&self, name: &str, new: NewPassword<'_>) -> Result<bool> {
        self.change(|it| {
            let change = "UPDATE user SET password = ?2
                          WHERE name = ?1 AND (?3 IS NULL OR password = ?3)";
            if it.execute(change, params![name, new.hash, new.old])? == 0 {
                return Ok(false);
            }
            let end = "DELETE FROM session WHERE user = ?1 AND (?2 IS NULL OR key <> ?2)";
            it.execute(end, params![name, new.session])?;
            if new.ends_keys {
                it.execute("DELETE FROM token WHERE user = ?1", [name])?;
            }
            Ok(true)
        })
    }

    /// Removes a user, with all sessions and keys. Returns `false`, and changes nothing, if there is no such user, or
    /// nobody could manage accounts any more.
    ///
    /// # Errors
    /// A database error.
    pub fn dismiss_user(&self, name: &str) -> Result<bool> {
        self.change(|it| {
            let dismissed = it.execute(
                "DELETE FROM user WHERE name = ?1 AND (NOT admin
                 OR EXISTS (SELECT 1 FROM user WHERE admin AND name <> ?1))",
                [name],
            )?;
            Ok(dismissed > 0)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::super::{NewPassword, Role, Store, User};

    fn user(name: &str, admin: bool) -> User {
        User { name: name.into(), role: Role::Editor, admin }
    }

    /// Returns a store with an administrator, 韦, and an editor, 黄, both logged in and with a key.
    fn store() -> (tempfile::TempDir, Store) {
        let folder = tempfile::tempdir().expect("a folder");
        let store = Store::open(&folder.path().join("cabinet.sqlite")).expect("it opens");
        for (name, admin) in [("韦", true), ("黄", false)] {
            assert_eq!(store.add_user(&user(name, admin), "old"), Ok(true));
            let key = |kind: &str| format!("{kind} of {name}");
            store.put_token(name, &key("key"), "", (1, 99)).expect("made");
            for session in ["one", "two"] {
                let opened = store.open_session((name, "old"), &key(session), "f", (1, 99));
                assert_eq!(opened, Ok(true));
            }
        }
        (folder, store)
    }

    fn is_in(store: &Store, session: &str) -> bool {
        store.session(session, 2).expect("read").is_some()
    }

    #[test]
    fn who_is_there_is_not_added_again() {
        let (_folder, store) = store();
        let publisher = User { role: Role::Publisher, ..user("黄", true) };
        assert_eq!(store.add_user(&publisher, "new"), Ok(false));
        assert_eq!(store.user("黄"), Ok(Some((user("黄", false), "old".into()))));
        assert!(store.add_user(&user("wеi", false), "new").is_err(), "a look-alike");
    }

    #[test]
    fn somebody_can_always_manage_accounts() {
        let (_folder, store) = store();
        assert_eq!(store.dismiss_user("韦"), Ok(false));
        assert_eq!(store.change_rights(&user("韦", false), true), Ok(false));
        let reader = User { role: Role::Reader, ..user("韦", true) };
        assert_eq!(store.change_rights(&reader, false), Ok(true), "the role is another matter");
        assert_eq!(store.change_rights(&user("黄", true), false), Ok(true));
        assert_eq!(store.dismiss_user("韦"), Ok(true));
        assert_eq!(store.dismiss_user("黄"), Ok(false));
    }

    #[test]
    fn a_new_password_ends_the_other_sessions_and_keys_only_if_asked() {
        let (_folder, store) = store();
        let new = NewPassword {
            hash: "new",
            old: Some("old"),
            session: Some("one of 黄"),
            ends_keys: false,
        };
        assert_eq!(store.change_password("黄", new), Ok(true));
        assert!(
            is_in(&store, "one of 黄") && !is_in(&store, "two of 黄") && is_in(&store, "two of 韦")
        );
        assert_eq!(store.tokens(Some("黄")).expect("read").len(), 1);
        assert_eq!(store.change_password("黄", new), Ok(false), "it is not the old one any more");
        let reset = NewPassword { hash: "reset", old: None, session: None, ends_keys: true };
        assert_eq!(store.change_password("黄", reset), Ok(true));
        assert!(!is_in(&store, "one of 黄") && is_in(&store, "one of 韦"));
        assert_eq!(store.tokens(None).expect("read").len(), 1);
        assert_eq!(store.change_password("nobody", reset), Ok(false));
    }

    #[test]
    fn whoever_is_removed_is_out_at_once_with_all_keys() {
        let (_folder, store) = store();
        assert_eq!(store.dismiss_user("黄"), Ok(true));
        assert!(!is_in(&store, "one of 黄") && store.token("key of 黄") == Ok(None));
        // Nor does somebody who gets the name later get what was the other's.
        assert_eq!(store.add_user(&user("黄", false), "old"), Ok(true));
        assert!(!is_in(&store, "one of 黄") && store.tokens(Some("黄")) == Ok(Vec::new()));
        assert!(store.token("key of 韦").expect("read").is_some());
    }
}
