//! `POST /v1/render`: an issue in, its pages out.

use std::io::{Cursor, Write};

use axum::extract::{Query, State};
use axum::http::header::{ACCEPT, HeaderMap};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use utoipa::IntoParams;
use zip::write::SimpleFileOptions;

use briefing_values::error::codes;
use briefing_worker::job::{Product, Render};

use crate::accept;
use crate::bundle::Bundle;
use crate::file_answer::{FileAnswer, FileKind};
use crate::guard::Caller;
use crate::office::Shared;
use crate::refusal::Refusal;

/// What to make of the pages.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct RenderQuery {
    /// Which pages, such as `1,3-5,8-`; all by default, or the first if the result is a single picture.
    pages: Option<String>,
    /// The resolution of pictures, in pixels per inch; 144 by default.
    #[param(minimum = 1, maximum = 600)]
    ppi: Option<f32>,
    /// The standards that a PDF must conform to, such as `a-2b` or `1.7`; `a-3a,ua-1` by default.
    standards: Option<String>,
    /// Whether to print even if the engine warns.
    #[serde(default)]
    allow_warnings: bool,
}

/// Set the pages of an issue
///
/// The issue is TOML, JSON with the same fields, or a form: its part `issue` is either of these, and its
/// other files are the pictures, under the names that the issue uses for them. `Accept` selects the result:
/// a PDF, a picture of one page, or a zip file with pictures of all pages.
#[utoipa::path(
    post, path = "/v1/render", tag = "issues", params(RenderQuery),
    request_body(content(
        (String = "application/toml"),
        (serde_json::Value = "application/json"),
        (BundleForm = "multipart/form-data"),
    )),
    responses((status = 200, description = "the pages", content(
        (Vec<u8> = "application/pdf"), (Vec<u8> = "image/png"), (Vec<u8> = "image/svg+xml"),
        (Vec<u8> = "application/zip"),
    )))
)]
pub(super) async fn render(
    State(office): State<Shared>,
    caller: Caller,
    Query(query): Query<RenderQuery>,
    headers: HeaderMap,
    bundle: Bundle,
) -> Result<Response, Refusal> {
    let kind = wanted(&headers)?;
    let (product, pages) = product(kind, &query)?;
    let (json, about) = bundle.about();
    let stem = about.name.trim_end_matches(".toml").to_owned();
    let request = Render { product, pages, allow_warnings: query.allow_warnings };
    let made = office.make(caller.turn(), request, about).await.map_err(|it| it.of(json))?;
    let bytes = if kind == FileKind::Zip {
        packed(&stem, made.answer.parts.into_iter().zip(made.files))?
    } else {
        made.file()?
    };
    Ok(FileAnswer::new(kind, &stem, bytes).into_response())
}

/// A form with an issue and its pictures.
#[derive(utoipa::ToSchema)]
#[expect(dead_code, reason = "it describes the form for other programs")]
pub(super) struct BundleForm {
    /// The issue.
    #[schema(value_type = String, content_media_type = "application/toml")]
    issue: String,
    /// Its pictures.
    #[schema(value_type = Vec<String>, content_media_type = "image/png")]
    pictures: Option<Vec<String>>,
}

fn product(kind: FileKind, query: &RenderQuery) -> Result<(Product, Option<String>), Refusal> {
    let ppi = query.ppi.unwrap_or(144.0);
    if !(1.0..=600.0).contains(&ppi) {
        return Err(Refusal::bad("ppi is between 1 and 600"));
    }
    let standards = query.standards.iter().flat_map(|it| it.split(',')).map(str::to_owned);
    let one = || Some(query.pages.clone().unwrap_or_else(|| "1".into()));
    Ok(match kind {
        FileKind::Png => (Product::Png(ppi), one()),
        FileKind::Svg => (Product::Svg, one()),
        FileKind::Zip => (Product::Png(ppi), query.pages.clone()),
        _ => (Product::Pdf(standards.collect()), query.pages.clone()),
    })
}

/// Returns the kind of file that a client prefers among those that can be made.
fn wanted(headers: &HeaderMap) -> Result<FileKind, Refusal> {
    let made = [FileKind::Pdf, FileKind::Png, FileKind::Svg, FileKind::Zip];
    let best = accept::preferred(headers, &made.map(FileKind::mime));
    made.into_iter().find(|kind| Some(kind.mime()) == best).ok_or_else(|| {
        let found = headers.get(ACCEPT).map(|words| String::from_utf8_lossy(words.as_bytes()));
        let words = vec![("found", found.unwrap_or_default().into_owned())];
        Refusal::noted(codes::service::NOT_ACCEPTABLE, words)
    })
}

/// Packs pictures into one zip file. It holds no time stamps, so the same pages always give the same bytes.
fn packed(
    stem: &str,
    files: impl Iterator<Item = (Option<usize>, Vec<u8>)>,
) -> Result<Vec<u8>, Refusal> {
    let broken = |_| Refusal::bad("the pages do not fit into a zip file");
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    for (page, bytes) in files {
        let page = page.unwrap_or_default();
        archive.start_file(format!("{stem}-{page}.png"), options).map_err(broken)?;
        archive.write_all(&bytes).map_err(|error| broken(error.into()))?;
    }
    Ok(archive.finish().map_err(broken)?.into_inner())
}
