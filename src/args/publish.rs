//! The words of `briefing publish`.

use std::path::PathBuf;

use clap::Args;

use super::{ArchiveArgs, ByArgs};

/// The arguments of `briefing publish`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  briefing publish data/176.toml                            write out/176.pdf and archive it
  briefing publish data/176.toml --revise --reason \"更正数据\"   a second revision; the first stays

Publishing the same content again changes nothing.")]
pub(crate) struct PublishArgs {
    /// The file
    #[arg(value_name = "INPUT")]
    pub(crate) input: PathBuf,

    /// Publish other content under a number that has been published, as its next revision
    #[arg(long, requires = "reason")]
    pub(crate) revise: bool,

    /// Why: for a revision, and for a number that does not follow the last
    #[arg(long, value_name = "TEXT", value_parser = reason)]
    pub(crate) reason: Option<String>,

    /// Anything else that the log is to keep
    #[arg(long, value_name = "TEXT")]
    pub(crate) note: Option<String>,

    /// Who publishes
    #[command(flatten)]
    pub(crate) by: ByArgs,

    /// Sign the entry of the log with this secret key of minisign
    #[arg(long, value_name = "KEY")]
    pub(crate) sign: Option<PathBuf>,

    /// Take the password of the key from the first line of this file
    ///
    /// Without it, a key that has a password asks for it at the terminal.
    #[arg(long, value_name = "FILE", requires = "sign")]
    pub(crate) password_file: Option<PathBuf>,

    /// Write the PDF to this file or folder
    #[arg(short, long, value_name = "FILE|DIR")]
    pub(crate) output: Option<PathBuf>,

    /// The archive
    #[command(flatten)]
    pub(crate) archive: ArchiveArgs,
}

/// Reads a reason, which must say something.
fn reason(words: &str) -> Result<String, String> {
    let said = words.trim();
    if said.is_empty() { Err("say why".into()) } else { Ok(said.to_owned()) }
}
