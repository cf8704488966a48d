//! `POST /v1/check`: everything that is wrong with an issue, or worth a look.

use axum::Json;
use axum::extract::{Query, State};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use briefing_desk::check::Depth;
use briefing_values::catalogue::Severity;
use briefing_values::diagnostic::Diagnostic;
use briefing_worker::job::Check;

use super::render::BundleForm;
use crate::bundle::Bundle;
use crate::finding::Finding;
use crate::guard::Caller;
use crate::locale::Locale;
use crate::office::Shared;
use crate::refusal::Refusal;

/// How thoroughly to check the issue.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct CheckQuery {
    /// Whether to set the pages and measure them as well.
    #[serde(default)]
    page: bool,
}

/// What was found.
#[derive(Serialize, ToSchema)]
pub(super) struct Checked {
    /// The number of errors; an issue with errors is not printed.
    errors: usize,
    /// The number of warnings.
    warnings: usize,
    /// The number of hints.
    hints: usize,
    /// Everything that was found, in the order of the file.
    diagnostics: Vec<Finding>,
    /// The measurements of the pages, if they were requested.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Object>)]
    rows: Option<serde_json::Value>,
}

/// Report everything that is wrong with an issue, or worth a look
#[utoipa::path(
    post, path = "/v1/check", tag = "issues", params(CheckQuery),
    request_body(content(
        (String = "application/toml"),
        (serde_json::Value = "application/json"),
        (BundleForm = "multipart/form-data"),
    )),
    responses((status = 200, description = "what was found", body = Checked))
)]
pub(super) async fn check(
    State(office): State<Shared>,
    caller: Caller,
    Locale(lang): Locale,
    Query(query): Query<CheckQuery>,
    bundle: Bundle,
) -> Result<Json<Checked>, Refusal> {
    let depth = if query.page { Depth::Pages } else { Depth::Text };
    let (json, about) = bundle.about();
    let (found, rows) = match office.make(caller.turn(), Check { depth }, about).await {
        Ok(made) => (made.remarks, made.answer.rows),
        // If the issue cannot even be read, this is reported like everything else.
        Err(refusal) if refusal.status == axum::http::StatusCode::UNPROCESSABLE_ENTITY => {
            (refusal.faults, None)
        }
        Err(refusal) => return Err(refusal),
    };
    let found = if json { found.into_iter().map(Diagnostic::placeless).collect() } else { found };
    let count = |severity| found.iter().filter(|it: &&Diagnostic| it.severity == severity).count();
    Ok(Json(Checked {
        errors: count(Severity::Error),
        warnings: count(Severity::Warning),
        hints: count(Severity::Hint),
        diagnostics: found.iter().map(|it| Finding::of(it, lang)).collect(),
        rows,
    }))
}
