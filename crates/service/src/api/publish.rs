//! `PUT /v1/issues/{id}`: publishes an issue into the archive, once and for all.

use axum::Json;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::http::header::{ETAG, HeaderMap, IF_MATCH};
use axum::response::{IntoResponse, Response};
use axum_extra::headers::{HeaderMapExt, IfNoneMatch};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use briefing_archive::archive::{Policy, Published};
use briefing_values::error::codes;
use briefing_values::issue::IssueId;

use super::render::BundleForm;
use crate::bundle::Bundle;
use crate::finding::Finding;
use crate::guard::Publisher;
use crate::locale::Locale;
use crate::office::Shared;
use crate::refusal::Refusal;
use crate::use_case::listing::issue_id;
use crate::use_case::publication::{Publication, publish};

/// What to record about a publication.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct PutQuery {
    /// The reason; required if a number is skipped, or if a published issue is revised.
    reason: Option<String>,
    /// Anything else to note in the log.
    note: Option<String>,
}

/// The outcome of a publication.
#[derive(Serialize, ToSchema)]
pub(super) struct Receipt {
    /// The issue.
    id: String,
    /// The revision.
    revision: u32,
    /// When it was published.
    published: String,
    /// The SHA-256 of its PDF.
    sha256: String,
    /// Whether the same content had been published before; then the record is the earlier one.
    unchanged: bool,
    /// Remarks on the issue, which do not stop it from being printed.
    diagnostics: Vec<Finding>,
}

/// Publish an issue
///
/// With `If-None-Match: *`, the issue is published for the first time: sending the same content again
/// changes nothing, and other content is refused with 412. With `If-Match` and the tag of its PDF, the
/// issue is revised.
#[utoipa::path(
    put, path = "/v1/issues/{id}", tag = "archive",
    params(
        ("id" = String, Path, description = "the issue; its file must name the same one"), PutQuery,
        ("If-None-Match" = Option<String>, Header, description = "`*`: publish for the first time"),
        ("If-Match" = Option<String>, Header, description = "the tag of the PDF to be revised"),
    ),
    request_body(content(
        (String = "application/toml"),
        (serde_json::Value = "application/json"),
        (BundleForm = "multipart/form-data"),
    )),
    responses(
        (status = 200, description = "the same content had been published before", body = Receipt),
        (status = 201, description = "the issue is published", body = Receipt),
        (status = 409, description = "the number is taken or out of sequence",
         body = super::Problem, content_type = "application/problem+json"),
    )
)]
pub(super) async fn put(
    State(office): State<Shared>,
    Publisher(caller): Publisher,
    Locale(lang): Locale,
    Path(id): Path<String>,
    Query(query): Query<PutQuery>,
    headers: HeaderMap,
    bundle: Bundle,
) -> Result<Response, Refusal> {
    let id = issue_id(&id)?;
    let policy = condition(&office, id, &headers).await?;
    let publication = Publication { id: Some(id), policy, reason: query.reason, note: query.note };
    let (published, lock, remarks) =
        publish(&office, &caller, bundle, publication).await.map_err(|it| {
            // The condition was that the issue does not exist, or that its PDF still has this tag.
            match it.faults.first().map(|it| it.code) {
                Some(codes::archive::OTHER_CONTENT | codes::archive::REVISED_SINCE) => {
                    it.answered(StatusCode::PRECONDITION_FAILED)
                }
                _ => it,
            }
        })?;
    let (entry, unchanged) = match published {
        Published::New(entry) => (entry, false),
        Published::Unchanged(entry) => (entry, true),
    };
    let sha256 = lock.output.sha256.to_string();
    let receipt = Receipt {
        id: entry.issue.stem(),
        revision: entry.revision,
        published: entry.time.to_string(),
        sha256: sha256.clone(),
        unchanged,
        diagnostics: remarks.iter().map(|it| Finding::of(it, lang)).collect(),
    };
    let status = if unchanged { StatusCode::OK } else { StatusCode::CREATED };
    let address = format!("/v1/issues/{}", entry.issue.stem());
    let headers = [("location", address), (ETAG.as_str(), format!("\"{sha256}\""))];
    Ok((status, headers, Json(receipt)).into_response())
}

/// Returns what to do if the issue has been published before.
async fn condition(office: &Shared, id: IssueId, headers: &HeaderMap) -> Result<Policy, Refusal> {
    // The tags themselves are needed, which a typed header does not reveal.
    if let Some(tags) = headers.get(IF_MATCH).and_then(|value| value.to_str().ok()) {
        let holding = office.holding(id, None).await?;
        let latest = holding.lock.output.sha256;
        let tags: Vec<_> = tags.split(',').map(|tag| tag.trim().trim_matches('"')).collect();
        if tags.iter().any(|tag| *tag == "*" || *tag == latest.to_string()) {
            return Ok(Policy::ReviseOf(latest));
        }
        // The archive decides, while it holds off other writers: what is sent again is answered as before.
        if let Some(seen) = tags.iter().find_map(|tag| tag.parse().ok()) {
            return Ok(Policy::ReviseOf(seen));
        }
        let revision = holding.entry.revision.to_string();
        let words = vec![("id", id.to_string()), ("revision", revision)];
        let refusal = Refusal::noted(codes::archive::REVISED_SINCE, words);
        return Err(refusal.answered(StatusCode::PRECONDITION_FAILED));
    }
    if headers.typed_get() == Some(IfNoneMatch::any()) {
        return Ok(Policy::First);
    }
    Err(Refusal::noted(codes::service::NO_CONDITION, Vec::new()))
}
