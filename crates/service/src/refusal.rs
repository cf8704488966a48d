//! A refusal (拒绝): why a request was not carried out, with everything that is wrong. The problem puts it
//! into words for whoever asked.

use std::time::Duration;

use axum::http::header::{HeaderName, RETRY_AFTER, WWW_AUTHENTICATE};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};

use briefing_values::diagnostic::Diagnostic;
use briefing_values::error::{Code, Error, Problem, codes};

/// After how many seconds to try again if the queue was full or the time ran out.
const AGAIN: u32 = 2;

/// Returns what is wrong with a text or body of more than `most` bytes.
pub(crate) fn too_large(most: usize) -> Problem {
    let words = vec![("most", (most / 1024 / 1024).to_string())];
    Problem::Noted { code: codes::service::TOO_LARGE, words }
}

/// Why a request was not carried out.
#[derive(Debug, Clone)]
pub(crate) struct Refusal {
    pub(crate) status: StatusCode,
    /// What is wrong; the first is the reason.
    pub(crate) faults: Vec<Diagnostic>,
    headers: Vec<(HeaderName, HeaderValue)>,
}

impl Refusal {
    /// Returns a refusal with words from the catalogue.
    pub(crate) fn noted(code: Code, words: Vec<(&'static str, String)>) -> Self {
        Error::from(Problem::Noted { code, words }).into()
    }

    /// Returns a refusal for these reasons; the first determines the status.
    pub(crate) fn told(faults: Vec<Diagnostic>) -> Self {
        let status = faults.first().map(|fault| fault.code.entry().status());
        let status = status.and_then(|status| StatusCode::from_u16(status).ok());
        let status = status.unwrap_or(StatusCode::SERVICE_UNAVAILABLE);
        Self { status, faults, headers: Vec::new() }
    }

    /// Returns the refusal with a status other than that of its code, as when the code says why a condition
    /// of the request does not hold.
    pub(crate) fn answered(self, status: StatusCode) -> Self {
        Self { status, ..self }
    }

    /// Returns the refusal of an invalid request.
    pub(crate) fn bad(why: &str) -> Self {
        let words = vec![("why", why.to_owned())];
        Self::noted(codes::service::BAD_REQUEST, words)
    }

    /// Returns the refusal for a fault of the program itself.
    pub(crate) fn our_fault() -> Self {
        Self::noted(codes::service::OUR_FAULT, Vec::new())
    }

    /// Returns the refusal of a request for something that does not exist.
    pub(crate) fn absent() -> Self {
        Self::noted(codes::service::NOT_FOUND, Vec::new())
    }

    /// Returns the refusal of a request that found the queue full.
    pub(crate) fn busy() -> Self {
        Self::noted(codes::service::BUSY, Vec::new()).with(RETRY_AFTER, AGAIN.into())
    }

    /// Returns the refusal of a request that ran out of time.
    pub(crate) fn out_of_time(patience: Duration) -> Self {
        let words = vec![("seconds", patience.as_secs().to_string())];
        Self::noted(codes::service::OUT_OF_TIME, words).with(RETRY_AFTER, AGAIN.into())
    }

    /// Returns the refusal of a caller who is not known.
    pub(crate) fn unknown() -> Self {
        Self::noted(codes::service::NOT_SIGNED_IN, Vec::new())
            .with(WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"))
    }

    /// Returns the refusal of something larger than `most` bytes.
    pub(crate) fn too_large(most: usize) -> Self {
        Self::from(Error::from(too_large(most)))
    }

    /// Returns the refusal without lines and columns if the issue came as JSON: they would refer to a file
    /// that the sender has never seen.
    pub(crate) fn of(mut self, json: bool) -> Self {
        if json {
            self.faults = self.faults.into_iter().map(Diagnostic::placeless).collect();
        }
        self
    }

    /// Returns the refusal with a header added.
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

#[cfg(test)]
mod tests {
    use axum::http::StatusCode;

    use briefing_values::error::{Code, codes};

    use super::Refusal;

    #[test]
    fn every_code_refuses_with_a_status_of_a_refusal() {
        for code in Code::all() {
            let status = Refusal::noted(code, Vec::new()).status;
            assert!(status.is_client_error() || status.is_server_error(), "{code}: {status}");
            assert_eq!(status.as_u16(), code.entry().status(), "{code}");
        }
    }

    #[test]
    fn the_status_is_that_of_the_code_or_of_who_must_act() {
        for (code, status) in [
            (codes::data::MISSING_FIELD, StatusCode::UNPROCESSABLE_ENTITY),
            (codes::archive::BAD_SELECTION, StatusCode::BAD_REQUEST),
            (codes::archive::NOT_THERE, StatusCode::NOT_FOUND),
            (codes::archive::NUMBER_TAKEN, StatusCode::CONFLICT),
            (codes::archive::DAMAGED, StatusCode::SERVICE_UNAVAILABLE),
            (codes::service::OUT_OF_TIME, StatusCode::SERVICE_UNAVAILABLE),
            (codes::service::OUR_FAULT, StatusCode::INTERNAL_SERVER_ERROR),
        ] {
            assert_eq!(Refusal::noted(code, Vec::new()).status, status, "{code}");
        }
    }
}
