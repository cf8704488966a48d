//! The words of `briefing user`.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};

use briefing_service::store::Role;

use super::{ArchiveArgs, ByArgs, StoreArgs};

/// The arguments of `briefing user`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  briefing user add 韦建明 --role publisher        asks for the password
  briefing user add robot --role reader --password-file pass.txt
  briefing user key robot                          a key for a program, shown once
  briefing user key robot --revoke                 invalidate its keys
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
    /// Add a user, or give one another role and password
    Add {
        /// The name
        name: String,
        /// What the user may do
        #[arg(long, value_enum, default_value_t = UserRole::Reader)]
        role: UserRole,
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
        /// Revoke all keys of the user, without making a new one
        #[arg(long)]
        revoke: bool,
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

impl From<UserRole> for Role {
    fn from(role: UserRole) -> Self {
        match role {
            UserRole::Reader => Self::Reader,
            UserRole::Editor => Self::Editor,
            UserRole::Publisher => Self::Publisher,
        }
    }
}
