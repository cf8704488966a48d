//! A reply to a browser.

use std::io::{self, Write};
use std::sync::Arc;

/// What every reply says. The document may load what is served here and nothing else; nobody else may
/// load, frame or embed it.
const MANNERS: &str = "\
Content-Security-Policy: default-src 'none'; img-src 'self'; style-src 'self'; script-src 'self'; \
connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'\r
Cross-Origin-Resource-Policy: same-origin\r
Referrer-Policy: no-referrer\r
X-Content-Type-Options: nosniff\r
Connection: close\r
";

/// The head of a reply that goes on as long as the browser listens.
pub(super) const EVENTS: &str =
    "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nCache-Control: no-store\r\n\r\n";

/// A reply.
pub(super) struct Reply {
    status: &'static str,
    kind: &'static str,
    /// For how long the browser may keep it.
    keep: &'static str,
    body: Arc<[u8]>,
}

impl Reply {
    fn new(status: &'static str, kind: &'static str, body: &[u8]) -> Self {
        Self { status, kind, keep: "no-store", body: body.into() }
    }

    /// Returns a reply with a document.
    pub(super) fn html(text: &str) -> Self {
        Self::new("200 OK", "text/html; charset=utf-8", text.as_bytes())
    }

    /// Returns a reply with a style sheet.
    pub(super) fn css(text: &str) -> Self {
        Self::new("200 OK", "text/css; charset=utf-8", text.as_bytes())
    }

    /// Returns a reply with a script.
    pub(super) fn script(text: &str) -> Self {
        Self::new("200 OK", "text/javascript; charset=utf-8", text.as_bytes())
    }

    /// Returns a reply with a picture.
    pub(super) fn svg(body: Arc<[u8]>) -> Self {
        Self { body, ..Self::new("200 OK", "image/svg+xml", b"") }
    }

    /// Returns the reply to a request for what is not, or no longer, here.
    pub(super) fn absent() -> Self {
        Self::refusal("404 Not Found")
    }

    /// Returns a reply with nothing but a status.
    pub(super) fn refusal(status: &'static str) -> Self {
        Self::new(status, "text/plain; charset=utf-8", status.as_bytes())
    }

    /// Returns the reply as one that never changes.
    pub(super) fn lasting(self) -> Self {
        Self { keep: "max-age=31536000, immutable", ..self }
    }

    /// Sends the reply.
    pub(super) fn send(&self, mut to: impl Write) -> io::Result<()> {
        let Self { status, kind, keep, body } = self;
        let length = body.len();
        let head = format!(
            "HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {length}\r\n\
             Cache-Control: {keep}\r\n{MANNERS}\r\n"
        );
        to.write_all(head.as_bytes())?;
        to.write_all(body)?;
        to.flush()
    }
}
