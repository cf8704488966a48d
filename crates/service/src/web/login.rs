//! The login: coming in and going.

use axum::Json;
use axum::extract::{Query, State};
use axum::http::header::SET_COOKIE;
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::response::{IntoResponse, Redirect, Response};
use minijinja::context;
use serde::Deserialize;

use crate::auth;

use super::{Form, Paper};
use crate::guard::{COOKIE_NAME, Caller};
use crate::locale::{self, Locale};
use crate::office::{Office, Shared};
use crate::refusal::Refusal;

/// The longest name, in characters.
const LONGEST: usize = 64;
/// How long somebody is in, in seconds: a working day.
const STAY: i64 = 12 * 60 * 60;

/// Where somebody wanted to go.
#[derive(Debug, Deserialize)]
pub(super) struct Next {
    #[serde(default)]
    next: String,
}

/// What somebody says at the login.
#[derive(Deserialize)]
pub(super) struct Credentials {
    name: String,
    password: String,
    #[serde(default)]
    next: String,
}

/// Shows the login.
pub(super) async fn show(
    Locale(lang): Locale,
    uri: Uri,
    Query(next): Query<Next>,
) -> Result<Response, Refusal> {
    let paper = Paper::new(&uri, lang, None);
    paper.answer("login.html", context! { wrong => "", next => own(&next.next) })
}

/// Lets somebody in.
pub(super) async fn come_in(
    State(office): State<Shared>,
    Locale(lang): Locale,
    uri: Uri,
    axum::Form(words): axum::Form<Credentials>,
) -> Result<Response, Refusal> {
    let next = own(&words.next).to_owned();
    // Two at a time: to look at a password takes memory.
    let turn = office.login.acquire().await;
    let entered = office.blocking(move |office| enter(office, &words)).await?;
    drop(turn);
    let wrong = match entered {
        Ok(cookie) => {
            let mut response = Redirect::to(&next).into_response();
            if let Ok(cookie) = cookie.parse() {
                response.headers_mut().append(SET_COOKIE, cookie);
            }
            return Ok(response);
        }
        Err(wrong) => wrong,
    };
    let paper = Paper::new(&uri, lang, None);
    let page = paper.answer("login.html", context! { wrong => wrong, next => next })?;
    let status = match wrong {
        "wrong-password" => StatusCode::UNAUTHORIZED,
        _ => StatusCode::TOO_MANY_REQUESTS,
    };
    Ok((status, page).into_response())
}

/// Returns the cookie of a session, or what is wrong.
fn enter(
    office: &Office,
    words: &Credentials,
) -> briefing_values::error::Result<Result<String, &'static str>> {
    if words.name.chars().count() > LONGEST {
        return Ok(Err("wrong-password"));
    }
    if !office.attempts.may(&words.name) {
        return Ok(Err("too-many-tries"));
    }
    let known = office.store.user(&words.name)?;
    let right = auth::is_of(&words.password, known.as_ref().map(|(_, hash)| hash.as_str()));
    let Some((user, _)) = known.filter(|_| right) else { return Ok(Err("wrong-password")) };
    office.attempts.right(&user.name);
    let key = auth::key()?;
    let now = crate::store::now();
    let form_key = auth::key()?;
    office.store.open_session(
        &user.name,
        &auth::kept(&key),
        &form_key,
        (now, now.saturating_add(STAY)),
    )?;
    Ok(Ok(cookie(office, &key, STAY)))
}

/// Returns the key that forms carry now, for a page that was open while somebody came in anew.
pub(super) async fn form_key(caller: Caller) -> Json<serde_json::Value> {
    Json(serde_json::json!({ "form_key": caller.form_key }))
}

/// Lets somebody go.
pub(super) async fn go(
    State(office): State<Shared>,
    caller: Caller,
    headers: HeaderMap,
    form: Form,
) -> Result<Response, Refusal> {
    form.is_of(&caller)?;
    if let Some(key) = locale::cookie(&headers, COOKIE_NAME).map(auth::kept) {
        office.blocking(move |office| office.store.close_session(&key)).await?;
    }
    let mut response = Redirect::to("/login").into_response();
    if let Ok(cookie) = cookie(&office, "", 0).parse() {
        response.headers_mut().append(SET_COOKIE, cookie);
    }
    Ok(response)
}

/// Returns the cookie of a session. Where browsers come by TLS, it goes no other way.
fn cookie(office: &Office, key: &str, stay: i64) -> String {
    let by_tls = office.origin.as_deref().is_some_and(|origin| origin.starts_with("https:"));
    let secure = if by_tls { "; Secure" } else { "" };
    format!("{COOKIE_NAME}={key}; Path=/; Max-Age={stay}; HttpOnly; SameSite=Strict{secure}")
}

/// Returns an address of ours, or the first page for any other.
fn own(next: &str) -> &str {
    let other = !next.starts_with('/')
        || next.starts_with("//")
        || next.contains('\\')
        || next.chars().any(char::is_control);
    if other { "/" } else { next }
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
        ] {
            assert_eq!(own(other), "/", "{other}");
        }
    }
}
