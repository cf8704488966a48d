//! The guard (访问控制): who somebody is, what they may do, and that a request comes from where it says.

use axum::extract::{FromRequestParts, Request, State};
use axum::http::Method;
use axum::http::header::{AUTHORIZATION, HOST, HeaderMap, ORIGIN};
use axum::http::request::Parts;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use briefing_values::error::{Result, codes};

use crate::auth;
use crate::locale;
use crate::office::{Office, Shared};
use crate::refusal::Refusal;
use crate::store::{Role, User, now};

/// The cookie of a session.
pub(crate) const COOKIE_NAME: &str = "briefing";
/// Somebody who is known.
#[derive(Debug, Clone)]
pub(crate) struct Caller {
    pub(crate) user: User,
    /// What every form must carry.
    pub(crate) form_key: String,
    /// Whether there are accounts at all.
    pub(crate) has_account: bool,
}

impl Caller {
    /// Refuses what the caller's role does not allow.
    pub(crate) fn may(&self, role: Role) -> std::result::Result<(), Refusal> {
        if self.user.role >= role {
            return Ok(());
        }
        let words = vec![("role", role.name().to_owned())];
        Err(Refusal::noted(codes::service::NOT_ALLOWED, words))
    }

    /// Refuses a form that does not come from one of our pages.
    pub(crate) fn sent(&self, form_key: &str) -> std::result::Result<(), Refusal> {
        if auth::same(form_key, &self.form_key) {
            return Ok(());
        }
        Err(Refusal::noted(codes::service::OTHER_SITE, Vec::new()))
    }
}

impl<S: Sync> FromRequestParts<S> for Caller {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> std::result::Result<Self, Refusal> {
        parts.extensions.get::<Self>().cloned().ok_or_else(Refusal::unknown)
    }
}

/// Finds out who asks, and turns away what does not come from where it says.
pub(crate) async fn stand(
    State(office): State<Shared>,
    mut request: Request,
    next: Next,
) -> Response {
    let headers = request.headers();
    if !knows(&office, headers) {
        return Refusal::noted(codes::service::OTHER_HOST, Vec::new()).into_response();
    }
    let key = bearer(headers).map(auth::kept);
    let safe = matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    // A program that names its key is no browser that was led here by another site.
    if key.is_none() && !safe && !is_own(headers) {
        return Refusal::noted(codes::service::OTHER_SITE, Vec::new()).into_response();
    }
    let cookie = locale::cookie(headers, COOKIE_NAME).map(auth::kept);
    // What everybody may see does not wait for the store.
    let path = request.uri().path();
    if matches!(path, "/health" | "/version") || path.starts_with("/static/") {
        return next.run(request).await;
    }
    match office.blocking(move |office| caller(office, key, cookie)).await {
        Ok(Some(caller)) => drop(request.extensions_mut().insert(caller)),
        Ok(None) => {}
        Err(refusal) => return refusal.into_response(),
    }
    next.run(request).await
}

/// Returns who has a key or a cookie.
fn caller(office: &Office, key: Option<String>, cookie: Option<String>) -> Result<Option<Caller>> {
    let store = &office.store;
    if office.open && store.users()?.is_empty() {
        let user = User { name: "local".into(), role: Role::Publisher };
        let form_key = office.form_key.clone();
        return Ok(Some(Caller { user, form_key, has_account: false }));
    }
    if let Some(key) = key {
        let user = store.user_of_token(&key)?;
        let form_key = office.form_key.clone();
        return Ok(user.map(|user| Caller { user, form_key, has_account: true }));
    }
    let Some(cookie) = cookie else { return Ok(None) };
    let now = now();
    let session = store.session(&cookie, now)?;
    Ok(session.map(|session| Caller {
        user: session.user,
        form_key: session.form_key,
        has_account: true,
    }))
}

/// Returns the key that a program names.
fn bearer(headers: &HeaderMap) -> Option<&str> {
    let (scheme, key) = headers.get(AUTHORIZATION)?.to_str().ok()?.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| key.trim())
}

/// Returns whether a request names the service as it is called. A name that some other site has
/// given to this machine's address is none of ours.
fn knows(office: &Office, headers: &HeaderMap) -> bool {
    let Some(host) = headers.get(HOST).and_then(|host| host.to_str().ok()) else { return false };
    let own = office.origin.as_deref().and_then(|origin| origin.split_once("://"));
    if own.is_some_and(|(_, own)| own.eq_ignore_ascii_case(host)) {
        return true;
    }
    let name = host.rsplit_once(':').filter(|(_, port)| port.parse::<u16>().is_ok());
    let name = name.map_or(host, |(name, _)| name).trim_matches(['[', ']']);
    // An address in digits cannot be given to another machine.
    name.eq_ignore_ascii_case("localhost") || name.parse::<std::net::IpAddr>().is_ok()
}

/// Returns whether a browser says that a request comes from one of our own pages; programs say nothing.
fn is_own(headers: &HeaderMap) -> bool {
    let word = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    let site = word("sec-fetch-site");
    let origin = word(ORIGIN.as_str()).and_then(|origin| origin.split_once("://"));
    let host = word(HOST.as_str()).unwrap_or_default();
    site.is_none_or(|site| matches!(site, "same-origin" | "none"))
        && (word(ORIGIN.as_str()).is_none() || origin.is_some_and(|(_, origin)| origin == host))
}

#[cfg(test)]
mod tests {
    use super::{HeaderMap, is_own};

    #[test]
    fn a_form_of_another_site_is_known_by_what_the_browser_says() {
        let own = |headers: &[(&'static str, &str)]| {
            let mut map = HeaderMap::new();
            for (name, value) in headers {
                map.append(*name, value.parse().expect("a value"));
            }
            is_own(&map)
        };
        let host = ("host", "127.0.0.1:8176");
        assert!(own(&[host]));
        assert!(own(&[
            host,
            ("origin", "http://127.0.0.1:8176"),
            ("sec-fetch-site", "same-origin")
        ]));
        assert!(!own(&[host, ("origin", "http://127.0.0.1:9000")]));
        assert!(!own(&[host, ("origin", "null")]));
        assert!(!own(&[host, ("sec-fetch-site", "cross-site")]));
    }
}
