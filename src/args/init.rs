//! The words of `briefing init`.

use std::path::PathBuf;

use clap::Args;

use briefing_engine::house::DEFAULT_STYLE;
use briefing_values::issue::Date;

use super::date::date;

/// The arguments of `briefing init`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  briefing init county                     make the folder county
  briefing init                            fill the folder that you are in, if it is empty
  briefing init county --date 2026-03-05   with a first issue of that day
  briefing init notice --style inspection-notice   in another style; briefing style list shows them

What it makes:
  briefing.toml            what is the same in every issue: name, office, recipients, layout
  data/1.toml              the first issue, ready to render, to be written over
  data/issue.schema.json   the fields, for editors that know JSON schemas
  README.md                how to go on")]
pub(crate) struct InitArgs {
    /// The folder; if it exists, it must be empty except for `.git`
    #[arg(value_name = "DIR", default_value = ".")]
    pub(crate) folder: PathBuf,

    /// The style: briefing style list shows them
    #[arg(long, value_name = "NAME", default_value = DEFAULT_STYLE)]
    pub(crate) style: String,

    /// The print date of the first issue, which also gives its year
    ///
    /// By default today, as clocks in China show it.
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub(crate) date: Option<Date>,
}
