//! `PUT /v1/issues/{id}`: an issue into the archive, once and for ever.

use axum::Json;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::http::header::{ETAG, HeaderMap, IF_MATCH, IF_NONE_MATCH};
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use briefing_archive::archive::{Policy, Published};
use briefing_values::error::codes;
use briefing_values::issue::IssueId;

use crate::store::Role;

use super::render::BundleForm;
use crate::bundle::Bundle;
use crate::finding::Finding;
use crate::guard::Caller;
use crate::locale::Locale;
use crate::office::Shared;
use crate::refusal::Refusal;
use crate::use_case::listing::issue_id;
use crate::use_case::publication::{Publication, publish};

/// What is said of a publication.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct PutQuery {
    /// Why: asked for where a number is left out, or where a published issue gets a revision.
    reason: Option<String>,
    /// What else is to be noted in the log.
    note: Option<String>,
}

/// What became of a publication.
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
    /// Whether the same content had been published before: the record is the one of then.
    unchanged: bool,
    /// What is to be said of the issue, though it can be printed.
    diagnostics: Vec<Finding>,
}

/// Publish an issue
///
/// With `If-None-Match: *` it is published for the first time; sent again, the same content is answered as
/// before, and other content is refused with 412. With `If-Match` and the tag of its PDF it gets a revision.
#[utoipa::path(
    put, path = "/v1/issues/{id}", tag = "archive",
    params(
        ("id" = String, Path, description = "the issue: what its file says, too"), PutQuery,
        ("If-None-Match" = Option<String>, Header, description = "`*`: for the first time"),
        ("If-Match" = Option<String>, Header, description = "the tag of the PDF that is revised"),
    ),
    request_body(content(
        (String = "application/toml"),
        (serde_json::Value = "application/json"),
        (BundleForm = "multipart/form-data"),
    )),
    responses(
        (status = 200, description = "the same content had been published before", body = Receipt),
        (status = 201, description = "it is published", body = Receipt),
        (status = 409, description = "the number is taken, or does not follow",
         body = super::Problem, content_type = "application/problem+json"),
    )
)]
pub(super) async fn put(
    State(office): State<Shared>,
    caller: Caller,
    Locale(lang): Locale,
    Path(id): Path<String>,
    Query(query): Query<PutQuery>,
    headers: HeaderMap,
    bundle: Bundle,
) -> Result<Response, Refusal> {
    caller.may(Role::Publisher)?;
    let id = issue_id(&id)?;
    let policy = condition(&office, id, &headers).await?;
    let publication = Publication {
        id: Some(id),
        policy,
        by: caller.user.name,
        reason: query.reason,
        note: query.note,
    };
    let (published, lock, remarks) = publish(&office, bundle, publication).await.map_err(|it| {
        // The condition was that there is none, or that it is still the one of the tag.
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

/// Returns what to do where there is one already.
async fn condition(office: &Shared, id: IssueId, headers: &HeaderMap) -> Result<Policy, Refusal> {
    let word =
        |name| headers.get(name).and_then(|value: &axum::http::HeaderValue| value.to_str().ok());
    if let Some(tags) = word(IF_MATCH) {
        let holding = office.holding(id, None).await?;
        let latest = holding.lock.output.sha256;
        let tags: Vec<_> = tags.split(',').map(|tag| tag.trim().trim_matches('"')).collect();
        if tags.iter().any(|tag| *tag == "*" || *tag == latest.to_string()) {
            return Ok(Policy::ReviseOf(latest));
        }
        // The archive decides, under its lock: what is sent again is answered as before.
        if let Some(seen) = tags.iter().find_map(|tag| tag.parse().ok()) {
            return Ok(Policy::ReviseOf(seen));
        }
        let revision = holding.entry.revision.to_string();
        let words = vec![("id", id.to_string()), ("revision", revision)];
        let refusal = Refusal::noted(codes::archive::REVISED_SINCE, words);
        return Err(refusal.answered(StatusCode::PRECONDITION_FAILED));
    }
    if word(IF_NONE_MATCH).map(str::trim) == Some("*") {
        return Ok(Policy::First);
    }
    Err(Refusal::noted(codes::service::NO_CONDITION, Vec::new()))
}
