//! The settings of the service.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::Duration;

use ipnet::IpNet;

use briefing_worker::pool;

/// The settings of the service.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The address that it listens on.
    pub bind: SocketAddr,
    /// The address by which browsers reach it if it is behind a proxy: `https://jianbao.example`.
    pub origin: Option<String>,
    /// The project folder.
    pub root: Option<PathBuf>,
    /// The folder of the archive.
    pub archive: PathBuf,
    /// The file of the store.
    pub store: PathBuf,
    /// The settings of the pool.
    pub pool: pool::Settings,
    /// How long a request may take, waiting included.
    pub patience: Duration,
    /// The proxies that are believed when they name the client before them.
    pub trusted_proxies: Vec<IpNet>,
    /// How many connections are served at once.
    pub connections: usize,
}
