//! Keys (密钥), with which programs act for users: what each is for, when it was used last, when it ends.

use rusqlite::{OptionalExtension, Row, params};

use briefing_values::error::{Problem, Result, codes};

use super::user::no_user;
use super::{Seconds, Store, User};

/// For how many days a key is valid if nothing else is said.
pub const KEY_DAYS: u32 = 365;
/// For how many days a key is valid at most.
pub const MOST_KEY_DAYS: u32 = 3_650;
/// The longest label of a key, in characters.
const LONGEST: usize = 80;

/// The number of a key, by which people name it.
pub type TokenId = i64;

/// What is known of a key; the key itself is nowhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    /// Its number.
    pub id: TokenId,
    /// Whom its program acts for.
    pub user: String,
    /// What it is for.
    pub label: String,
    /// When it was made.
    pub made: Seconds,
    /// When it was used last, to the hour; `None` if it never was.
    pub last_used: Option<Seconds>,
    /// When it ends; never, if it was made before keys had an end.
    pub until: Option<Seconds>,
}

impl Token {
    /// Returns whether it has ended.
    pub fn has_expired(&self, now: Seconds) -> bool {
        self.until.is_some_and(|until| until <= now)
    }
}

impl Store {
    /// Stores the key of a program that acts for a user, and returns its number; `key` is the hash of it.
    ///
    /// # Errors
    /// A label that is too long or has control characters; a user who does not exist; a database error.
    pub fn put_token(
        &self,
        user: &str,
        key: &str,
        label: &str,
        (now, until): (Seconds, Seconds),
    ) -> Result<TokenId> {
        if label.chars().count() > LONGEST || label.chars().any(char::is_control) {
            let words = vec![("most", LONGEST.to_string())];
            return Err(Problem::Noted { code: codes::service::KEY_LABEL, words }.into());
        }
        // A user who is removed at this moment gets no key.
        let put = "INSERT INTO token (key, user, label, made, until)
                   SELECT ?1, name, ?3, ?4, ?5 FROM user WHERE name = ?2 RETURNING id";
        let row = params![key, user, label, now, until];
        let id = self.change(|it| it.query_row(put, row, |row| row.get(0)).optional())?;
        id.ok_or_else(|| no_user(user))
    }

    /// Lists the keys, of one user or of all, by user and age.
    ///
    /// # Errors
    /// A database error.
    pub fn tokens(&self, user: Option<&str>) -> Result<Vec<Token>> {
        self.ask(|it| {
            let mut tokens = it.prepare(
                "SELECT id, user, label, made, last_used, until FROM token
                 WHERE ?1 IS NULL OR user = ?1 ORDER BY user, id",
            )?;
            tokens.query_map([user], |row| token(row, 0))?.collect()
        })
    }

    /// Returns what is known of a key, of which `key` is the hash, and the user for whom its program acts.
    ///
    /// # Errors
    /// A database error.
    pub fn token(&self, key: &str) -> Result<Option<(User, Token)>> {
        self.ask(|it| {
            it.query_row(
                "SELECT name, role, admin, id, user, label, made, last_used, until
                 FROM user JOIN token ON user = name WHERE key = ?1",
                [key],
                |row| Ok((User::of(row)?, token(row, 3)?)),
            )
            .optional()
        })
    }

    /// Notes that a key was used.
    ///
    /// # Errors
    /// A database error.
    pub fn note_use(&self, id: TokenId, now: Seconds) -> Result<()> {
        let note = "UPDATE token SET last_used = ?2 WHERE id = ?1";
        self.change(|it| it.execute(note, [id, now]).map(drop))
    }

    /// Revokes one key of a user; returns whether the user had it.
    ///
    /// # Errors
    /// A database error.
    pub fn remove_token(&self, user: &str, id: TokenId) -> Result<bool> {
        let remove = "DELETE FROM token WHERE user = ?1 AND id = ?2";
        self.change(|it| Ok(it.execute(remove, params![user, id])? > 0))
    }

    /// Revokes all keys of a user.
    ///
    /// # Errors
    /// A database error.
    pub fn remove_tokens(&self, user: &str) -> Result<()> {
        self.change(|it| it.execute("DELETE FROM token WHERE user = ?1", [user]).map(drop))
    }
}

/// Returns the key in a row, from a column on.
fn token(row: &Row<'_>, first: usize) -> rusqlite::Result<Token> {
    Ok(Token {
        id: row.get(first)?,
        user: row.get(first + 1)?,
        label: row.get(first + 2)?,
        made: row.get(first + 3)?,
        last_used: row.get(first + 4)?,
        until: row.get(first + 5)?,
    })
}

#[cfg(test)]
mod tests {
    use super::super::{Role, Store, User};

    fn store() -> (tempfile::TempDir, Store) {
        let folder = tempfile::tempdir().expect("a folder");
        let store = Store::open(&folder.path().join("cabinet.sqlite")).expect("it opens");
        for name in ["robot", "韦"] {
            let user = User { name: name.into(), role: Role::Reader, admin: false };
            store.put_user(&user, "hash").expect("added");
        }
        (folder, store)
    }

    #[test]
    fn a_key_is_listed_with_its_purpose_its_use_and_its_end() {
        let (_folder, store) = store();
        store.put_token("robot", "k1", "每周汇总", (10, 20)).expect("made");
        store.put_token("韦", "k2", "", (11, 21)).expect("made");
        let (user, key) = store.token("k1").expect("read").expect("there");
        assert_eq!((&*user.name, &*key.label), ("robot", "每周汇总"));
        assert_eq!((key.made, key.last_used, key.until), (10, None, Some(20)));
        assert!(!key.has_expired(19) && key.has_expired(20));
        store.note_use(key.id, 15).expect("noted");
        let all = store.tokens(None).expect("read");
        assert_eq!(all.iter().map(|it| it.last_used).collect::<Vec<_>>(), [Some(15), None]);
        assert_eq!(store.tokens(Some("韦")).expect("read").len(), 1);
    }

    #[test]
    fn one_key_is_revoked_by_its_number_and_only_from_its_user() {
        let (_folder, store) = store();
        for key in ["k1", "k2"] {
            store.put_token("robot", key, "", (10, 20)).expect("made");
        }
        let first = store.tokens(None).expect("read")[0].id;
        assert_eq!(store.remove_token("韦", first), Ok(false));
        assert_eq!(store.remove_token("robot", first), Ok(true));
        assert!(store.token("k1").expect("read").is_none());
        // The number of a key that is gone is not that of another.
        store.put_token("robot", "k3", "", (10, 20)).expect("made");
        assert!(store.tokens(None).expect("read").iter().all(|it| it.id != first));
        store.remove_tokens("robot").expect("revoked");
        assert_eq!(store.tokens(None), Ok(Vec::new()));
    }

    #[test]
    fn a_label_is_one_short_line_and_a_key_has_a_user() {
        let (_folder, store) = store();
        for label in ["a\nb", "\u{1b}[31m", &"长".repeat(81)] {
            assert!(store.put_token("robot", "k1", label, (10, 20)).is_err(), "{label:?}");
        }
        assert!(store.put_token("nobody", "k1", "", (10, 20)).is_err());
        assert_eq!(store.tokens(None), Ok(Vec::new()));
    }
}
