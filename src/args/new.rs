//! The words of `briefing new`.

use std::path::PathBuf;

use clap::Args;

use briefing_values::issue::Date;

use super::date::date;

/// The arguments of `briefing new`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  briefing new                                write data/177.toml after data/176.toml
  briefing new --date 2026-03-05              print it on that day
  briefing new issues/                        follow the latest issue of another folder
  briefing new --from data/170.toml -o -      follow this issue, and show what would be written

What it does:
  The serial goes up by one, and so does the number of the year; a new year begins at 1. After a
  month comes the next month, after a week the next week, whatever the day. Recipients, contact,
  instruction, layout and comments stay. The articles give way to an empty one, with examples to copy; `briefing check` then says what is still to be filled in.")]
pub(crate) struct NewArgs {
    /// The folder of the issues, or the project that it belongs to
    ///
    /// By default the folder `data` of the project, or the folder that you are in. Of its issues the
    /// one with the greatest number, or the latest period, is followed.
    #[arg(value_name = "DIR", conflicts_with = "from")]
    pub(crate) folder: Option<PathBuf>,

    /// Follow this issue, not the latest
    #[arg(long, value_name = "FILE")]
    pub(crate) from: Option<PathBuf>,

    /// The print date of the new issue, which also gives its year
    ///
    /// By default today, as clocks in China show it.
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub(crate) date: Option<Date>,

    /// Write to this file, to this folder, or `-` for standard output
    ///
    /// A path that ends in `/`, or that is a folder, is a folder. Without it, the issue stands beside
    /// the one that it follows, named after its number or period. No file is ever overwritten.
    #[arg(short, long, value_name = "FILE|DIR|-")]
    pub(crate) output: Option<PathBuf>,
}
