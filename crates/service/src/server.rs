//! The server (服务器): connections in, answers out, and a shutdown that loses nothing.

use std::net::{IpAddr, SocketAddr};
use std::time::Duration;

use axum::Router;
use axum::extract::{MatchedPath, Request, State};
use axum::http::header::{HeaderName, HeaderValue};
use axum::http::{Extensions, Method, StatusCode};
use axum::middleware::{Next, from_fn, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use tokio::net::TcpListener;
use tower_http::CompressionLevel;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::Predicate;
use tower_http::timeout::RequestBodyTimeoutLayer;

use briefing_values::clock;
use briefing_values::error::{Error, Problem, Result};

use crate::connections::{self, Observer};
use crate::guard::KnownAs;
use crate::metrics::Route;
use crate::office::Shared;
use crate::refusal::Refusal;
use crate::request_id::{self, RequestId};
use crate::settings::Settings;
use crate::{acts, api, guard, prefix, problem, sign_on, watch, web};

/// How long a client may be silent while it sends a body.
const BODY: Duration = Duration::from_secs(30);
/// How long a request may take in addition to its work, mostly to arrive.
const WHOLE: Duration = Duration::from_mins(2);

/// Serves until the system asks the program to stop.
pub(crate) async fn serve(
    settings: &Settings,
    office: Shared,
    ready: impl FnOnce(SocketAddr) -> Result<()>,
) -> Result<()> {
    let refusal = |error: std::io::Error| {
        let (path, reason) = (settings.bind.to_string(), error.to_string());
        Error::from(Problem::Access { action: "listen at", path, reason })
    };
    let listener = TcpListener::bind(settings.bind).await.map_err(refusal)?;
    ready(listener.local_addr().map_err(refusal)?)?;
    let app = app(office.clone());
    tokio::spawn(watch::keep(office.clone()));
    tokio::spawn(watch::retire(office.clone(), settings.retention, settings.audit));
    connections::serve(listener, app, settings.connections, office.clone(), end()).await;
    office.auditor.write_counted(true);
    Ok(())
}

/// Counts the open connections, and refuses those of an address that has too many.
impl Observer for Shared {
    fn opened(&self, peer: IpAddr) -> bool {
        // Behind a proxy, everybody has one address.
        let counted = !self.proxies.is_one(peer);
        let admitted = !counted || self.peers.admit(peer, self.most_of_peer);
        if admitted {
            self.metrics.connections().inc();
        }
        admitted
    }

    fn closed(&self, peer: IpAddr) {
        self.metrics.connections().dec();
        if !self.proxies.is_one(peer) {
            self.peers.dismiss(peer);
        }
    }
}

/// Waits until the system asks the program to stop.
async fn end() {
    let interrupt = tokio::signal::ctrl_c();
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut terminate) = signal(SignalKind::terminate()) {
            tokio::select! {
                _ = interrupt => {}
                _ = terminate.recv() => {}
            }
            return;
        }
    }
    let _ = interrupt.await;
}

/// Returns the routes with all the layers that a request passes through.
pub(crate) fn app(office: Shared) -> Router {
    let routes = api::router(office.prefix()).merge(web::router()).fallback(absent);
    let routes = routes
        .layer(from_fn_with_state(office.clone(), guard::stand))
        .layer(CatchPanicLayer::custom(problem::panicked))
        .layer(RequestBodyTimeoutLayer::new(BODY))
        .layer(from_fn_with_state(office.clone(), timely))
        .layer(from_fn(problem::speak))
        .layer(
            CompressionLayer::new().quality(CompressionLevel::Fastest).compress_when(Compressible),
        )
        .layer(from_fn_with_state(office.clone(), acts::audit))
        .layer(from_fn(sealed))
        .layer(from_fn_with_state(office.clone(), noted))
        .layer(from_fn(acts::outlive))
        .layer(from_fn_with_state(office.clone(), sign_on::receive))
        .with_state(office.clone());
    // Outside of all routes, which know nothing of it.
    Router::new().fallback_service(routes).layer(from_fn_with_state(office, prefix::below))
}

async fn absent() -> Refusal {
    Refusal::absent()
}

/// What is worth compressing: text without an entity tag. A file with a tag, which is its hash, is sent as
/// it is.
#[derive(Clone, Copy)]
struct Compressible;

impl Predicate for Compressible {
    fn should_compress<B: axum::body::HttpBody>(&self, response: &axum::http::Response<B>) -> bool {
        let kind = response.headers().get(axum::http::header::CONTENT_TYPE);
        let kind = kind.and_then(|kind| kind.to_str().ok()).unwrap_or_default();
        let words = kind.starts_with("text/") || kind.contains("json") || kind.contains("svg");
        let small = response.body().size_hint().upper().is_some_and(|size| size < 1024);
        words && !small && !response.headers().contains_key(axum::http::header::ETAG)
    }
}

/// Ends a request that takes too long.
async fn timely(State(office): State<Shared>, request: Request, next: Next) -> Response {
    let whole = tokio::time::timeout(office.patience + WHOLE, next.run(request));
    whole.await.unwrap_or_else(|_| StatusCode::REQUEST_TIMEOUT.into_response())
}

/// Identifies a request, counts it, and logs it.
async fn noted(State(office): State<Shared>, mut request: Request, next: Next) -> Response {
    let start = clock::now();
    let id = RequestId::of(request.headers());
    let from = office.proxies.client(request.extensions(), request.headers());
    request.extensions_mut().insert(id.clone());
    let RequestId(id) = id;
    let method = method(request.method());
    let path = route(request.extensions());
    let mut response = next.run(request).await;
    let seconds = start.elapsed().as_secs_f64();
    let status = response.status().as_u16();
    let ms = start.elapsed().as_millis();
    // Neither a header nor an address is logged as the client sent it.
    let user = response.extensions().get::<KnownAs>().map(|KnownAs(name)| name.as_str());
    let address = from.map(|it| it.to_string());
    let refusal = response.extensions().get::<Refusal>();
    let reason = refusal.and_then(|it| it.faults.first()).map(|fault| fault.code.to_string());
    let about = response.extensions().get::<acts::About>().map(|acts::About(it)| it.as_str());
    macro_rules! log {
        ($level:ident) => {
            tracing::$level!(id, method, path, status, ms, user, address, about, reason, "answered")
        };
    }
    match status {
        500.. => log!(error),
        401 | 403 | 421 | 429 => log!(warn),
        _ => log!(info),
    }
    office.metrics.count(&Route { method, path, status }, seconds);
    if let Ok(id) = HeaderValue::from_str(&id) {
        response.headers_mut().insert(request_id::HEADER, id);
    }
    response
}

/// Returns the name of a method; all that a client has made up are `other`.
fn method(method: &Method) -> String {
    let known = [Method::GET, Method::HEAD, Method::POST, Method::PUT, Method::DELETE];
    let known = known.contains(method) || *method == Method::OPTIONS;
    if known { method.to_string() } else { "other".into() }
}

/// Returns the path of the route that a request matches.
fn route(extensions: &Extensions) -> String {
    extensions.get::<MatchedPath>().map_or("-", MatchedPath::as_str).to_owned()
}

/// Restricts what browsers may do with an answer to what our own pages need.
async fn sealed(request: Request, next: Next) -> Response {
    let docs = request.uri().path().starts_with("/docs");
    let mut response = next.run(request).await;
    // The pages that describe the interface use inline styles.
    let policy = if docs {
        "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; \
         frame-ancestors 'none'; base-uri 'none'"
    } else {
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; \
         connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
    };
    let headers = response.headers_mut();
    let mut set = |name: &'static str, value: &'static str| {
        headers.entry(HeaderName::from_static(name)).or_insert(HeaderValue::from_static(value));
    };
    set("content-security-policy", policy);
    set("x-content-type-options", "nosniff");
    set("referrer-policy", "same-origin");
    set("cross-origin-opener-policy", "same-origin");
    set("cross-origin-resource-policy", "same-origin");
    set("cache-control", "no-store");
    response
}
