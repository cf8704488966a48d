//! A refusal (退回): why a request was not done, with everything that is wrong; the problem puts it into
//! words that whoever asked can read.

use std::time::Duration;

use axum::http::header::{HeaderName, RETRY_AFTER, WWW_AUTHENTICATE};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};

use briefing_values::error::{Fault, Problem};
use briefing_worker::job::Diagnostic;

/// After how many seconds it is worth to ask again, where the queue is full or the time was up.
const AGAIN: u32 = 2;

/// Why a request was not done.
#[derive(Debug, Clone)]
pub(crate) struct Refusal {
    pub(crate) status: StatusCode,
    /// What is wrong; the first is the reason.
    pub(crate) faults: Vec<Diagnostic>,
    headers: Vec<(HeaderName, HeaderValue)>,
}

impl Refusal {
    /// Returns a refusal with words of the catalogue.
    pub(crate) fn noted(
        status: StatusCode,
        code: &'static str,
        words: Vec<(&'static str, String)>,
    ) -> Self {
        let fault = Fault::from(Problem::Noted { code, words });
        Self { status, faults: vec![Diagnostic::of(&fault, None)], headers: Vec::new() }
    }

    /// Returns the refusal of work that would end with an exit code on the command line.
    pub(crate) fn told(exit: u8, faults: Vec<Diagnostic>) -> Self {
        let code = faults.first().map(|fault| fault.code.as_str()).unwrap_or_default();
        let status = match (exit, code) {
            (_, "archive/not-there" | "archive/no-revision" | "archive/no-archive") => {
                StatusCode::NOT_FOUND
            }
            (
                _,
                "archive/other-content"
                | "archive/number-taken"
                | "archive/not-next"
                | "archive/revised-since",
            ) => StatusCode::CONFLICT,
            (1, _) => StatusCode::UNPROCESSABLE_ENTITY,
            (2, _) => StatusCode::BAD_REQUEST,
            // What the machine or the archive lacks will be there again when somebody has seen to it.
            _ => StatusCode::SERVICE_UNAVAILABLE,
        };
        Self { status, faults, headers: Vec::new() }
    }

    /// Returns the refusal of a request that is not as it should be.
    pub(crate) fn bad(why: &str) -> Self {
        let words = vec![("why", why.to_owned())];
        Self::noted(StatusCode::BAD_REQUEST, "service/bad-request", words)
    }

    /// Returns the refusal where the program itself is at fault.
    pub(crate) fn our_fault() -> Self {
        Self::noted(StatusCode::INTERNAL_SERVER_ERROR, "service/our-fault", Vec::new())
    }

    /// Returns the refusal where there is no such thing.
    pub(crate) fn absent() -> Self {
        Self::noted(StatusCode::NOT_FOUND, "service/not-found", Vec::new())
    }

    /// Returns the refusal where the queue is full.
    pub(crate) fn busy() -> Self {
        Self::noted(StatusCode::TOO_MANY_REQUESTS, "service/busy", Vec::new())
            .with(RETRY_AFTER, AGAIN.into())
    }

    /// Returns the refusal where the time was up.
    pub(crate) fn out_of_time(patience: Duration) -> Self {
        let words = vec![("seconds", patience.as_secs().to_string())];
        Self::noted(StatusCode::SERVICE_UNAVAILABLE, "service/out-of-time", words)
            .with(RETRY_AFTER, AGAIN.into())
    }

    /// Returns the refusal of somebody who is not known.
    pub(crate) fn unknown() -> Self {
        Self::noted(StatusCode::UNAUTHORIZED, "service/not-signed-in", Vec::new())
            .with(WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"))
    }

    /// Returns the refusal of what is larger than it may be.
    pub(crate) fn too_large(most: usize) -> Self {
        let words = vec![("most", (most / 1024 / 1024).to_string())];
        Self::noted(StatusCode::PAYLOAD_TOO_LARGE, "service/too-large", words)
    }

    /// Returns the refusal without lines and columns, if the issue came as JSON: they would be those of a
    /// file that its sender has never seen.
    pub(crate) fn of(mut self, json: bool) -> Self {
        if json {
            self.faults = self.faults.into_iter().map(Diagnostic::placeless).collect();
        }
        self
    }

    /// Returns the refusal with a header.
    pub(crate) fn with(mut self, name: HeaderName, value: HeaderValue) -> Self {
        self.headers.push((name, value));
        self
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let mut response = self.status.into_response();
        response.headers_mut().extend(self.headers.clone());
        response.extensions_mut().insert(self);
        response
    }
}
