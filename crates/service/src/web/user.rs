//! One user, for those who manage accounts: rights, password, keys, and removing the account.

use axum::Extension;
use axum::extract::{Path, Query, State};
use axum::http::Uri;
use axum::response::{IntoResponse, Redirect, Response};
use minijinja::context;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

use briefing_values::catalogue::Lang;
use briefing_values::error::codes;

use super::keys::{self, NewKey};
use super::notice::{Before, Notice, Success};
use super::{Form, Paper, users};
use crate::acts::About;
use crate::auth;
use crate::guard::{Admin, Caller};
use crate::locale::Locale;
use crate::office::{Office, Shared};
use crate::refusal::Refusal;
use crate::store::{NewPassword, Role};

/// Returns the address of the page of a user.
fn address(name: &str) -> String {
    format!("{}/{}", users::PAGE, utf8_percent_encode(name, NON_ALPHANUMERIC))
}

/// Shows the page.
pub(super) async fn show(
    State(office): State<Shared>,
    Admin(caller): Admin,
    Locale(lang): Locale,
    uri: Uri,
    Path(name): Path<String>,
    Query(before): Query<Before>,
) -> Result<Response, Refusal> {
    page(&office, caller, name, (&uri, lang), before.into()).await
}

/// Fills the page.
async fn page(
    office: &Shared,
    caller: Caller,
    name: String,
    (uri, lang): (&Uri, Lang),
    notice: Notice,
) -> Result<Response, Refusal> {
    let (is_own, page) = (caller.user.name == name, address(&name));
    let known = move |office: &Office| {
        let Some((user, _)) = office.store.user(&name)? else { return Ok(None) };
        Ok(Some((user, office.store.tokens(Some(&name))?)))
    };
    let (user, tokens) = office.blocking(known).await?.ok_or_else(Refusal::absent)?;
    let own = context! {
        user => context! { name => user.name, role => user.role.name(), admin => user.admin },
        is_own => is_own,
        roles => Role::ALL.map(Role::name).to_vec(),
        keys => keys::value(tokens, &page),
        least => auth::SHORTEST,
        notice => notice.value(lang),
    };
    let here = if notice.is_said_once() { "" } else { &page };
    let paper = Paper::new(uri, lang, Some(caller)).at(here);
    Ok(notice.answer(paper.answer("user.html", own)?))
}

/// Gives the user another role or right.
pub(super) async fn change(
    State(office): State<Shared>,
    Admin(caller): Admin,
    Locale(lang): Locale,
    uri: Uri,
    Path(name): Path<String>,
    form: Form,
) -> Result<Response, Refusal> {
    form.is_of(&caller)?;
    let user = users::rights(name.clone(), &form)?;
    let (told, about) = (About(user.told()), name.clone());
    let ends_keys = form.word("ends_keys").is_some();
    let changed = move |office: &Office| office.store.change_rights(&user, ends_keys);
    if office.blocking(changed).await? {
        tracing::info!(user = caller.user.name, about, "rights changed");
        return Ok((Extension(told), Redirect::to(&Success::UserChanged.on(&address(&name))))
            .into_response());
    }
    let last = Refusal::noted(codes::service::LAST_ADMIN, vec![("name", about)]);
    page(&office, caller, name, (&uri, lang), Notice::refused(last)).await
}

/// Gives the user another password, without the old one. One's own takes the old one, on the page of one's account.
pub(super) async fn change_password(
    State(office): State<Shared>,
    Admin(caller): Admin,
    Locale(lang): Locale,
    uri: Uri,
    Path(name): Path<String>,
    form: Form,
) -> Result<Response, Refusal> {
    form.is_of(&caller)?;
    not_own(&caller, &name)?;
    let (about, admission) = (name.clone(), office.login_queue.turn_of_caller().await);
    let changed = move |office: &Office| {
        let _admission = admission;
        let hash = auth::hash(form.whole("password"))?;
        let ends_keys = form.word("ends_keys").is_some();
        let new = NewPassword { hash: &hash, old: None, session: None, ends_keys };
        office.store.change_password(&about, new)
    };
    let changed = office.blocking(changed).await;
    match changed {
        Ok(true) => {
            tracing::info!(user = caller.user.name, about = name, "password changed");
            let about = Extension(About(format!("user {name} (password)")));
            Ok((about, Redirect::to(&Success::PasswordChanged.on(&address(&name)))).into_response())
        }
        Ok(false) => Err(Refusal::absent()),
        Err(refusal) => page(&office, caller, name, (&uri, lang), Notice::refused(refusal)).await,
    }
}

/// Makes a key for the user's programs, and shows it this once.
pub(super) async fn make_key(
    State(office): State<Shared>,
    Admin(caller): Admin,
    Locale(lang): Locale,
    uri: Uri,
    Path(name): Path<String>,
    form: Form,
) -> Result<Response, Refusal> {
    form.is_of(&caller)?;
    let (about, notice) = match keys::make(&office, name.clone(), &form).await {
        Ok(NewKey { id, key }) => {
            tracing::info!(user = caller.user.name, about = name, id, "key made");
            (format!("user {name}, key {id}"), Notice::key(key))
        }
        Err(refusal) => (format!("user {name}, key"), Notice::refused(refusal)),
    };
    let page = page(&office, caller, name, (&uri, lang), notice).await?;
    Ok((Extension(About(about)), page).into_response())
}

/// Revokes a key of the user.
pub(super) async fn revoke_key(
    State(office): State<Shared>,
    Admin(caller): Admin,
    Path(name): Path<String>,
    form: Form,
) -> Result<Response, Refusal> {
    form.is_of(&caller)?;
    let id = keys::revoke(&office, name.clone(), &form).await?;
    tracing::info!(user = caller.user.name, about = name, id, "key revoked");
    let about = Extension(About(format!("user {name}, key {id} (revoked)")));
    Ok((about, Redirect::to(&Success::KeyRevoked.on(&address(&name)))).into_response())
}

/// Removes the user, with all sessions and keys.
pub(super) async fn remove(
    State(office): State<Shared>,
    Admin(caller): Admin,
    Path(name): Path<String>,
    form: Form,
) -> Result<Response, Refusal> {
    form.is_of(&caller)?;
    not_own(&caller, &name)?;
    if form.word("sure").is_none() {
        return Err(Refusal::bad("removing a user is confirmed"));
    }
    let about = name.clone();
    let dismissed = move |office: &Office| {
        let known = office.store.user(&about)?.is_some();
        known.then(|| office.store.dismiss_user(&about)).transpose()
    };
    // Two who remove each other at once: the second is the last by then.
    if !office.blocking(dismissed).await?.ok_or_else(Refusal::absent)? {
        return Err(Refusal::noted(codes::service::LAST_ADMIN, vec![("name", name)]));
    }
    tracing::info!(user = caller.user.name, about = name, "user removed");
    let about = Extension(About(format!("user {name} (removed)")));
    Ok((about, Redirect::to(&Success::UserRemoved.on(users::PAGE))).into_response())
}

/// Refuses what nobody does to their own account here.
fn not_own(caller: &Caller, name: &str) -> Result<(), Refusal> {
    if caller.user.name == name {
        return Err(Refusal::noted(codes::service::OWN_ACCOUNT, Vec::new()));
    }
    Ok(())
}
