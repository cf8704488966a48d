//! Regenerates and verifies what is in the archive.

use axum::Json;
use axum::extract::{Path, Query, State};
use axum::http::header::LOCATION;
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use utoipa::ToSchema;

use briefing_desk::record::testimony::Inspected;
use briefing_values::catalogue::Lang;
use briefing_worker::job::Verified;

use crate::store::{JobState, Role, now};

use super::files::RevisionQuery;
use super::jobs::Begun;
use crate::file_answer::{FileAnswer, FileKind, name_of};
use crate::finding::Finding;
use crate::guard::Caller;
use crate::locale::Locale;
use crate::office::{Made, Shared};
use crate::refusal::Refusal;
use crate::use_case::listing::issue_id;
use crate::use_case::verification;

/// What a verification found.
#[derive(Serialize, ToSchema)]
pub(super) struct Report {
    /// Whether everything is in order.
    sound: bool,
    /// What was inspected and found, for each of the four properties of DA/T 70-2018.
    #[serde(rename = "report")]
    #[schema(value_type = Object)]
    words: Inspected,
    /// What is wrong.
    diagnostics: Vec<Finding>,
}

/// Regenerate an issue, and return the record
///
/// The header `briefing-verdict` says whether the regenerated PDF equals the record, byte for byte: `same`
/// or `other`. In both cases, the record is returned.
#[utoipa::path(
    post, path = "/v1/issues/{id}/regenerate", tag = "archive",
    params(("id" = String, Path, description = "the issue"), RevisionQuery),
    responses(
        (status = 200, description = "the PDF", body = Vec<u8>, content_type = "application/pdf"),
    )
)]
pub(super) async fn regenerate(
    State(office): State<Shared>,
    caller: Caller,
    Path(id): Path<String>,
    Query(query): Query<RevisionQuery>,
) -> Result<Response, Refusal> {
    let id = issue_id(&id)?;
    let holding = office.holding(id, query.revision).await?;
    let made = verification::set_again(&office, &caller, id, holding.entry.revision).await?;
    let verdict = if made.answer.differs.is_none() { "same" } else { "other" };
    let bytes = made.file()?;
    let mut response =
        FileAnswer::new(FileKind::Pdf, &name_of(&holding.lock), bytes).into_response();
    response.headers_mut().insert("briefing-verdict", HeaderValue::from_static(verdict));
    Ok(response)
}

/// Verify all revisions of an issue against their recorded hashes
#[utoipa::path(
    post, path = "/v1/issues/{id}/verify", tag = "archive",
    params(("id" = String, Path, description = "the issue")),
    responses((status = 200, description = "what was found", body = Report))
)]
pub(super) async fn verify(
    State(office): State<Shared>,
    caller: Caller,
    Locale(lang): Locale,
    Path(id): Path<String>,
) -> Result<Json<Report>, Refusal> {
    let id = issue_id(&id)?;
    office.holding(id, None).await?;
    Ok(Json(report(verification::of_issue(&office, &caller, id).await?, lang)))
}

/// Verify every archived file against its recorded hash
///
/// This takes a while: the response names a job, to be polled at `/v1/jobs/{job}` until it has ended.
#[utoipa::path(
    post, path = "/v1/verify", tag = "archive",
    responses((status = 202, description = "the verification has been started", body = Begun))
)]
pub(super) async fn verify_all(
    State(office): State<Shared>,
    caller: Caller,
    Locale(lang): Locale,
) -> Result<Response, Refusal> {
    caller.may(Role::Editor)?;
    let by = caller.user.name.clone();
    let id = office
        .blocking(move |office| office.store.begin_job("verify", "archive", &by, now()))
        .await?;
    let there = office.clone();
    tokio::spawn(async move {
        let made = verification::of_everything(&there, &caller).await;
        let (state, answer) = match made {
            Ok(made) => (JobState::Done, serde_json::to_string(&report(made, lang))),
            Err(refusal) => {
                let found: Vec<_> = refusal.faults.iter().map(|it| Finding::of(it, lang)).collect();
                (JobState::Failed, serde_json::to_string(&found))
            }
        };
        let answer = answer.unwrap_or_default();
        let ended = there.blocking(move |it| it.store.end_job(id, state, &answer, now())).await;
        if ended.is_err() {
            tracing::error!(job = id, "the end of a job could not be noted");
        }
    });
    let address = HeaderValue::try_from(format!("/v1/jobs/{id}"));
    let mut response = (StatusCode::ACCEPTED, Json(Begun { job: id })).into_response();
    if let Ok(address) = address {
        response.headers_mut().insert(LOCATION, address);
    }
    Ok(response)
}

fn report(made: Made<Verified>, lang: Lang) -> Report {
    let Verified { sound, zh, en } = made.answer;
    Report {
        sound,
        words: if lang == Lang::Zh { zh } else { en },
        diagnostics: made.remarks.iter().map(|it| Finding::of(it, lang)).collect(),
    }
}
