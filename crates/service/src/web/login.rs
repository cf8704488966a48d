//! Logging in and out.

use std::net::IpAddr;

use axum::extract::{Query, Request, State};
use axum::http::header::RETRY_AFTER;
use axum::http::{StatusCode, Uri};
use axum::response::{IntoResponse, Redirect, Response};
use axum::{Extension, Json};
use axum_extra::extract::cookie::{Cookie, CookieJar};
use minijinja::context;
use serde::Deserialize;
use time::Duration;

use briefing_values::error::{Code, codes};

use crate::auth;

use super::{Form, Paper};
use crate::acts::{Claimed, Reason};
use crate::bundle::body;
use crate::cookies::{SESSION, cookie};
use crate::guard::Caller;
use crate::locale::Locale;
use crate::office::{Office, Shared};
use crate::origin::Origin;
use crate::refusal::Refusal;
use crate::store::User;

/// The maximum length of a name, in characters.
const LONGEST: usize = 64;
/// The largest login form, in bytes.
const LARGEST_LOGIN: usize = 8 * 1024;
/// How long the login form may take to arrive.
const TYPING: std::time::Duration = std::time::Duration::from_secs(5);
/// After how many seconds to try again where too many others log in.
const BUSY: u64 = 2;
/// How long a session lasts, in seconds: a working day.
const STAY: i64 = 12 * 60 * 60;

/// Where to go after the login.
#[derive(Debug, Deserialize)]
pub(super) struct Next {
    #[serde(default)]
    next: String,
}

/// The fields of the login form.
#[derive(Deserialize)]
pub(super) struct Credentials {
    name: String,
    password: String,
    #[serde(default)]
    next: String,
}

/// Shows the login page.
pub(super) async fn show(
    Locale(lang): Locale,
    uri: Uri,
    Query(next): Query<Next>,
) -> Result<Response, Refusal> {
    let paper = Paper::new(&uri, lang, None);
    paper.answer("login.html", context! { wrong => "", next => own(&next.next) })
}

/// Logs a user in.
pub(super) async fn come_in(
    State(office): State<Shared>,
    Locale(lang): Locale,
    request: Request,
) -> Result<Response, Refusal> {
    let uri = request.uri().clone();
    let from = office.proxies.client(request.extensions(), request.headers());
    let words = credentials(request).await?;
    let next = own(&words.next).to_owned();
    let paper = Paper::new(&uri, lang, None);
    let again =
        |wrong| paper.answer("login.html", context! { wrong => wrong, next => next.clone() });
    // What is longer is no name, and need not be remembered.
    let name: String = words.name.chars().take(LONGEST).collect();
    let wait = |seconds: u64, (why, code): (&'static str, Code)| -> Result<Response, Refusal> {
        let headers = [(RETRY_AFTER, seconds.to_string())];
        let answer = (StatusCode::TOO_MANY_REQUESTS, headers, again(why)?);
        let told = (Extension(Claimed(name.clone())), Extension(Reason(code)));
        Ok((told, answer).into_response())
    };
    // What is not even looked at is no failed attempt.
    let Some(place) = office.login_queue.place(from) else {
        return wait(BUSY, ("busy-login", codes::service::BUSY));
    };
    if let Err(time) = office.attempts.begin(&name, from) {
        return wait(time.as_secs() + 1, ("too-many-tries", codes::service::TOO_MANY_TRIES));
    }
    let admission = place.turn().await;
    let check = move |office: &Office| {
        let _admission = admission;
        enter(office, &words, from)
    };
    let entered = office.blocking(check).await?;
    office.metrics.count_login(entered.is_some());
    // In a form by which others can act: `deploy/fail2ban.conf` reads it.
    let address = from.map_or_else(|| "-".to_owned(), |it| it.to_string());
    if let Some(cookie) = entered {
        tracing::info!(address, user = name, "logged in");
        let answer = (CookieJar::new().add(cookie), Redirect::to(&next));
        return Ok((Extension(Claimed(name)), answer).into_response());
    }
    tracing::warn!(address, user = name, "login failed");
    let answer = (StatusCode::UNAUTHORIZED, again("wrong-password")?);
    let reason = Extension(Reason(codes::service::WRONG_PASSWORD));
    Ok((Extension(Claimed(name)), reason, answer).into_response())
}

/// Reads the form of somebody who is not known yet, who gets little time and room.
async fn credentials(request: Request) -> Result<Credentials, Refusal> {
    let body = tokio::time::timeout(TYPING, body(request, LARGEST_LOGIN)).await;
    let late = Refusal::bad("the form arrived late or incomplete");
    let bytes = body.map_err(|_| late.answered(StatusCode::REQUEST_TIMEOUT))??;
    let unreadable = |_| Refusal::bad("the form cannot be read");
    let words: Credentials = serde_urlencoded::from_bytes(&bytes).map_err(unreadable)?;
    Ok(words)
}

/// Returns the cookie of a new session, or `None` if the password is not that of the user.
fn enter(
    office: &Office,
    words: &Credentials,
    from: Option<IpAddr>,
) -> briefing_values::error::Result<Option<Cookie<'static>>> {
    if words.name.chars().count() > LONGEST {
        return Ok(None);
    }
    let Some((user, hash)) = right(office, &words.name, &words.password, from)? else {
        return Ok(None);
    };
    let key = auth::key()?;
    let (kept, form_key, now) = (auth::kept(&key), auth::key()?, crate::store::now());
    let stay = (now, now.saturating_add(STAY));
    let opened = office.store.open_session((&user.name, &hash), &kept, &form_key, stay);
    let opened = opened.unwrap_or_else(|error| {
        // Whoever only wants to read need not wait for room on the disk.
        tracing::warn!(reason = error.to_string(), "a session is kept in memory");
        office.sessions.open(&kept, (&user, &hash), form_key, stay);
        true
    });
    Ok(opened.then(|| session(office, key)))
}

/// Checks a password for which an attempt was begun; returns the user and the hash of the password if it is right.
pub(super) fn right(
    office: &Office,
    name: &str,
    password: &str,
    from: Option<IpAddr>,
) -> briefing_values::error::Result<Option<(User, String)>> {
    let known = office.store.user(name)?;
    if !auth::is_of(password, known.as_ref().map(|(_, hash)| hash.as_str())) {
        return Ok(None);
    }
    office.attempts.right(name, from);
    Ok(known)
}

/// Returns the current form key, for a page that was left open while its user logged in again.
pub(super) async fn form_key(caller: Caller) -> Json<serde_json::Value> {
    Json(serde_json::json!({ "form_key": caller.form_key }))
}

/// Logs a user out.
pub(super) async fn go(
    State(office): State<Shared>,
    caller: Caller,
    cookies: CookieJar,
    form: Form,
) -> Result<Response, Refusal> {
    form.is_of(&caller)?;
    if let Some(key) = cookies.get(SESSION).map(|cookie| auth::kept(cookie.value())) {
        office.blocking(move |office| leave(office, key)).await?;
    }
    let gone = Cookie::build(SESSION).path("/");
    Ok((cookies.remove(gone), Redirect::to("/login")).into_response())
}

/// Ends a session, even where the store cannot be written.
fn leave(office: &Office, key: String) -> briefing_values::error::Result<()> {
    office.sessions.close(&key);
    let closed = office.store.close_session(&key);
    if closed.is_err() && office.sessions.end(key) { Ok(()) } else { closed }
}

/// Returns the cookie of a session. If browsers connect over TLS, it is sent over TLS only.
fn session(office: &Office, key: String) -> Cookie<'static> {
    let by_tls = office.origin.as_ref().is_some_and(Origin::is_tls);
    let mut session = cookie(SESSION, key, Duration::seconds(STAY));
    session.set_secure(by_tls);
    session
}

/// Returns the address if it is one of ours, or else that of the first page.
fn own(next: &str) -> &str {
    let other = !next.starts_with('/')
        || next.starts_with("//")
        || next.contains('\\')
        || next.chars().any(char::is_control)
        || has_dots(next);
    if other { "/" } else { next }
}

/// Returns whether a path has parts that lead upwards, out of the prefix, as browsers understand them.
fn has_dots(next: &str) -> bool {
    let path = next.split(['?', '#']).next().unwrap_or_default().to_ascii_lowercase();
    path.replace("%2e", ".").split('/').any(|part| matches!(part, "." | ".."))
}

#[cfg(test)]
mod tests {
    use super::own;

    #[test]
    fn nobody_is_sent_elsewhere() {
        assert_eq!(own("/drafts/3?tab=toml"), "/drafts/3?tab=toml");
        for other in [
            "",
            "//evil.example",
            "https://evil.example",
            "/\\evil.example",
            "/a\r\nb",
            "/\t/evil.example",
            "/../evil",
            "/x/%2E%2e/evil?a=1",
        ] {
            assert_eq!(own(other), "/", "{other}");
        }
    }
}
