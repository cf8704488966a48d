//! The users, for those who manage accounts: listing them, and adding one.

use std::collections::BTreeMap;

use axum::Extension;
use axum::extract::{Query, State};
use axum::http::Uri;
use axum::response::{IntoResponse, Redirect, Response};
use minijinja::context;
use minijinja::value::Serde;
use serde::Serialize;

use briefing_values::catalogue::Lang;
use briefing_values::error::codes;

use super::notice::{Before, Notice, Success};
use super::{Form, Paper};
use crate::acts::About;
use crate::auth;
use crate::guard::{Admin, Caller};
use crate::locale::Locale;
use crate::office::{Office, Shared};
use crate::refusal::Refusal;
use crate::store::{Role, User};

/// The address of the page.
pub(super) const PAGE: &str = "/users";

/// A user in the list.
#[derive(Serialize)]
struct UserRow {
    name: String,
    role: &'static str,
    admin: bool,
    keys: usize,
}

/// Shows the users.
pub(super) async fn list(
    State(office): State<Shared>,
    Admin(caller): Admin,
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
    let listed = |office: &Office| Ok((office.store.users()?, office.store.tokens(None)?));
    let (users, keys) = office.blocking(listed).await?;
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for key in keys {
        *counts.entry(key.user).or_default() += 1;
    }
    let row = |User { name, role, admin }| {
        let keys = counts.get(&name).copied().unwrap_or_default();
        UserRow { name, role: role.name(), admin, keys }
    };
    let rows: Vec<_> = users.into_iter().map(row).collect();
    let own = context! {
        users => Serde(rows),
        roles => Role::ALL.map(Role::name).to_vec(),
        least => auth::SHORTEST,
        notice => notice.value(lang),
    };
    let paper = Paper::new(uri, lang, Some(caller)).at(PAGE);
    Ok(notice.answer(paper.answer("users.html", own)?))
}

/// Adds a user.
pub(super) async fn add(
    State(office): State<Shared>,
    Admin(caller): Admin,
    Locale(lang): Locale,
    uri: Uri,
    form: Form,
) -> Result<Response, Refusal> {
    form.is_of(&caller)?;
    let user = rights(form.word("name").unwrap_or_default(), &form)?;
    let about = Extension(About(user.told()));
    let answer = match try_add(&office, &caller, user, form).await {
        Ok(()) => Redirect::to(&Success::UserAdded.on(PAGE)).into_response(),
        Err(refusal) => page(&office, caller, (&uri, lang), Notice::refused(refusal)).await?,
    };
    Ok((about, answer).into_response())
}

async fn try_add(office: &Shared, caller: &Caller, user: User, form: Form) -> Result<(), Refusal> {
    let name = user.name.clone();
    let admission = office.login_queue.turn_of_caller().await;
    let add = move |office: &Office| {
        let _admission = admission;
        let hash = auth::hash(form.whole("password"))?;
        office.store.add_user(&user, &hash)
    };
    let added = office.blocking(add).await?;
    if !added {
        return Err(Refusal::noted(codes::service::USER_EXISTS, vec![("name", name)]));
    }
    tracing::info!(user = caller.user.name, about = name, "user added");
    Ok(())
}

/// Returns a user with the role and the right that a form gives.
pub(super) fn rights(name: String, form: &Form) -> Result<User, Refusal> {
    let role = form.word("role").and_then(|role| Role::named(&role));
    let role = role.ok_or_else(|| Refusal::bad("role is one of reader, editor, publisher"))?;
    Ok(User { name, role, admin: form.word("admin").is_some() })
}
