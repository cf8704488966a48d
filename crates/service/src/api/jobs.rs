//! `/v1/jobs`: jobs that take a while, and their progress.

use axum::Json;
use axum::extract::{Path, State};
use serde::Serialize;
use utoipa::ToSchema;

use briefing_archive::archive::Moment;

use crate::guard::Caller;
use crate::office::Shared;
use crate::refusal::Refusal;

/// A job that has been started.
#[derive(Serialize, ToSchema)]
pub(super) struct Begun {
    /// Its number.
    pub(super) job: i64,
}

/// The progress of a job.
#[derive(Serialize, ToSchema)]
pub(super) struct Progress {
    /// Its number.
    job: i64,
    /// What the job does: `publish` or `verify`.
    kind: String,
    /// What it works on: an issue or the archive.
    about: String,
    /// Who started it.
    by: String,
    /// When it was started.
    begun: String,
    /// When it ended.
    ended: Option<String>,
    /// `begun`, `done`, `failed`, or `lost` if the server ended first.
    state: String,
    /// Its result.
    answer: Option<serde_json::Value>,
}

/// Report the progress of a job
#[utoipa::path(
    get, path = "/v1/jobs/{job}", tag = "archive",
    params(("job" = i64, Path, description = "the number of the job")),
    responses((status = 200, description = "the progress of the job", body = Progress))
)]
pub(super) async fn job(
    State(office): State<Shared>,
    _: Caller,
    Path(job): Path<i64>,
) -> Result<Json<Progress>, Refusal> {
    let record = office.blocking(move |office| office.store.job(job)).await?;
    let record = record.ok_or_else(Refusal::absent)?;
    let moment = |at: i64| Moment::after_1970(at.try_into().unwrap_or_default()).to_string();
    Ok(Json(Progress {
        job: record.id,
        kind: record.kind,
        about: record.about,
        by: record.by,
        begun: moment(record.begun),
        ended: record.ended.map(moment),
        state: record.state.name().into(),
        answer: record.answer.and_then(|answer| serde_json::from_str(&answer).ok()),
    }))
}
