//! How the service is fitted out.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::Duration;

use briefing_worker::pool;

/// How the service is fitted out.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Where it listens.
    pub bind: SocketAddr,
    /// The address by which browsers reach it, if a proxy stands before it: `https://jianbao.example`.
    pub origin: Option<String>,
    /// The project folder.
    pub root: Option<PathBuf>,
    /// The folder of the archive.
    pub archive: PathBuf,
    /// The file of the store.
    pub store: PathBuf,
    /// How the pool is fitted out.
    pub pool: pool::Settings,
    /// How long a request may take, waiting included.
    pub patience: Duration,
    /// How many connections are served at once.
    pub connections: usize,
}
