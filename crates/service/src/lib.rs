//! The service (服务): the same house without a terminal, as web pages for people and as an HTTP interface
//! for other programs. Issues are set in the pool and published into the archive; everything else is in the
//! store.

mod accept;
mod acts;
mod api;
mod archive_cache;
mod attempts;
mod auditor;
pub mod auth;
mod bundle;
mod client;
mod connections;
mod cookies;
mod file_answer;
mod finding;
mod guard;
mod key_uses;
mod leaves;
mod locale;
mod login_queue;
mod metrics;
mod office;
mod origin;
mod prefix;
pub mod preview;
mod problem;
mod refusal;
mod repeats;
mod request_id;
mod room;
mod server;
mod sessions;
mod settings;
mod sign_on;
pub mod store;
mod use_case;
mod watch;
mod web;

use std::net::SocketAddr;

use briefing_archive::archive::Archive;
use briefing_values::error::{Problem, Result, codes};
use briefing_worker::pool::Pool;

use crate::store::Store;

use office::{Office, Shared, note_accounts};

pub use api::openapi;
pub use axum::http::HeaderName;
pub use origin::Origin;
pub use settings::{Settings, SignOn};

/// Serves until the system asks it to stop; `ready` is called with the address as soon as it listens.
///
/// # Errors
/// What [`router`] refuses; an address that it cannot listen on.
pub fn run(settings: &Settings, ready: impl FnOnce(SocketAddr) -> Result<()>) -> Result<()> {
    let office = open(settings)?;
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    let runtime = runtime.map_err(|error| {
        let (path, reason) = ("the service".into(), error.to_string());
        Problem::Access { action: "start", path, reason }
    })?;
    runtime.block_on(server::serve(settings, office, ready))
}

/// Returns the router that answers all requests: [`run`] without its connections.
///
/// # Errors
/// An address that others can reach while nobody has an account; a store that cannot be opened.
pub fn router(settings: &Settings) -> Result<axum::Router> {
    open(settings).map(server::app)
}

/// Opens what all requests share.
fn open(settings: &Settings) -> Result<Shared> {
    let store = Store::open(&settings.store)?;
    let archive = Archive::at(settings.archive.clone());
    // Where a proxy signs people on, nobody needs an account, and nobody may do anything without a name.
    let open = settings.sign_on.is_none() && store.users()?.is_empty();
    if !open {
        note_accounts(&archive);
    } else if archive.has_had_accounts()? {
        let words = vec![("path", settings.store.display().to_string())];
        return Err(Problem::Noted { code: codes::service::USERS_LOST, words }.into());
    }
    if open && !settings.bind.ip().is_loopback() {
        let words = vec![("address", settings.bind.to_string())];
        return Err(Problem::Noted { code: codes::service::OPEN_TO_ALL, words }.into());
    }
    if open && settings.origin.is_some() {
        return Err(
            Problem::Noted { code: codes::service::ORIGIN_WITHOUT_USERS, words: vec![] }.into()
        );
    }
    if let Err(error) = store.lose_jobs() {
        // On a full disk, people can still read.
        tracing::error!(
            reason = error.to_string(),
            "the jobs that were begun cannot be marked as lost"
        );
    }
    let pool = Pool::open(settings.pool.clone())?;
    Office::new(settings, store, pool, archive, open)
}
