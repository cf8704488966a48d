//! `/v1/issues`: the published issues, listed, searched, and shown.

use crate::guard::Caller;
use crate::office::Shared;
use crate::refusal::Refusal;
use crate::use_case::listing::{Issue, Issues, ListQuery, issue_id, issue_of, listed};
use axum::Json;
use axum::extract::{Path, Query, State};
use briefing_archive::archive::Archive;

/// List the published issues, or find words in them
#[utoipa::path(
    get, path = "/v1/issues", tag = "archive", params(ListQuery),
    responses((status = 200, description = "the issues", body = Issues))
)]
pub(super) async fn list(
    State(office): State<Shared>,
    _: Caller,
    Query(query): Query<ListQuery>,
) -> Result<Json<Issues>, Refusal> {
    if query.page == Some(0) {
        return Err(Refusal::bad("pages are counted from 1"));
    }
    office.blocking(move |office| listed(office, &query)).await.map(Json)
}

/// Show an issue with its revisions
#[utoipa::path(
    get, path = "/v1/issues/{id}", tag = "archive",
    params(("id" = String, Path, description = "the issue: `176`, `2018-14`, `2026-06`, `2026-W34`, or `s3` for a supplement")),
    responses((status = 200, description = "the issue", body = Issue))
)]
pub(super) async fn show(
    State(office): State<Shared>,
    _: Caller,
    Path(id): Path<String>,
) -> Result<Json<Issue>, Refusal> {
    let id = issue_id(&id)?;
    let holdings = office.blocking(|office| office.archive_cache.holdings(&office.archive)).await?;
    let issue = holdings.issues.get(&id).and_then(|all| issue_of(all));
    issue.map(Json).ok_or_else(|| Archive::not_there(id).into())
}
