//! The drafts: listing them, and beginning one: empty, from a published issue, or from a file.

use axum::extract::State;
use axum::http::Uri;
use axum::response::{IntoResponse, Redirect, Response};
use minijinja::context;
use minijinja::value::Serde;
use serde::Serialize;

use briefing_values::issue::Series;

use crate::store::{DraftId, DraftPlace, Outline, Role};

use super::{Form, Paper, moment};
use crate::bundle::Bundle;
use crate::guard::{Caller, Editor};
use crate::locale::Locale;
use crate::office::Shared;
use crate::refusal::Refusal;
use crate::use_case::drafts::{self, Beginning};

/// A draft in the list.
#[derive(Serialize)]
pub(super) struct DraftRow {
    id: DraftId,
    name: String,
    version: i64,
    by: String,
    time: String,
}

impl DraftRow {
    /// Returns what the list shows.
    pub(super) fn of(it: Outline) -> Self {
        Self {
            id: it.id,
            name: it.name,
            version: it.version,
            by: it.by,
            time: moment::said(it.time),
        }
    }
}

/// Lists the drafts.
pub(super) async fn list(
    State(office): State<Shared>,
    caller: Caller,
    Locale(lang): Locale,
    uri: Uri,
) -> Result<Response, Refusal> {
    caller.may(Role::Editor)?;
    let (drafts, away, latest) = office
        .blocking(|office| {
            let holdings = office.archive_cache.holdings(&office.archive)?;
            let regular = holdings.issues.keys().filter(|id| id.series == Series::Regular);
            let latest = regular.max().map(|id| id.stem());
            let drafts = office.store.drafts(DraftPlace::Desk)?;
            Ok((drafts, office.store.drafts(DraftPlace::Away)?, latest))
        })
        .await?;
    let drafts: Vec<_> = drafts.into_iter().map(DraftRow::of).collect();
    let away: Vec<_> = away.into_iter().map(DraftRow::of).collect();
    let paper = Paper::new(&uri, lang, Some(caller));
    paper.answer("drafts.html", context! { drafts => Serde(drafts), away => Serde(away), latest })
}

/// Begins a draft: the issue after a published one, a published one again, or an empty one.
pub(super) async fn begin(
    State(office): State<Shared>,
    caller: Caller,
    form: Form,
) -> Result<Response, Refusal> {
    caller.may(Role::Editor)?;
    form.is_of(&caller)?;
    let beginning = match (form.word("from"), form.word("revise")) {
        (Some(from), _) => Beginning::After(from),
        (None, Some(revise)) => Beginning::Revision(revise),
        (None, None) => Beginning::Empty,
    };
    let by = caller.user.name;
    let id = office.blocking(move |office| drafts::begin(office, beginning, &by)).await?;
    Ok(Redirect::to(&format!("/drafts/{id}")).into_response())
}

/// Begins a draft from a file.
pub(super) async fn upload(
    State(office): State<Shared>,
    Editor(caller): Editor,
    bundle: Bundle,
) -> Result<Response, Refusal> {
    caller.sent(bundle.word("form_key").unwrap_or_default())?;
    let by = caller.user.name;
    if bundle.name.as_ref().is_none_or(String::is_empty) {
        return Err(Refusal::bad("a file is missing"));
    }
    let beginning = Beginning::File(bundle.name(), bundle.file, bundle.pictures);
    let id = office.blocking(move |office| drafts::begin(office, beginning, &by)).await?;
    Ok(Redirect::to(&format!("/drafts/{id}")).into_response())
}
