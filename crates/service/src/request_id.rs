//! The identifier of a request in the log.

use axum::http::HeaderMap;
use axum::http::header::HeaderName;

use crate::auth;

/// The header with the identifier of a request.
pub(crate) const HEADER: HeaderName = HeaderName::from_static("x-request-id");

/// The identifier of a request in the log.
#[derive(Debug, Clone)]
pub(crate) struct RequestId(pub(crate) String);

impl RequestId {
    /// Returns the identifier that the client gave if it is a plain word, or a new one.
    pub(crate) fn of(headers: &HeaderMap) -> Self {
        let given = headers.get(HEADER).and_then(|value| value.to_str().ok());
        let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
        Self(match given.filter(|id| (1..=64).contains(&id.len()) && id.chars().all(plain)) {
            Some(id) => id.to_owned(),
            None => auth::key().map(|key| key[..16].to_owned()).unwrap_or_default(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::{HeaderMap, RequestId};

    #[test]
    fn a_request_keeps_the_name_that_its_client_gave_it_if_it_is_plain() {
        let mut headers = HeaderMap::new();
        headers.insert("x-request-id", "ab-12.C_d".parse().expect("a value"));
        assert_eq!(RequestId::of(&headers).0, "ab-12.C_d");
        headers.insert("x-request-id", "a b\tc".parse().expect("a value"));
        assert_eq!(RequestId::of(&headers).0.len(), 16);
        assert_ne!(RequestId::of(&headers).0, RequestId::of(&HeaderMap::new()).0);
    }
}
