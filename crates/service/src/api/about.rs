//! What the service says about itself: to editor plug-ins, to monitoring systems, and to people.

use axum::Json;
use axum::extract::State;
use axum::http::header::{CONTENT_TYPE, HeaderMap};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use utoipa::ToSchema;

use briefing_archive::lock::Engine;
use briefing_desk::faces::RoleListing;
use briefing_desk::styles;
use briefing_values::error::codes;
use briefing_worker::job::{About, ListFaces};
use briefing_worker::memory::Memory;

use crate::file_answer::{FileAnswer, FileKind};
use crate::guard::Caller;
use crate::metrics::Figures;
use crate::office::{Office, Shared};
use crate::refusal::Refusal;
use crate::room;
use crate::watch;

/// The versions of the program and its engine.
#[derive(Serialize, ToSchema)]
#[schema(as = Version)]
pub(super) struct ProgramVersion {
    /// The version of this program.
    briefing: String,
    /// The version of Typst.
    typst: String,
}

/// The health of the service.
#[derive(Serialize, ToSchema)]
pub(super) struct Health {
    /// Always `ok`.
    status: String,
}

/// Whether the service is ready to work.
#[derive(Serialize, ToSchema)]
pub(super) struct Readiness {
    /// Whether it is ready.
    ready: bool,
    /// How many workers there are.
    workers: usize,
    /// How many jobs are in progress.
    running: usize,
    /// How many jobs are waiting.
    waiting: usize,
}

/// Report that the service is up
#[utoipa::path(
    get, path = "/health", tag = "service",
    responses((status = 200, description = "it is up", body = Health))
)]
pub(super) async fn health() -> Json<Health> {
    Json(Health { status: "ok".into() })
}

/// Report whether the service is ready to work
#[utoipa::path(
    get, path = "/ready", tag = "service",
    responses((status = 200, description = "it is ready", body = Readiness))
)]
pub(super) async fn ready(State(office): State<Shared>) -> Result<Json<Readiness>, Refusal> {
    office.blocking(watch::examine).await?;
    let tally = office.pool.tally();
    if tally.standing == 0 {
        let words = vec![("how", String::from("…"))];
        return Err(Refusal::noted(codes::service::NO_WORKER, words));
    }
    Ok(Json(Readiness {
        ready: true,
        workers: tally.standing,
        running: tally.busy,
        waiting: tally.waiting,
    }))
}

/// Report the versions of the program and its engine
#[utoipa::path(
    get, path = "/version", tag = "service",
    responses((status = 200, description = "the versions", body = ProgramVersion))
)]
pub(super) async fn version() -> Json<ProgramVersion> {
    let Engine { briefing, typst } = briefing_desk::program::engine();
    Json(ProgramVersion { briefing, typst })
}

/// Return the metrics, in the text format of Prometheus
#[utoipa::path(
    get, path = "/metrics", tag = "service",
    responses((status = 200, description = "the metrics", body = String,
               content_type = "application/openmetrics-text"))
)]
pub(super) async fn metrics(State(office): State<Shared>, _: Caller) -> Result<Response, Refusal> {
    let figures = office.blocking(|office| Ok(figures(office))).await?;
    let kind = "application/openmetrics-text; version=1.0.0; charset=utf-8";
    Ok(([(CONTENT_TYPE, kind)], office.metrics.text(&figures)).into_response())
}

/// Measures what nobody counts on the way.
fn figures(office: &Office) -> Figures {
    let (store, archive) = (office.store.file(), office.archive.folder());
    let left = [("store", store), ("archive", &archive)];
    let left = left.into_iter().filter_map(|(name, path)| room::of(path).map(|it| (name, it)));
    Figures {
        tally: office.pool.tally(),
        memory: Memory::open().resident(),
        audit_events: office.auditor.written(),
        audit_fails: office.auditor.fails(),
        ready: watch::examine(office).is_ok(),
        store: office.store.size(),
        left: left.collect(),
    }
}

/// Return the JSON Schema of issues, for editor plug-ins
#[utoipa::path(
    get, path = "/v1/schema/issue.json", tag = "house",
    responses(
        (status = 200, description = "the schema", body = serde_json::Value),
        (status = 304, description = "the client already has it"),
    )
)]
pub(super) async fn schema(
    State(office): State<Shared>,
    _: Caller,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    let schema = office.blocking(|office| Ok(styles::schema(&office.house()?))).await?;
    Ok(FileAnswer::new(FileKind::Json, "issue.schema", schema.into_bytes()).unless_known(&headers))
}

/// List the roles of the page, and the faces of each
#[utoipa::path(
    get, path = "/v1/fonts", tag = "house",
    responses((status = 200, description = "the roles", body = serde_json::Value))
)]
pub(super) async fn fonts(
    State(office): State<Shared>,
    caller: Caller,
) -> Result<Json<Vec<RoleListing>>, Refusal> {
    let made = office.make(caller.turn(), ListFaces, About::default()).await?;
    Ok(Json(made.answer.roles))
}

/// The styles that issues can be set in.
#[derive(Serialize, ToSchema)]
pub(super) struct Templates {
    /// Their names.
    styles: Vec<String>,
}

/// List the styles that issues can be set in
#[utoipa::path(
    get, path = "/v1/templates", tag = "house",
    responses((status = 200, description = "the styles", body = Templates))
)]
pub(super) async fn templates(
    State(office): State<Shared>,
    _: Caller,
) -> Result<Json<Templates>, Refusal> {
    let styles = office.blocking(|office| office.house()?.styles()).await?;
    Ok(Json(Templates { styles }))
}
