//! The words of `briefing user`.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};

use briefing_service::store::{KEY_DAYS, MOST_KEY_DAYS};

use super::{ArchiveArgs, ByArgs, StoreArgs};

/// The arguments of `briefing user`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  briefing user add 韦建明 --role publisher        asks for the password
  briefing user add robot --role reader --password-file pass.txt
  briefing user add 黄 --role editor --admin       may manage accounts in the browser, too
  briefing user key robot --label 每周汇总         a key for a program, shown once
  briefing user keys                               all keys, with last use and expiry
  briefing user key robot --revoke=3               revoke one; without a number, all of the user's
  briefing user list")]
pub(crate) struct UserArgs {
    /// The file of users
    #[command(flatten)]
    pub(crate) store: StoreArgs,

    /// The archive, which remembers that there are users
    #[command(flatten)]
    pub(crate) archive: ArchiveArgs,

    /// Who manages the accounts
    #[command(flatten)]
    pub(crate) by: ByArgs,

    /// What to do
    #[command(subcommand)]
    pub(crate) action: UserAction,
}

/// What to do with users.
#[derive(Debug, Subcommand)]
pub(crate) enum UserAction {
    /// Add a user, or give one another role, right and password
    Add {
        /// The name
        name: String,
        /// What the user may do
        #[arg(long, value_enum, default_value_t = UserRole::Reader)]
        role: UserRole,
        /// Let the user manage the accounts of others in the browser, whatever the role
        #[arg(long)]
        admin: bool,
        /// Revoke the keys that the user has, too
        #[arg(long)]
        revoke_keys: bool,
        /// Read the password from the first line of this file, or from standard input with `-`
        #[arg(long, value_name = "FILE")]
        password_file: Option<PathBuf>,
    },
    /// Remove a user, with all keys
    Remove {
        /// The name
        name: String,
    },
    /// Make a key with which a program acts for a user, and show it
    Key {
        /// The user
        name: String,
        /// What the key is for
        #[arg(long, value_name = "TEXT", default_value = "", hide_default_value = true)]
        label: String,
        /// For how many days it is valid
        #[arg(long, value_name = "N", default_value_t = KEY_DAYS, value_parser = clap::value_parser!(u32).range(1..=i64::from(MOST_KEY_DAYS)))]
        days: u32,
        /// Revoke the key of this number, or all keys of the user, without making a new one
        #[arg(long, value_name = "NUMBER", num_args = 0..=1, require_equals = true, conflicts_with_all = ["label", "days"])]
        revoke: Option<Vec<i64>>,
    },
    /// List the keys: number, user, what for, when made, last used, expires
    Keys {
        /// The user; all users if none is given
        name: Option<String>,
    },
    /// List the users
    List,
}

/// What a user may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum UserRole {
    /// Read what is published, render and check
    Reader,
    /// Write drafts, too
    Editor,
    /// Publish, too
    Publisher,
}
