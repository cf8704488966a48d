//! The server of a preview. It takes requests from this machine only.

use std::convert::Infallible;
use std::io::{self, ErrorKind};
use std::net::{Ipv4Addr, TcpListener};
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use axum::Router;
use axum::extract::{Request, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, HOST};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, Uri};
use axum::middleware::{Next, from_fn, from_fn_with_state};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use futures_util::stream::{self, Stream};
use tokio::sync::watch::{Receiver, Sender, channel};

use briefing_values::error::{Problem, Result};

use crate::connections;

use super::{Preview, document};

/// The ports that are tried in turn if none is asked for; after them, any free one.
const PORTS: std::ops::Range<u16> = 3000..3010;
/// How often a listening browser is sent something, so that one that has gone is noticed.
const BEAT: Duration = Duration::from_secs(15);
/// How many connections are served at once: those of a few windows.
const CONNECTIONS: usize = 100;
/// The headers of every response. The document may load what is served here and nothing else; nobody else
/// may load, frame or embed it.
const MANNERS: [(&str, &str); 4] = [
    (
        "content-security-policy",
        "default-src 'none'; img-src 'self'; style-src 'self'; script-src 'self'; connect-src 'self'; \
         base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    ),
    ("cross-origin-resource-policy", "same-origin"),
    ("referrer-policy", "no-referrer"),
    ("x-content-type-options", "nosniff"),
];

/// Shows a preview to the browsers of this machine.
pub struct Server {
    port: u16,
    shown: Sender<Latest>,
}

/// A preview, and how many were shown before it.
#[derive(Clone, Default)]
struct Latest {
    number: u64,
    preview: Arc<Preview>,
}

impl Server {
    /// Opens the server on a port of 127.0.0.1.
    ///
    /// # Errors
    /// A port that is taken, or a thread that the system does not start.
    pub fn open(port: Option<u16>, preview: Preview) -> Result<Self> {
        let address = format!("127.0.0.1:{}", port.unwrap_or(PORTS.start));
        let refused = |error: io::Error| Problem::access("listen on", &address, &error);
        let listener = listen(port).map_err(refused)?;
        let port = listener.local_addr().map_err(refused)?.port();
        listener.set_nonblocking(true).map_err(refused)?;
        let (shown, receiver) = channel(Latest { number: 1, preview: Arc::new(preview) });
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
        let runtime = runtime.map_err(refused)?;
        let app = app(port, receiver);
        let serve = async move {
            let Ok(listener) = tokio::net::TcpListener::from_std(listener) else { return };
            connections::serve(listener, app, CONNECTIONS, (), std::future::pending()).await;
        };
        let thread = thread::Builder::new();
        thread.spawn(move || runtime.block_on(serve)).map_err(refused)?;
        Ok(Self { port, shown })
    }

    /// Returns the address for the browser.
    pub fn address(&self) -> String {
        format!("http://127.0.0.1:{}/", self.port)
    }

    /// Shows another preview, and tells the browsers.
    pub fn show(&self, preview: Preview) {
        self.shown.send_modify(|shown| {
            *shown = Latest { number: shown.number + 1, preview: Arc::new(preview) };
        });
    }
}

#[expect(clippy::disallowed_methods, reason = "`briefing watch` serves this machine, and no other")]
fn listen(port: Option<u16>) -> io::Result<TcpListener> {
    let bind = |port| TcpListener::bind((Ipv4Addr::LOCALHOST, port));
    if let Some(port) = port {
        return bind(port);
    }
    for port in PORTS {
        match bind(port) {
            Err(error) if error.kind() == ErrorKind::AddrInUse => {}
            bound => return bound,
        }
    }
    bind(0)
}

/// Returns the routes, with everything that a request goes through.
fn app(port: u16, shown: Receiver<Latest>) -> Router {
    let text = |kind: &'static str, text: &'static str| {
        get(move || async move { ([(CONTENT_TYPE, kind)], text) })
    };
    let (style, script) = (include_str!("window/preview.css"), include_str!("window/preview.js"));
    Router::new()
        .route("/", get(whole))
        .route("/events", get(events))
        .route("/page/{page}", get(page))
        .route("/preview.css", text("text/css; charset=utf-8", style))
        .route("/preview.js", text("text/javascript; charset=utf-8", script))
        .route("/icon.svg", text("image/svg+xml", include_str!("window/icon.svg")))
        .layer(from_fn_with_state(port, known))
        .layer(from_fn(mannered))
        .with_state(shown)
}

/// Refuses requests that do not name this machine as their host.
///
/// A web page may let its own domain name resolve to this machine, and would then be allowed to read the
/// response; but the browser still names that page's host.
async fn known(State(port): State<u16>, request: Request, next: Next) -> Response {
    if is_for(request.headers(), port) {
        next.run(request).await
    } else {
        StatusCode::FORBIDDEN.into_response()
    }
}

fn is_for(headers: &HeaderMap, port: u16) -> bool {
    let mut hosts = headers.get_all(HOST).iter();
    let host = hosts.next().and_then(|host| host.to_str().ok()).unwrap_or_default();
    let own = |name: &&str| host.eq_ignore_ascii_case(&format!("{name}:{port}"));
    hosts.next().is_none() && ["127.0.0.1", "localhost"].iter().any(own)
}

/// Adds the headers of every response.
async fn mannered(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    for (name, value) in MANNERS {
        headers.insert(HeaderName::from_static(name), HeaderValue::from_static(value));
    }
    headers.entry(CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    response
}

/// Serves the whole document.
async fn whole(State(shown): State<Receiver<Latest>>) -> impl IntoResponse {
    let preview = shown.borrow().preview.clone();
    ([(CONTENT_TYPE, "text/html; charset=utf-8")], document::write(&preview))
}

/// Serves a page, which never changes at its address.
async fn page(State(shown): State<Receiver<Latest>>, address: Uri) -> Response {
    let preview = shown.borrow().preview.clone();
    let target = address.path_and_query().map(ToString::to_string).unwrap_or_default();
    let Some(page) = preview.page(&target) else { return StatusCode::NOT_FOUND.into_response() };
    // It may have to be drawn first.
    match tokio::task::spawn_blocking(move || page.svg().to_vec()).await {
        Ok(svg) => {
            let lasting = "max-age=31536000, immutable";
            ([(CONTENT_TYPE, "image/svg+xml"), (CACHE_CONTROL, lasting)], svg).into_response()
        }
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

/// Tells a browser about the current preview and every later one, until it disconnects.
async fn events(
    State(mut shown): State<Receiver<Latest>>,
) -> Sse<impl Stream<Item = std::result::Result<Event, Infallible>>> {
    shown.mark_changed();
    let told = stream::unfold(shown, |mut shown| async move {
        shown.changed().await.ok()?;
        let number = shown.borrow_and_update().number;
        Some((Ok(Event::default().data(number.to_string())), shown))
    });
    Sse::new(told).keep_alive(KeepAlive::new().interval(BEAT))
}

#[cfg(test)]
mod tests {
    use super::{HOST, HeaderMap, is_for};

    fn of(hosts: &[&str]) -> HeaderMap {
        let mut headers = HeaderMap::new();
        for host in hosts {
            headers.append(HOST, host.parse().expect("a value"));
        }
        headers
    }

    #[test]
    fn a_host_elsewhere_is_not_ours() {
        assert!(is_for(&of(&["LocalHost:3000"]), 3000) && is_for(&of(&["127.0.0.1:3000"]), 3000));
        assert!(!is_for(&of(&["localhost:3000"]), 3001));
        for host in ["evil.example:3000", "127.0.0.1.evil.example:3000", "localhost", ""] {
            assert!(!is_for(&of(&[host]), 3000), "{host}");
        }
        assert!(!is_for(&of(&[]), 3000));
        assert!(!is_for(&of(&["localhost:3000", "localhost:3000"]), 3000));
    }
}
