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
    /// # Errors
    /// A database error.
    pub fn open_session(
        &self,
        user: &str,
        key: &str,
        form_key: &str,
        (now, until): (Seconds, Seconds),
    ) -> Result<()> {
        self.change(|it| {
            it.execute("DELETE FROM session WHERE until <= ?1", [now])?;
            it.execute(
                "INSERT INTO session (key, user, form_key, until) VALUES (?1, ?2, ?3, ?4)",
                params![key, user, form_key, until],
            )
            .map(drop)
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
