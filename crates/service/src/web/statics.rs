//! What the pages need besides themselves: the style sheet, the script, and pages that were drawn.

use axum::extract::{Path, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};

use crate::guard::Editor;
use crate::office::Shared;
use crate::refusal::Refusal;

/// Serves a file that is built into the program.
pub(super) async fn file(Path(name): Path<String>) -> Result<Response, Refusal> {
    let (kind, text) = match name.as_str() {
        "style.css" => ("text/css; charset=utf-8", include_str!("static/style.css")),
        "editor.js" => ("text/javascript; charset=utf-8", include_str!("static/editor.js")),
        "icon.svg" => ("image/svg+xml", include_str!("static/icon.svg")),
        _ => return Err(Refusal::absent()),
    };
    Ok(([(CONTENT_TYPE, kind), (CACHE_CONTROL, "private, max-age=3600")], text).into_response())
}

/// Serves a page of a draft that was drawn a moment ago.
pub(super) async fn leaf(
    State(office): State<Shared>,
    _: Editor,
    Path(name): Path<String>,
) -> Result<Response, Refusal> {
    let digest = name.strip_suffix(".svg").ok_or_else(Refusal::absent)?;
    let bytes = office.leaves.get(digest).ok_or_else(Refusal::absent)?;
    let kept = "private, max-age=86400, immutable";
    let headers = [(CONTENT_TYPE, "image/svg+xml"), (CACHE_CONTROL, kept)];
    Ok((headers, bytes.to_vec()).into_response())
}
