//! The words of the command line, as they are typed.

mod archive;
mod audit;
mod backup;
mod bind;
mod check;
mod date;
mod fonts;
mod init;
mod list;
mod new;
mod publish;
mod regenerate;
mod render;
mod replay;
mod search;
mod serve;
mod sign_on;
mod store;
mod style;
mod user;
mod verify;
mod watch;
mod worker;

use std::path::PathBuf;

use clap::{Parser, Subcommand, ValueEnum};

pub(crate) use archive::ArchiveArgs;
pub(crate) use audit::{AuditArgs, ByArgs};
pub(crate) use backup::BackupArgs;
pub(crate) use bind::BindArgs;
pub(crate) use check::{CheckArgs, ExplainArgs, Findings};
pub(crate) use fonts::FontsArgs;
pub(crate) use init::InitArgs;
pub(crate) use list::{ListArgs, Listing, LogArgs, ShowArgs};
pub(crate) use new::NewArgs;
pub(crate) use publish::PublishArgs;
pub(crate) use regenerate::RegenerateArgs;
pub(crate) use render::{Format, RenderArgs};
pub(crate) use replay::ReplayArgs;
pub(crate) use search::SearchArgs;
pub(crate) use serve::{Level, ServeArgs};
pub(crate) use sign_on::SignOnArgs;
pub(crate) use store::{ConfigArgs, StoreArgs};
pub(crate) use style::{StyleAction, StyleArgs};
pub(crate) use user::{UserAction, UserArgs, UserRole};
pub(crate) use verify::{RepairArgs, VerifyArgs};
pub(crate) use watch::WatchArgs;
pub(crate) use worker::WorkerArgs;

/// Set bulletins (简报) in pages: TOML in, printable PDF out
#[derive(Debug, Parser)]
#[command(name = "briefing", version = version(), about = "Sets bulletins (简报) in printable pages: TOML in, PDF/A out", propagate_version = false, arg_required_else_help = true)]
pub(crate) struct Cli {
    /// Read the house file, templates and faces of this project folder
    ///
    /// Without it, the folder is the nearest one around the input that holds a `briefing.toml`.
    #[arg(
        short = 'C',
        long,
        global = true,
        value_name = "DIR",
        env = "BRIEFING_ROOT",
        hide_env_values = true
    )]
    pub(crate) root: Option<PathBuf>,

    /// When to colour messages
    #[arg(long, global = true, value_enum, value_name = "WHEN", default_value_t = Colour::Auto)]
    pub(crate) color: Colour,

    /// The language of messages; by default that of the system
    #[arg(
        long,
        global = true,
        value_enum,
        value_name = "LANG",
        env = "BRIEFING_LANG",
        hide_env_values = true
    )]
    pub(crate) lang: Option<Language>,

    /// What to do
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// When to colour messages; `auto` looks at the terminal and at `NO_COLOR`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Colour {
    /// On a terminal, unless `NO_COLOR` is set
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

/// A language of messages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Language {
    /// Chinese
    Zh,
    /// English
    En,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Render issues to PDF, or to pictures, source or measured layout
    #[command(visible_alias = "r")]
    Render(RenderArgs),
    /// Report everything wrong with issues, or worth a look
    #[command(visible_alias = "c")]
    Check(CheckArgs),
    /// Explain a rule of `check`: what it asks, what it rests on, an example
    Explain(ExplainArgs),
    /// Print the JSON Schema of issue files and of briefing.toml, for the plug-ins of editors
    Schema,
    /// Create a project folder that is ready to render
    Init(InitArgs),
    /// List, show, make, check and test styles
    Style(StyleArgs),
    /// Make the next issue from the latest one
    New(NewArgs),
    /// Show an issue's pages in the browser, refreshed after every save
    #[command(visible_alias = "w")]
    Watch(WatchArgs),
    /// Print an issue and keep it in the archive, with all that it was made from
    Publish(PublishArgs),
    /// Set past issues again from the archive, byte for byte, or from a PDF alone
    Regenerate(RegenerateArgs),
    /// Verify every archived file against its recorded hash
    Verify(VerifyArgs),
    /// Restore what is missing or damaged from another copy of the archive
    Repair(RepairArgs),
    /// Show what today's templates, faces and program would change in the archive
    Replay(ReplayArgs),
    /// List the issues of the archive
    List(ListArgs),
    /// Show an issue of the archive: numbers, titles, revisions, hashes
    Show(ShowArgs),
    /// Find words in all issues of the archive, with page and context
    Search(SearchArgs),
    /// Bind the issues of a year into one volume: cover, contents, index, all pages as printed
    Bind(BindArgs),
    /// Show who published or revised what, when and why
    Log(LogArgs),
    /// Serve the whole office: pages in the browser, and the same for other programs
    Serve(ServeArgs),
    /// Copy archive, users, drafts and house into a folder, while the service runs or not
    Backup(BackupArgs),
    /// Manage who may use the service
    User(UserArgs),
    /// Show who did what in the service, and verify the record of it
    Audit(AuditArgs),
    /// List the roles of the page, and the face, file, hash and licence behind each
    Fonts(FontsArgs),
    /// Do jobs that a server hands over; the program starts it by itself
    #[command(hide = true)]
    Worker(WorkerArgs),
    /// Print the completions for a shell
    Completions {
        /// The shell
        shell: clap_complete::Shell,
    },
    /// Print the manual page
    Man,
}

fn version() -> &'static str {
    concat!(env!("CARGO_PKG_VERSION"), " (Typst 0.15.1)")
}
