//! The words of `briefing style`.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use briefing_engine::house::DEFAULT_STYLE;

/// The arguments of `briefing style`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  briefing style list                          the styles that there are
  briefing style show inspection-notice        its templates, blocks, words and fields
  briefing style show provincial-bulletin masthead.typ.j2   the text of one template
  briefing style new county --extends provincial-bulletin   a style of your own, in templates/county/
  briefing style check county                  is all of it reached, and every field set?
  briefing style test county --accept          record the lines of its samples
  briefing style test county                   are they still the same?
  briefing style test county -o pages/         and what do they look like?

docs/styles.md says how a style is made.")]
pub(crate) struct StyleArgs {
    /// What to do
    #[command(subcommand)]
    pub(crate) action: StyleAction,
}

/// What to do with styles.
#[derive(Debug, Subcommand)]
pub(crate) enum StyleAction {
    /// List the styles: name, title, what each extends, where it is
    List,
    /// Show what a style consists of, or the text of one of its templates
    Show {
        /// The style
        name: String,
        /// The template
        #[arg(value_name = "FILE")]
        file: Option<String>,
    },
    /// Make a style in the project that takes over another one
    New {
        /// The name: small letters, digits and hyphens
        name: String,
        /// The style that it takes over
        #[arg(long, value_name = "NAME", default_value = DEFAULT_STYLE)]
        extends: String,
    },
    /// Report what is wrong with styles: names that lead nowhere, fields that are neither set nor omitted
    Check {
        /// The styles; all of the project's if none is given
        names: Vec<String>,
    },
    /// Set the samples of styles, and compare their lines with those that were recorded
    Test {
        /// The styles; all of the project's if none is given
        names: Vec<String>,
        /// Record the lines as they are now
        #[arg(long)]
        accept: bool,
        /// Write the pages of each sample into this folder, too, as PDF
        #[arg(short, long, value_name = "DIR")]
        output: Option<PathBuf>,
    },
}
