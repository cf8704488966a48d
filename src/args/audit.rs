//! The words of `briefing audit`, and who acts on the command line.

use clap::Args;

use briefing_archive::audit::Act;
use briefing_values::issue::Date;

use super::date::date;
use super::{ArchiveArgs, ConfigArgs, Listing};

/// The arguments of `briefing audit`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  briefing audit                             everything, oldest first
  briefing audit --act login --since 2026-11-01
  briefing audit --user 韦建明 --format json

The trail is verified on the way: each line against the one before, each closed file
against the archive's log. Damage is told on standard error; the exit code is then 4.")]
pub(crate) struct AuditArgs {
    /// Only what this user did
    #[arg(long, value_name = "NAME")]
    pub(crate) user: Option<String>,

    /// Only this act
    #[arg(long, value_name = "ACT", value_parser = clap::builder::PossibleValuesParser::new(Act::ALL.map(Act::name)))]
    pub(crate) act: Option<String>,

    /// Only from this day on
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub(crate) since: Option<Date>,

    /// Only up to this day
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub(crate) until: Option<Date>,

    /// How to write it; `json` is a line of JSON for each event
    #[arg(long, value_enum, default_value_t = Listing::Human)]
    pub(crate) format: Listing,

    /// The archive
    #[command(flatten)]
    pub(crate) archive: ArchiveArgs,

    /// The settings of the service, which may name another archive
    #[command(flatten)]
    pub(crate) config: ConfigArgs,
}

/// Who acts.
#[derive(Debug, Args)]
pub(crate) struct ByArgs {
    /// Who acts, for the record; by default the name under which you are logged in
    #[arg(long, value_name = "NAME", env = "BRIEFING_BY", hide_env_values = true)]
    by: Option<String>,

    /// The name under which the system knows the person
    #[arg(long = "system-user", hide = true, env = "USER", hide_env = true)]
    system_user: Option<String>,

    /// The same, where only the login is known
    #[arg(long = "system-login", hide = true, env = "LOGNAME", hide_env = true)]
    system_login: Option<String>,
}

impl ByArgs {
    /// Returns the name, if there is one.
    pub(crate) fn name(&self) -> Option<String> {
        let names = [&self.by, &self.system_user, &self.system_login];
        names.into_iter().flatten().next().cloned()
    }
}
