//! The settings of the service.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::Duration;

use axum::http::HeaderName;
use ipnet::IpNet;

use briefing_worker::pool;

use crate::origin::Origin;
use crate::store::{Retention, Role};

/// The settings of the service.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The address that it listens on.
    pub bind: SocketAddr,
    /// The address by which browsers reach it if it is behind a proxy.
    pub origin: Option<Origin>,
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
    /// For how long drafts are kept.
    pub retention: Retention,
    /// How long the audit trail is kept, in days.
    pub audit: u32,
    /// The headers by which a trusted proxy says who has signed in there, if one does.
    pub sign_on: Option<SignOn>,
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
