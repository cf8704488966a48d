//! The words of every command that works with the users and drafts of the service.

use std::path::PathBuf;

use clap::Args;

/// The file that the service keeps what is no edition in.
#[derive(Debug, Clone, Args)]
pub(crate) struct StoreArgs {
    /// The file of users, sessions and drafts; by default `cabinet.sqlite` in the project folder
    #[arg(long = "cabinet", value_name = "FILE", env = "BRIEFING_CABINET", hide_env_values = true)]
    pub(crate) store: Option<PathBuf>,

    /// The settings
    #[command(flatten)]
    pub(crate) config: ConfigArgs,
}

/// The file of the service's settings.
#[derive(Debug, Clone, Args)]
pub(crate) struct ConfigArgs {
    /// The settings of the service; by default `serve.toml` in the project folder, if it exists
    ///
    /// The command line and the environment come before it.
    #[arg(long, value_name = "FILE", env = "BRIEFING_CONFIG", hide_env_values = true)]
    pub(crate) config: Option<PathBuf>,
}
