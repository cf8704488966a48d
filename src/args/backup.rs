//! The words of `briefing backup`.

use std::path::PathBuf;

use clap::Args;

use super::{ArchiveArgs, ByArgs, StoreArgs};

/// The arguments of `briefing backup`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  briefing backup /mnt/backup/2026-11-30           while the service runs or not
  briefing -C /srv/briefing backup /mnt/backup/2026-11-30

The folder then holds the archive, the audit trail, the file of users and drafts, and the
house (briefing.toml, words.toml, templates, fonts, keys). It is a project of its own:
`briefing -C /mnt/backup/2026-11-30 verify --all` checks it, and copied back it is served
as it was.")]
pub(crate) struct BackupArgs {
    /// The folder to make; if it exists, it must be empty
    #[arg(value_name = "DIR")]
    pub(crate) folder: PathBuf,

    /// The archive
    #[command(flatten)]
    pub(crate) archive: ArchiveArgs,

    /// The file of users, sessions and drafts
    #[command(flatten)]
    pub(crate) store: StoreArgs,

    /// Who makes the copy
    #[command(flatten)]
    pub(crate) by: ByArgs,
}
