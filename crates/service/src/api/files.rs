//! `/v1/issues/{id}/…`: the files of what was published, as they are.

use std::sync::Arc;

use axum::extract::{Path, Query, State};
use axum::http::header::HeaderMap;
use axum::response::Response;
use serde::Deserialize;
use utoipa::IntoParams;

use briefing_worker::job::{About, Draw};

use super::super::archive_cache::Holding;
use super::super::guard::Caller;
use super::super::office::Shared;
use super::super::refusal::Refusal;
use super::file::{FileAnswer, Kind, name_of};
use super::issues::issue_id;

/// Which revision is meant.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct RevisionQuery {
    /// The revision; the latest if there is none.
    #[param(minimum = 1)]
    pub(super) revision: Option<u32>,
}

/// How a page is drawn.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct PageQuery {
    /// The revision; the latest if there is none.
    #[param(minimum = 1)]
    revision: Option<u32>,
    /// Pixels to the inch; by default 96.
    #[param(minimum = 24, maximum = 300)]
    ppi: Option<f32>,
}

/// Hand out the PDF of an issue, as it was published
#[utoipa::path(
    get, path = "/v1/issues/{id}/pdf", tag = "archive",
    params(("id" = String, Path, description = "the issue"), RevisionQuery),
    responses(
        (status = 200, description = "the PDF", body = Vec<u8>, content_type = "application/pdf"),
        (status = 304, description = "the client has it already"),
    )
)]
pub(super) async fn pdf(
    State(office): State<Shared>,
    _: Caller,
    Path(id): Path<String>,
    Query(query): Query<RevisionQuery>,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    let (holding, bytes) = record(&office, &id, query.revision).await?;
    Ok(FileAnswer::new(Kind::Pdf, &name_of(&holding.lock), bytes).answer(&headers))
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
        (status = 304, description = "the client has it already"),
    )
)]
pub(super) async fn page(
    State(office): State<Shared>,
    _: Caller,
    Path((id, page)): Path<(String, u32)>,
    Query(query): Query<PageQuery>,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    let ppi = query.ppi.unwrap_or(96.0);
    if !(24.0..=300.0).contains(&ppi) {
        return Err(Refusal::bad("ppi is between 24 and 300"));
    }
    let name = issue_id(&id)?;
    let revision = query.revision;
    let holding = office.holding(name, revision).await?;
    if page == 0 || page > holding.lock.output.pages {
        return Err(Refusal::absent());
    }
    let leaf = format!("{}-{page}-{ppi}", holding.lock.output.sha256);
    let stem = format!("{}-{page}", name_of(&holding.lock));
    if let Some(bytes) = office.leaves.get(&leaf) {
        return Ok(FileAnswer::new(Kind::Png, &stem, bytes.to_vec()).answer(&headers));
    }
    let (_, file) = record(&office, &id, revision).await?;
    let about = About { name: holding.entry.lock_name(), file, ..About::default() };
    let made = office.make(Draw { page, ppi }, about).await?;
    let bytes = made.files.into_iter().next().unwrap_or_default();
    office.leaves.put(leaf, bytes.clone());
    Ok(FileAnswer::new(Kind::Png, &stem, bytes).answer(&headers))
}

/// Hand out the file that an issue was made from, as its editor left it
#[utoipa::path(
    get, path = "/v1/issues/{id}/toml", tag = "archive",
    params(("id" = String, Path, description = "the issue"), RevisionQuery),
    responses(
        (status = 200, description = "the file", body = String, content_type = "application/toml"),
        (status = 304, description = "the client has it already"),
    )
)]
pub(super) async fn toml(
    State(office): State<Shared>,
    _: Caller,
    Path(id): Path<String>,
    Query(query): Query<RevisionQuery>,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    let id = issue_id(&id)?;
    let (holding, bytes) = office
        .blocking(move |office| {
            let holding = office.archive_cache.holding(&office.archive, id, query.revision)?;
            let bytes = office.archive.object(holding.lock.inputs.file.sha256)?;
            Ok((holding, bytes.to_vec()))
        })
        .await?;
    let mut file = FileAnswer::new(Kind::Toml, &name_of(&holding.lock), bytes);
    file.attached = true;
    Ok(file.answer(&headers))
}

/// Hand out the lock of an issue: what went in, what came out, by SHA-256
#[utoipa::path(
    get, path = "/v1/issues/{id}/lock", tag = "archive",
    params(("id" = String, Path, description = "the issue"), RevisionQuery),
    responses(
        (status = 200, description = "the lock", body = String, content_type = "application/toml"),
        (status = 304, description = "the client has it already"),
    )
)]
pub(super) async fn lock(
    State(office): State<Shared>,
    _: Caller,
    Path(id): Path<String>,
    Query(query): Query<RevisionQuery>,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    let id = issue_id(&id)?;
    let holding = office.holding(id, query.revision).await?;
    let stem = format!("{}.lock", name_of(&holding.lock));
    Ok(FileAnswer::new(Kind::Toml, &stem, holding.lock.text().into_bytes()).answer(&headers))
}

/// Returns a revision of an issue, and its PDF.
pub(super) async fn record(
    office: &Shared,
    id: &str,
    revision: Option<u32>,
) -> Result<(Arc<Holding>, Vec<u8>), Refusal> {
    let id = issue_id(id)?;
    office
        .blocking(move |office| {
            let holding = office.archive_cache.holding(&office.archive, id, revision)?;
            let bytes = office.archive.object(holding.lock.output.sha256)?;
            Ok((holding, bytes.to_vec()))
        })
        .await
}
