//! The words of `briefing serve`.

use std::net::{IpAddr, SocketAddr};
use std::num::{NonZeroU32, NonZeroU64, NonZeroUsize};

use briefing_archive::audit::LEAST_DAYS;
use clap::{Args, ValueEnum};
use ipnet::IpNet;

use briefing_service::Origin;

use super::{ArchiveArgs, SignOnArgs, StoreArgs};

/// The arguments of `briefing serve`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  briefing serve                                   at http://127.0.0.1:8176, for this machine alone
  briefing user add 韦建明 --role publisher        somebody who may publish
  briefing serve --root /srv/briefing --origin https://jianbao.example.gov.cn
  briefing serve --show                            the settings in force

Every setting can also stand in serve.toml, where --retention-saves is `saves` in `[retention]`:
deploy/serve.toml shows everything. A proxy in front of it does the TLS; docs/service.md shows how.")]
pub(crate) struct ServeArgs {
    /// Listen at this address
    ///
    /// Other machines can be served only once a user account exists.
    #[arg(
        long,
        value_name = "ADDRESS",
        default_value = "127.0.0.1:8176",
        env = "BRIEFING_BIND",
        hide_env_values = true
    )]
    pub(crate) bind: SocketAddr,

    /// The public URL, if the service is behind a proxy
    ///
    /// With a path, all of the service is below it, and the proxy passes the path on: `https://oa.example.gov.cn/briefing`.
    #[arg(long, value_name = "URL", env = "BRIEFING_ORIGIN", hide_env_values = true)]
    pub(crate) origin: Option<Origin>,

    /// Believe this proxy, or these, when it names the client before it (X-Forwarded-For)
    ///
    /// An address or a network: `127.0.0.1`, `10.0.0.0/24`. Without it, whoever comes from this machine is of no
    /// known address, and limits per address do not apply.
    #[arg(
        long,
        value_name = "ADDRESS",
        value_delimiter = ',',
        env = "BRIEFING_TRUSTED_PROXIES",
        hide_env_values = true,
        value_parser = network
    )]
    pub(crate) trusted_proxies: Vec<IpNet>,

    /// The archive
    #[command(flatten)]
    pub(crate) archive: ArchiveArgs,

    /// The file of users, sessions and drafts
    #[command(flatten)]
    pub(crate) store: StoreArgs,

    /// How many issues are set at once; by default as many as there are processors
    #[arg(long, value_name = "N")]
    pub(crate) workers: Option<NonZeroUsize>,

    /// How many more may wait
    #[arg(long, value_name = "N", default_value = "64")]
    pub(crate) queue: usize,

    /// How long a request may take, waiting included, in seconds
    #[arg(long, value_name = "S", default_value = "30")]
    pub(crate) seconds: NonZeroU64,

    /// How much memory one issue may use, in MiB
    #[arg(long, value_name = "MIB", default_value = "2048")]
    pub(crate) memory: NonZeroU64,

    /// How many connections are served at once
    #[arg(long, value_name = "N", default_value = "1024")]
    pub(crate) connections: NonZeroUsize,

    /// Open the browser
    #[arg(long)]
    pub(crate) open: bool,

    /// Show the settings in force, and where each comes from, and do nothing else
    #[arg(long)]
    pub(crate) show: bool,

    /// Which requests are noted on standard error, as lines of JSON
    #[arg(long, value_enum, value_name = "LEVEL", default_value_t = Level::Info, env = "BRIEFING_LOG", hide_env_values = true)]
    pub(crate) log: Level,

    /// How long what is no edition is kept
    #[command(flatten)]
    pub(crate) retention: RetentionArgs,

    /// Single sign-on
    #[command(flatten)]
    pub(crate) sign_on: SignOnArgs,
}

/// How long what is no edition is kept.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Retention")]
pub(crate) struct RetentionArgs {
    /// How long the saves of a draft are kept, in days; its last one always is
    #[arg(long = "retention-saves", value_name = "DAYS", default_value = "365")]
    pub(crate) saves: NonZeroU32,

    /// How long drafts that were put away are kept, in days; by default for good
    #[arg(long = "retention-put-away", value_name = "DAYS")]
    pub(crate) put_away: Option<NonZeroU32>,

    /// How long the audit trail is kept, in days; at least half a year
    #[arg(
        long = "retention-audit",
        value_name = "DAYS",
        default_value = "365",
        value_parser = clap::value_parser!(u32).range(i64::from(LEAST_DAYS)..)
    )]
    pub(crate) audit: u32,
}

/// What goes into the log.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Level {
    /// Nothing
    Off,
    /// Only what needs attention
    Warn,
    /// Every request
    Info,
}

/// Reads an address as the network of that address alone.
fn network(word: &str) -> Result<IpNet, String> {
    let address = word.parse::<IpAddr>().map(IpNet::from);
    let network = address.or_else(|_| word.parse::<IpNet>());
    network.map_err(|_| "an address such as 127.0.0.1, or a network such as 10.0.0.0/24".into())
}
