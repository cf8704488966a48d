//! The settings of the service.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::Duration;

use axum::http::HeaderName;
use ipnet::IpNet;

use briefing_worker::pool;

use crate::store::Role;

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
    /// How long what is no edition is kept.
    pub retention: Retention,
    /// The headers by which a trusted proxy says who has signed in there, if one does.
    pub sign_on: Option<SignOn>,
}

/// How long what is no edition is kept, in days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Retention {
    /// The saves of a draft, but for its last.
    pub saves: u32,
    /// Drafts that were put away; without a number they stay.
    pub put_away: Option<u32>,
    /// The audit trail.
    pub audit: u32,
}

impl Default for Retention {
    fn default() -> Self {
        Self { saves: 365, put_away: None, audit: 365 }
    }
}

/// Single sign-on (统一登录): whom a trusted proxy names in the headers of a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignOn {
    /// The header with the name of the user.
    pub user_header: HeaderName,
    /// The header with what the user's role follows from, if there is one.
    pub role_header: Option<HeaderName>,
    /// The role that everybody has at least; without it, those for whom the headers name none may do nothing.
    pub role: Option<Role>,
    /// The roles for what the header of the role says, which may be several groups.
    pub roles: BTreeMap<String, Role>,
    /// Where people sign out: an address of the proxy.
    pub logout: Option<String>,
}
