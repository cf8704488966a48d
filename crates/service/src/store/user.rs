//! Users (用户) and the keys of their programs.

use rusqlite::types::{FromSql, FromSqlError, FromSqlResult, ToSqlOutput, ValueRef};
use rusqlite::{OptionalExtension, ToSql, params};

use briefing_values::error::{Problem, Result, codes};

use super::{Seconds, Store};

/// What a person may do. Each role includes those before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// Read what is published, render and check.
    Reader,
    /// Write drafts.
    Editor,
    /// Publish.
    Publisher,
}

impl Role {
    /// All roles.
    pub const ALL: [Self; 3] = [Self::Reader, Self::Editor, Self::Publisher];

    /// Returns the name of the role.
    pub fn name(self) -> &'static str {
        match self {
            Self::Reader => "reader",
            Self::Editor => "editor",
            Self::Publisher => "publisher",
        }
    }

    /// Returns the role with this name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.name() == name)
    }
}

impl ToSql for Role {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        self.name().to_sql()
    }
}

impl FromSql for Role {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        Self::named(value.as_str()?).ok_or(FromSqlError::InvalidType)
    }
}

/// A person who may log in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct User {
    /// The name.
    pub name: String,
    /// What the person may do.
    pub role: Role,
}

impl Store {
    /// Adds a user, or gives one another role and password; a user who was logged in has to log in again.
    ///
    /// # Errors
    /// A name that is not allowed; a database error.
    pub fn put_user(&self, user: &User, password_hash: &str) -> Result<()> {
        let users = self.users()?;
        // Whoever is there already, under whatever name, can still be given another password.
        let new = users.iter().all(|other| other.name != user.name);
        let alike = |other: &User| other.name.eq_ignore_ascii_case(&user.name);
        if new && (!can_be_name(&user.name) || users.iter().any(alike)) {
            let words = vec![("name", user.name.clone())];
            return Err(Problem::Noted { code: codes::service::USER_NAME, words }.into());
        }
        self.change(|it| {
            it.execute(
                "INSERT INTO user (name, role, password) VALUES (?1, ?2, ?3)
                 ON CONFLICT (name) DO UPDATE SET role = ?2, password = ?3",
                params![user.name, user.role, password_hash],
            )?;
            it.execute("DELETE FROM session WHERE user = ?1", [&user.name]).map(drop)
        })
    }

    /// Removes a user, with all keys; returns whether there was one.
    ///
    /// # Errors
    /// A database error.
    pub fn remove_user(&self, name: &str) -> Result<bool> {
        self.change(|it| Ok(it.execute("DELETE FROM user WHERE name = ?1", [name])? > 0))
    }

    /// Lists the users.
    ///
    /// # Errors
    /// A database error.
    pub fn users(&self) -> Result<Vec<User>> {
        self.ask(|it| {
            let mut users = it.prepare("SELECT name, role FROM user ORDER BY name")?;
            let users =
                users.query_map([], |row| Ok(User { name: row.get(0)?, role: row.get(1)? }))?;
            users.collect()
        })
    }

    /// Returns a user with the hash of the password.
    ///
    /// # Errors
    /// A database error.
    pub fn user(&self, name: &str) -> Result<Option<(User, String)>> {
        self.ask(|it| {
            it.query_row("SELECT name, role, password FROM user WHERE name = ?1", [name], |row| {
                Ok((User { name: row.get(0)?, role: row.get(1)? }, row.get(2)?))
            })
            .optional()
        })
    }

    /// Stores the key of a program that acts for a user; `key` is the hash of it.
    ///
    /// # Errors
    /// A user who does not exist; a database error.
    pub fn put_token(&self, user: &str, key: &str, now: Seconds) -> Result<()> {
        if self.user(user)?.is_none() {
            let words = vec![("name", user.to_owned())];
            return Err(Problem::Noted { code: codes::service::NO_USER, words }.into());
        }
        let token = params![key, user, now];
        self.change(|it| {
            it.execute("INSERT INTO token (key, user, made) VALUES (?1, ?2, ?3)", token).map(drop)
        })
    }

    /// Revokes all keys of a user's programs.
    ///
    /// # Errors
    /// A database error.
    pub fn remove_tokens(&self, user: &str) -> Result<()> {
        self.change(|it| it.execute("DELETE FROM token WHERE user = ?1", [user]).map(drop))
    }

    /// Returns the user for whom the program with this key acts.
    ///
    /// # Errors
    /// A database error.
    pub fn user_of_token(&self, key: &str) -> Result<Option<User>> {
        self.ask(|it| {
            let user = "SELECT name, role FROM user JOIN token ON user = name WHERE key = ?1";
            let row = |row: &rusqlite::Row<'_>| Ok(User { name: row.get(0)?, role: row.get(1)? });
            it.query_row(user, [key], row).optional()
        })
    }
}

/// Returns whether a name can be that of a user: Han, plain Latin letters and digits, and a few marks. Other
/// scripts and wide letters have look-alikes, behind which somebody could pass for somebody else.
pub(crate) fn can_be_name(name: &str) -> bool {
    let han = |c| {
        matches!(c, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{20000}'..='\u{2f7ff}')
            || matches!(c, '\u{30000}'..='\u{3ffff}' | '·')
    };
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.' | '@') || han(c);
    !name.is_empty() && name.chars().count() <= 64 && name.chars().all(plain)
}

#[cfg(test)]
mod tests {
    use super::can_be_name;

    #[test]
    fn a_name_looks_like_no_other() {
        for name in ["韦建明", "robot", "wei.jianming@example", "买买提·艾力", "office_2"]
        {
            assert!(can_be_name(name), "{name}");
        }
        let long = "韦".repeat(65);
        for name in ["", "wеi", "ｒobot", "韦 建明", "a\u{200b}", "ﾛ", "a/b", "韦\n", &long]
        {
            assert!(!can_be_name(name), "{name:?}");
        }
    }
}
