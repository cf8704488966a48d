//! The guard (访问控制): who the caller is, what they may do, and whether a request comes from where it
//! claims.

use std::sync::Arc;
use std::sync::atomic::Ordering;

use axum::extract::{FromRequestParts, Request, State};
use axum::http::header::{HOST, HeaderMap, ORIGIN, WWW_AUTHENTICATE};
use axum::http::request::Parts;
use axum::http::{HeaderValue, Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use axum_extra::extract::cookie::CookieJar;
use axum_extra::headers::authorization::Bearer;
use axum_extra::headers::{Authorization, HeaderMapExt};

use briefing_values::error::{Problem, Result, codes};

use briefing_worker::pool::{Class, Turn};

use crate::auth;
use crate::cookies::SESSION;
use crate::office::{Office, Shared, note_accounts};
use crate::origin::{self, Origin};
use crate::refusal::Refusal;
use crate::settings::SignOn;
use crate::sign_on::{self, SignedOn};
use crate::store::{Role, Token, User, now};

/// A caller who is known.
#[derive(Debug, Clone)]
pub(crate) struct Caller {
    pub(crate) user: User,
    /// The key that every form must carry.
    pub(crate) form_key: String,
    /// Whether somebody vouches for the name; false while nobody has an account.
    pub(crate) has_account: bool,
    /// The sign-on by which the caller came, if it was not a session or a key.
    pub(crate) sign_on: Option<Arc<SignOn>>,
    /// The key of the program that acts for the user.
    by_key: Option<Token>,
}

/// The name of whoever got an answer, for the log.
#[derive(Debug, Clone)]
pub(crate) struct KnownAs(pub(crate) String);

impl Caller {
    /// Returns whose turn a job of the caller takes.
    pub(crate) fn turn(&self) -> Turn {
        let class = if self.by_key.is_some() { Class::Program } else { Class::Person };
        Turn { owner: self.user.name.clone(), class, stays: false }
    }

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
        let refused = || match parts.extensions.get() {
            Some(SignedOn(Err(refusal))) => refusal.clone(),
            _ => Refusal::unknown(),
        };
        parts.extensions.get::<Self>().cloned().ok_or_else(refused)
    }
}

/// An editor at least; nobody else's body is read.
pub(crate) struct Editor(pub(crate) Caller);

impl<S: Sync> FromRequestParts<S> for Editor {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, it: &S) -> std::result::Result<Self, Refusal> {
        let caller = Caller::from_request_parts(parts, it).await?;
        caller.may(Role::Editor).map(|()| Self(caller))
    }
}

/// A publisher; nobody else's body is read.
pub(crate) struct Publisher(pub(crate) Caller);

impl<S: Sync> FromRequestParts<S> for Publisher {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, it: &S) -> std::result::Result<Self, Refusal> {
        let caller = Caller::from_request_parts(parts, it).await?;
        caller.may(Role::Publisher).map(|()| Self(caller))
    }
}

/// Somebody at a screen, who may change passwords and make keys: a key that leaks makes no others.
pub(crate) struct Person(pub(crate) Caller);

impl<S: Sync> FromRequestParts<S> for Person {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, it: &S) -> std::result::Result<Self, Refusal> {
        let caller = Caller::from_request_parts(parts, it).await?;
        if caller.by_key.is_some() {
            return Err(Refusal::noted(codes::service::PEOPLE_ONLY, Vec::new()));
        }
        Ok(Self(caller))
    }
}

/// Somebody at a screen who may manage accounts.
pub(crate) struct Admin(pub(crate) Caller);

impl<S: Sync> FromRequestParts<S> for Admin {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, it: &S) -> std::result::Result<Self, Refusal> {
        let Person(caller) = Person::from_request_parts(parts, it).await?;
        if !caller.user.admin {
            return Err(Refusal::noted(codes::service::NOT_ADMIN, Vec::new()));
        }
        Ok(Self(caller))
    }
}

/// Identifies the caller, and refuses a request that does not come from where it claims.
pub(crate) async fn stand(
    State(office): State<Shared>,
    mut request: Request,
    next: Next,
) -> Response {
    let headers = request.headers();
    if !knows(&office, headers) {
        return Refusal::noted(codes::service::OTHER_HOST, Vec::new()).into_response();
    }
    let key = headers.typed_get::<Authorization<Bearer>>().map(|key| auth::kept(key.token()));
    let safe = matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    // A request with a key comes from a program, not from a browser that another site sent here.
    if key.is_none() && !safe && !is_own(headers) {
        return Refusal::noted(codes::service::OTHER_SITE, Vec::new()).into_response();
    }
    let cookies = CookieJar::from_headers(headers);
    let cookie = cookies.get(SESSION).map(|cookie| auth::kept(cookie.value()));
    // What everybody may see need not wait for the store.
    let path = request.uri().path();
    if matches!(path, "/health" | "/version") || path.starts_with("/static/") {
        return next.run(request).await;
    }
    let signed_on = request.extensions().get::<SignedOn>().cloned();
    let known = office.blocking(move |office| caller(office, key, signed_on, cookie)).await;
    let caller = match known {
        Ok(caller) => caller,
        Err(refusal) if refusal.status == StatusCode::UNAUTHORIZED => {
            let expired = HeaderValue::from_static("Bearer error=\"invalid_token\"");
            return refusal.with(WWW_AUTHENTICATE, expired).into_response();
        }
        Err(refusal) => return refusal.into_response(),
    };
    if let Some(key) = caller.as_ref().and_then(|caller| caller.by_key.as_ref()) {
        note_use(&office, key);
    }
    let known = caller.as_ref().map(|caller| KnownAs(caller.user.name.clone()));
    if let Some(caller) = caller {
        request.extensions_mut().insert(caller);
    }
    let mut response = next.run(request).await;
    if let Some(known) = known {
        response.extensions_mut().insert(known);
    }
    response
}

/// Returns the caller that a key belongs to, whom a proxy has signed on, or who has a session; the first of them
/// counts.
fn caller(
    office: &Office,
    key: Option<String>,
    signed_on: Option<SignedOn>,
    cookie: Option<String>,
) -> Result<Option<Caller>> {
    let store = &office.store;
    let by = |user| known(office, user);
    if office.open.load(Ordering::Relaxed) {
        if store.users()?.is_empty() && !office.archive.notes_accounts() {
            let user = User { name: "local".into(), role: Role::Publisher, admin: false };
            return Ok(Some(Caller { has_account: false, ..by(user) }));
        }
        // Somebody was given an account while the service runs: it is open to nobody else from now on.
        office.open.store(false, Ordering::Relaxed);
        note_accounts(&office.archive);
    }
    if let Some(key) = key {
        return by_key(office, &key);
    }
    if let Some(SignedOn(person)) = signed_on {
        person.as_ref().map_or(Ok(()), |user| sign_on::is_alone(office, &user.name))?;
        let sign_on = office.sign_on.clone();
        return Ok(person.ok().map(|user| Caller { sign_on, ..by(user) }));
    }
    let Some(cookie) = cookie else { return Ok(None) };
    if office.sessions.has_ended(&cookie) {
        return Ok(None);
    }
    let now = now();
    let session = match store.session(&cookie, now)? {
        None => office.sessions.get(store, &cookie, now)?,
        kept => kept,
    };
    Ok(session.map(|it| Caller { form_key: it.form_key, ..by(it.user) }))
}

/// Returns the caller whose program has a key.
fn by_key(office: &Office, key: &str) -> Result<Option<Caller>> {
    let Some((user, token)) = office.store.token(key)? else { return Ok(None) };
    if token.has_expired(now()) {
        let words = vec![("id", token.id.to_string()), ("user", user.name)];
        return Err(Problem::Noted { code: codes::service::KEY_EXPIRED, words }.into());
    }
    Ok(Some(Caller { by_key: Some(token), ..known(office, user) }))
}

/// Returns a caller with an account who has no session.
fn known(office: &Office, user: User) -> Caller {
    let form_key = auth::form_key(&office.form_key, &user.name);
    Caller { user, form_key, has_account: true, sign_on: None, by_key: None }
}

/// Notes that a key was used, if that is due. Nobody waits for it, and a disk that is full keeps nobody from reading.
fn note_use(office: &Shared, key: &Token) {
    let (id, now) = (key.id, now());
    if !office.key_uses.is_due(key, now) {
        return;
    }
    let office = office.clone();
    tokio::task::spawn_blocking(move || {
        if let Err(error) = office.store.note_use(id, now) {
            tracing::warn!(key = id, reason = error.to_string(), "the use of a key is not noted");
        }
    });
}

/// Returns whether a request is addressed to one of the service's own names. A name that another site has
/// pointed at this machine's address is not one of them.
fn knows(office: &Office, headers: &HeaderMap) -> bool {
    let Some(host) = headers.get(HOST).and_then(|host| host.to_str().ok()) else { return false };
    office.origin.as_ref().is_some_and(|own| own.is_at(host)) || origin::is_fixed(host)
}

/// Returns whether the browser says that a request comes from one of our own pages. Programs say nothing,
/// and pass.
fn is_own(headers: &HeaderMap) -> bool {
    let word = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    let site = word("sec-fetch-site");
    let host = word(HOST.as_str()).unwrap_or_default();
    let sender = word(ORIGIN.as_str()).map(str::parse::<Origin>);
    site.is_none_or(|site| matches!(site, "same-origin" | "none"))
        && sender.is_none_or(|sender| sender.is_ok_and(|sender| sender.is_at(host)))
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
        // Neither side has to name the port that its scheme has anyway.
        assert!(own(&[("host", "a.example:443"), ("origin", "https://a.example")]));
        assert!(!own(&[("host", "a.example:443"), ("origin", "http://a.example")]));
        assert!(!own(&[host, ("origin", "http://127.0.0.1:9000")]));
        assert!(!own(&[host, ("origin", "null")]));
        assert!(!own(&[host, ("sec-fetch-site", "cross-site")]));
    }
}
