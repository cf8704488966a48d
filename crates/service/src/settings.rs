//! The settings of the service.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::Duration;

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
    /// How many connections are served at once.
    pub connections: usize,
}
