//! `/v1/issues/{id}/…`: the files of published issues, unchanged.

use std::sync::Arc;

use axum::extract::{Path, Query, State};
use axum::http::header::HeaderMap;
use axum::response::Response;
use serde::Deserialize;
use utoipa::IntoParams;

use crate::archive_cache::Holding;
use crate::file_answer::{FileAnswer, FileKind, name_of};
use crate::guard::Caller;
use crate::office::Shared;
use crate::refusal::Refusal;
use crate::store::Role;
use crate::use_case::files;
use crate::use_case::listing::issue_id;

/// Which revision is meant.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct RevisionQuery {
    /// The revision; the latest by default.
    #[param(minimum = 1)]
    pub(super) revision: Option<u32>,
}

/// How to draw a page.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct PageQuery {
    /// The revision; the latest by default.
    #[param(minimum = 1)]
    revision: Option<u32>,
    /// The resolution, in pixels per inch; 96 by default.
    #[param(minimum = 24, maximum = 300)]
    ppi: Option<f32>,
}

/// Return the PDF of an issue, as it was published
#[utoipa::path(
    get, path = "/v1/issues/{id}/pdf", tag = "archive",
    params(("id" = String, Path, description = "the issue"), RevisionQuery),
    responses(
        (status = 200, description = "the PDF", body = Vec<u8>, content_type = "application/pdf"),
        (status = 304, description = "the client already has it"),
    )
)]
pub(super) async fn pdf(
    State(office): State<Shared>,
    _: Caller,
    Path(id): Path<String>,
    Query(query): Query<RevisionQuery>,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    let (holding, bytes) = files::record(&office, issue_id(&id)?, query.revision).await?;
    Ok(FileAnswer::new(FileKind::Pdf, &name_of(&holding.lock), bytes).unless_known(&headers))
}

/// Draw a page of an issue, as it was published
#[utoipa::path(
    get, path = "/v1/issues/{id}/pages/{n}/png", tag = "archive",
    params(
        ("id" = String, Path, description = "the issue"),
        ("n" = u32, Path, description = "the page, from 1"), PageQuery,
    ),
    responses(
        (status = 200, description = "the page", body = Vec<u8>, content_type = "image/png"),
        (status = 304, description = "the client already has it"),
    )
)]
pub(super) async fn page(
    State(office): State<Shared>,
    caller: Caller,
    Path((id, page)): Path<(String, u32)>,
    Query(query): Query<PageQuery>,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    let ppi = query.ppi.unwrap_or(96.0);
    if !(24.0..=300.0).contains(&ppi) {
        return Err(Refusal::bad("ppi is between 24 and 300"));
    }
    let holding = office.holding(issue_id(&id)?, query.revision).await?;
    let bytes = files::page(&office, &caller, &holding, page, ppi).await?;
    let stem = format!("{}-{page}", name_of(&holding.lock));
    Ok(FileAnswer::new(FileKind::Png, &stem, bytes).unless_known(&headers))
}

/// Return the data of an issue as it was printed
///
/// The fair copy: the fields of the issue, with those of the house below them, without the remarks and private
/// notes of its editors. It makes the same pages.
#[utoipa::path(
    get, path = "/v1/issues/{id}/toml", tag = "archive",
    params(("id" = String, Path, description = "the issue"), RevisionQuery),
    responses(
        (status = 200, description = "the data", body = String, content_type = "application/toml"),
        (status = 304, description = "the client already has it"),
    )
)]
pub(super) async fn toml(
    State(office): State<Shared>,
    _: Caller,
    Path(id): Path<String>,
    Query(query): Query<RevisionQuery>,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    let made = files::fair_copy(&office, issue_id(&id)?, query.revision).await?;
    Ok(saved(made, &headers))
}

/// Return the file that an issue was made from, as its editor left it
///
/// For editors: it may hold remarks and private notes.
#[utoipa::path(
    get, path = "/v1/issues/{id}/source", tag = "archive",
    params(("id" = String, Path, description = "the issue"), RevisionQuery),
    responses(
        (status = 200, description = "the file", body = String, content_type = "application/toml"),
        (status = 304, description = "the client already has it"),
    )
)]
pub(super) async fn source(
    State(office): State<Shared>,
    caller: Caller,
    Path(id): Path<String>,
    Query(query): Query<RevisionQuery>,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    caller.may(Role::Editor)?;
    let made = files::source(&office, issue_id(&id)?, query.revision).await?;
    Ok(saved(made, &headers))
}

/// Returns a file of an issue's data, for a browser to save.
fn saved((holding, bytes): (Arc<Holding>, Vec<u8>), headers: &HeaderMap) -> Response {
    let mut file = FileAnswer::new(FileKind::Toml, &name_of(&holding.lock), bytes);
    file.attached = true;
    file.unless_known(headers)
}

/// Return the lock of an issue: its inputs and its output, by SHA-256
///
/// For editors: by the hash of the file as it was left, whoever guesses a private note could tell that it is right.
#[utoipa::path(
    get, path = "/v1/issues/{id}/lock", tag = "archive",
    params(("id" = String, Path, description = "the issue"), RevisionQuery),
    responses(
        (status = 200, description = "the lock", body = String, content_type = "application/toml"),
        (status = 304, description = "the client already has it"),
    )
)]
pub(super) async fn lock(
    State(office): State<Shared>,
    caller: Caller,
    Path(id): Path<String>,
    Query(query): Query<RevisionQuery>,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    caller.may(Role::Editor)?;
    let id = issue_id(&id)?;
    let holding = office.holding(id, query.revision).await?;
    let stem = format!("{}.lock", name_of(&holding.lock));
    Ok(FileAnswer::new(FileKind::Toml, &stem, holding.lock.text().into_bytes())
        .unless_known(&headers))
}
