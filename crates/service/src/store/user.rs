//! Users (用户): who may log in, and what each may do.

use rusqlite::types::{FromSql, FromSqlError, FromSqlResult, ToSqlOutput, ValueRef};
use rusqlite::{Connection, OptionalExtension, Row, ToSql, params};

use briefing_values::error::{Error, Problem, Result, codes};

use super::Store;

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
    /// Whether the person may manage the accounts of others: a right beside the role, which says nothing of issues.
    pub admin: bool,
}

impl User {
    /// Returns what the audit trail says of an account: name, role, and whether it may manage the others.
    pub fn told(&self) -> String {
        let admin = if self.admin { ", admin" } else { "" };
        format!("user {} ({}{admin})", self.name, self.role.name())
    }

    /// Returns the user in the first columns of a row: name, role, and whether an administrator.
    pub(super) fn of(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self { name: row.get(0)?, role: row.get(1)?, admin: row.get(2)? })
    }
}

impl Store {
    /// Adds a user, or gives one other rights and another password; a user who was logged in has to log in again.
    ///
    /// # Errors
    /// A name that is not allowed; a database error.
    pub fn put_user(&self, user: &User, password_hash: &str) -> Result<()> {
        let named = self.change(|it| {
            if !may_be_named(it, &user.name)? {
                return Ok(false);
            }
            it.execute(
                "INSERT INTO user (name, role, admin, password) VALUES (?1, ?2, ?3, ?4)
                 ON CONFLICT (name) DO UPDATE SET role = ?2, admin = ?3, password = ?4",
                params![user.name, user.role, user.admin, password_hash],
            )?;
            it.execute("DELETE FROM session WHERE user = ?1", [&user.name]).map(|_| true)
        })?;
        if named { Ok(()) } else { Err(bad_name(&user.name)) }
    }

    /// Removes a user, with all keys; whoever was logged in is out. Returns whether there was one.
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
        self.ask(users)
    }

    /// Returns a user with the hash of the password.
    ///
    /// # Errors
    /// A database error.
    pub fn user(&self, name: &str) -> Result<Option<(User, String)>> {
        let user = "SELECT name, role, admin, password FROM user WHERE name = ?1";
        self.ask(|it| {
            it.query_row(user, [name], |row| Ok((User::of(row)?, row.get(3)?))).optional()
        })
    }
}

fn users(it: &Connection) -> rusqlite::Result<Vec<User>> {
    let mut users = it.prepare("SELECT name, role, admin FROM user ORDER BY name")?;
    users.query_map([], User::of)?.collect()
}

/// Returns whether a user is there already under this name, whatever it is, or may be added under it.
pub(super) fn may_be_named(it: &Connection, name: &str) -> rusqlite::Result<bool> {
    let users = users(it)?;
    let known = users.iter().any(|other| other.name == name);
    let alike = users.iter().any(|other| other.name.eq_ignore_ascii_case(name));
    Ok(known || (can_be_name(name) && !alike))
}

/// Returns the refusal of a name that nobody can have.
pub(super) fn bad_name(name: &str) -> Error {
    Problem::Noted { code: codes::service::USER_NAME, words: vec![("name", name.to_owned())] }
        .into()
}

/// Returns the refusal of a name that nobody has.
pub(super) fn no_user(name: &str) -> Error {
    Problem::Noted { code: codes::service::NO_USER, words: vec![("name", name.to_owned())] }.into()
}

/// Returns whether a name can be that of a user: Han, plain Latin letters and digits, and a few marks. Other
/// scripts and wide letters have look-alikes, behind which somebody could pass for somebody else.
pub(crate) fn can_be_name(name: &str) -> bool {
    let han = |c| {
        matches!(c, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{20000}'..='\u{2f7ff}')
            || matches!(c, '\u{30000}'..='\u{3ffff}' | '·')
    };
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.' | '@') || han(c);
    let dots = name.chars().all(|c| c == '.');
    // While nobody has an account, whoever acts is called `local`.
    let reserved = name.eq_ignore_ascii_case("local");
    !dots && !reserved && name.chars().count() <= 64 && name.chars().all(plain)
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
        for name in [
            "",
            "wеi",
            "ｒobot",
            "韦 建明",
            "a\u{200b}",
            "ﾛ",
            "a/b",
            "韦\n",
            &long,
            ".",
            "..",
            "local",
            "Local",
        ] {
            assert!(!can_be_name(name), "{name:?}");
        }
    }
}
