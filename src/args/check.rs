//! The words of `briefing check` and `briefing explain`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

/// The arguments of `briefing check`.
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of the command line")]
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  briefing check data/176.toml              say everything that is wrong or worth a look
  briefing check data/ --strict             fail on warnings, too
  briefing check 176.toml --page            set the pages, and measure them against the standard
  briefing check 176.toml --fix --dry-run   show what --fix would change
  briefing explain punct/half-width-paren   what a rule means, and what it rests on

Exit codes: 0 no errors, 1 errors (or warnings, with --strict),
2 wrong command line, 3 a file, face or disk that cannot be used.")]
pub(crate) struct CheckArgs {
    /// The issues: files, folders of `.toml` files, or `-` for standard input
    #[arg(required = true, value_name = "INPUT")]
    pub(crate) inputs: Vec<PathBuf>,

    /// Fail on warnings, too
    #[arg(long)]
    pub(crate) strict: bool,

    /// How to write what is found
    #[arg(short, long, value_enum, default_value_t = Findings::Human)]
    pub(crate) format: Findings,

    /// Set the pages too, and print the table of what the standard asks of them and what they measure
    #[arg(long)]
    pub(crate) page: bool,

    /// Fix what has only one possible correction, in the files themselves
    #[arg(long)]
    pub(crate) fix: bool,

    /// Show what --fix would change, and change nothing
    #[arg(long, requires = "fix")]
    pub(crate) dry_run: bool,

    /// Leave out hints
    #[arg(long)]
    pub(crate) no_hints: bool,
}

/// How to write what is found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Findings {
    /// With the editor's line, a caret, and what to do
    Human,
    /// One line each, starting with place, severity and code
    Short,
    /// JSON, as docs/check.schema.json describes it
    Json,
}

/// The arguments of `briefing explain`.
#[derive(Debug, Args)]
pub(crate) struct ExplainArgs {
    /// The code of a rule, such as punct/half-width-paren; without one, all rules are listed
    #[arg(value_name = "CODE")]
    pub(crate) code: Option<String>,
}
