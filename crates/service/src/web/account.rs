//! One's own account: the password, and the keys of one's programs.

use std::net::IpAddr;
use std::time::Duration;

use axum::Extension;
use axum::extract::{Query, State};
use axum::http::Uri;
use axum::http::request::Parts;
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::cookie::CookieJar;
use minijinja::context;

use briefing_values::catalogue::Lang;
use briefing_values::error::codes;

use super::keys::{self, NewKey};
use super::notice::{Before, Notice, Success};
use super::{Form, Paper, login};
use crate::acts::About;
use crate::auth;
use crate::cookies::SESSION;
use crate::guard::{Caller, Person};
use crate::locale::Locale;
use crate::office::{Office, Shared};
use crate::refusal::Refusal;
use crate::store::NewPassword;

/// The address of the page.
const PAGE: &str = "/account";

/// Shows the page.
pub(super) async fn show(
    State(office): State<Shared>,
    Person(caller): Person,
    Locale(lang): Locale,
    uri: Uri,
    Query(before): Query<Before>,
) -> Result<Response, Refusal> {
    page(&office, caller, (&uri, lang), before.into()).await
}

/// Fills the page.
async fn page(
    office: &Shared,
    caller: Caller,
    (uri, lang): (&Uri, Lang),
    notice: Notice,
) -> Result<Response, Refusal> {
    let (name, is_known) = (caller.user.name.clone(), caller.has_account);
    let is_own = is_known && not_by_sign_on(&caller).is_ok();
    let own = move |office: &Office| {
        // Whoever comes by the office's own sign-on is known, too, but not by a password that is kept here.
        let known = is_own && office.store.user(&name)?.is_some();
        known.then(|| office.store.tokens(Some(&name))).transpose()
    };
    let own = office.blocking(own).await?;
    let kind = match &own {
        Some(_) => "own",
        None if is_known => "elsewhere",
        None => "open",
    };
    let here = if notice.is_said_once() { "" } else { PAGE };
    let paper = Paper::new(uri, lang, Some(caller)).at(here);
    let own = context! {
        kind => kind,
        keys => keys::value(own.unwrap_or_default(), PAGE),
        least => auth::SHORTEST,
        notice => notice.value(lang),
    };
    Ok(notice.answer(paper.answer("account.html", own)?))
}

/// Gives the caller another password, if the old one is right. The other sessions end.
pub(super) async fn change_password(
    State(office): State<Shared>,
    Person(caller): Person,
    Locale(lang): Locale,
    parts: Parts,
    form: Form,
) -> Result<Response, Refusal> {
    form.is_of(&caller)?;
    let from = office.proxies.client(&parts.extensions, &parts.headers);
    let cookies = CookieJar::from_headers(&parts.headers);
    let session = cookies.get(SESSION).map(|cookie| auth::kept(cookie.value()));
    not_by_sign_on(&caller)?;
    match renew(&office, &caller, form, session, from).await {
        Ok(()) => {
            let about = Extension(About("own password".into()));
            Ok((about, Redirect::to(&Success::PasswordChanged.on(PAGE))).into_response())
        }
        Err(refusal) => page(&office, caller, (&parts.uri, lang), Notice::refused(refusal)).await,
    }
}

async fn renew(
    office: &Shared,
    caller: &Caller,
    form: Form,
    session: Option<String>,
    from: Option<IpAddr>,
) -> Result<(), Refusal> {
    let name = caller.user.name.clone();
    if form.whole("new") != form.whole("again") {
        return Err(Refusal::noted(codes::service::PASSWORDS_DIFFER, Vec::new()));
    }
    // A wrong password counts as one at the login: whoever finds a browser left open cannot try them out.
    office.attempts.begin(&name, from).map_err(too_many)?;
    let admission = office.login_queue.turn_of_caller().await;
    let user = name.clone();
    let renewed = move |office: &Office| {
        let _admission = admission;
        let old = login::right(office, &user, form.whole("old"), from)?;
        let Some((_, old)) = old else { return Ok(false) };
        let hash = auth::hash(form.whole("new"))?;
        let new = NewPassword {
            hash: &hash,
            old: Some(&old),
            session: session.as_deref(),
            ends_keys: form.word("ends_keys").is_some(),
        };
        office.store.change_password(&user, new)
    };
    let renewed = office.blocking(renewed).await?;
    let address = from.map_or_else(|| "-".to_owned(), |it| it.to_string());
    if !renewed {
        office.metrics.count_login(false);
        // As at the login: `deploy/fail2ban.conf` reads it.
        tracing::warn!(address, user = name, "login failed");
        return Err(Refusal::noted(codes::service::WRONG_PASSWORD, Vec::new()));
    }
    tracing::info!(address, user = name, "password changed");
    Ok(())
}

/// Refuses whoever came by single sign-on: an account of the same name here is another one, which may have rights that
/// the proxy does not give.
fn not_by_sign_on(caller: &Caller) -> Result<(), Refusal> {
    match caller.sign_on {
        Some(_) => Err(Refusal::noted(codes::service::ACCOUNT_ELSEWHERE, Vec::new())),
        None => Ok(()),
    }
}

/// Returns the refusal of somebody who has to wait.
fn too_many(wait: Duration) -> Refusal {
    let words = vec![("seconds", (wait.as_secs() + 1).to_string())];
    Refusal::noted(codes::service::TOO_MANY_TRIES, words)
}

/// Makes a key for the caller's programs, and shows it this once.
pub(super) async fn make_key(
    State(office): State<Shared>,
    Person(caller): Person,
    Locale(lang): Locale,
    uri: Uri,
    form: Form,
) -> Result<Response, Refusal> {
    form.is_of(&caller)?;
    not_by_sign_on(&caller)?;
    let user = caller.user.name.clone();
    let (about, notice) = match keys::make(&office, user.clone(), &form).await {
        Ok(NewKey { id, key }) => {
            tracing::info!(user, id, "key made");
            (format!("own key {id}"), Notice::key(key))
        }
        Err(refusal) => ("own key".into(), Notice::refused(refusal)),
    };
    let page = page(&office, caller, (&uri, lang), notice).await?;
    Ok((Extension(About(about)), page).into_response())
}

/// Revokes a key of the caller.
pub(super) async fn revoke_key(
    State(office): State<Shared>,
    Person(caller): Person,
    form: Form,
) -> Result<Response, Refusal> {
    form.is_of(&caller)?;
    not_by_sign_on(&caller)?;
    let user = caller.user.name;
    let id = keys::revoke(&office, user.clone(), &form).await?;
    tracing::info!(user, id, "key revoked");
    let about = Extension(About(format!("own key {id} (revoked)")));
    Ok((about, Redirect::to(&Success::KeyRevoked.on(PAGE))).into_response())
}
