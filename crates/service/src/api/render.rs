//! `POST /v1/render`: an issue in, its pages out.

use std::io::{Cursor, Write};

use axum::extract::{Query, State};
use axum::http::header::{ACCEPT, HeaderMap};
use axum::response::Response;
use serde::Deserialize;
use utoipa::IntoParams;
use zip::write::SimpleFileOptions;

use briefing_values::error::codes;
use briefing_worker::job::{Product, Render};

use crate::bundle::Bundle;
use crate::file_answer::{FileAnswer, FileKind};
use crate::guard::Caller;
use crate::office::Shared;
use crate::refusal::Refusal;

/// What is made of the pages.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct RenderQuery {
    /// Which pages: `1,3-5,8-`; all if there are none.
    pages: Option<String>,
    /// The resolution of pictures, in pixels to the inch; by default 144.
    #[param(minimum = 1, maximum = 600)]
    ppi: Option<f32>,
    /// The standards that a PDF must keep: `a-3a,ua-1`, which is the default, `a-2b`, `1.7`.
    standards: Option<String>,
    /// Whether to print although the engine warns.
    #[serde(default)]
    allow_warnings: bool,
}

/// Set an issue in pages
///
/// The issue is TOML, JSON of the same fields, or a form whose part `issue` is either and whose other files are
/// the pictures, under the names by which the issue calls them. `Accept` says what comes back: a PDF, the
/// picture of one page, or all pages as pictures in a zip.
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
    _: Caller,
    Query(query): Query<RenderQuery>,
    headers: HeaderMap,
    bundle: Bundle,
) -> Result<Response, Refusal> {
    let kind = wanted(&headers)?;
    let (product, pages) = product(kind, &query)?;
    let (json, about) = bundle.about();
    let stem = about.name.trim_end_matches(".toml").to_owned();
    let request = Render { product, pages, allow_warnings: query.allow_warnings };
    let made = office.make(request, about).await.map_err(|it| it.of(json))?;
    let bytes = if kind == FileKind::Zip {
        packed(&stem, made.answer.parts.into_iter().zip(made.files))?
    } else {
        made.files.into_iter().next().unwrap_or_default()
    };
    Ok(FileAnswer::new(kind, &stem, bytes).answer(&headers))
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

/// Returns what a client would like best of what can be made.
fn wanted(headers: &HeaderMap) -> Result<FileKind, Refusal> {
    let words = headers.get(ACCEPT).and_then(|value| value.to_str().ok()).unwrap_or("*/*");
    let mut choices: Vec<(f32, FileKind)> = Vec::new();
    for range in words.split(',') {
        let mut parts = range.split(';').map(str::trim);
        let kind = match parts.next().unwrap_or_default() {
            "application/pdf" | "application/*" | "*/*" => FileKind::Pdf,
            "image/png" | "image/*" => FileKind::Png,
            "image/svg+xml" => FileKind::Svg,
            "application/zip" => FileKind::Zip,
            _ => continue,
        };
        let weight = parts.find_map(|part| part.strip_prefix("q=")?.parse().ok()).unwrap_or(1.0);
        choices.push((weight, kind));
    }
    // Of those that are liked as much, the first.
    let best = choices.iter().map(|(weight, _)| *weight).fold(0.0, f32::max);
    let kind = choices.iter().find(|(weight, _)| *weight > 0.0 && *weight >= best);
    kind.map(|(_, kind)| *kind).ok_or_else(|| {
        Refusal::noted(codes::service::NOT_ACCEPTABLE, vec![("found", words.to_owned())])
    })
}

/// Packs pictures into one file. It holds no time of day, so that the same pages give the same bytes.
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

#[cfg(test)]
mod tests {
    use super::{FileKind, HeaderMap, wanted};

    #[test]
    fn what_is_liked_best_is_made() {
        let of = |accept: &str| {
            let mut headers = HeaderMap::new();
            headers.insert("accept", accept.parse().expect("a value"));
            wanted(&headers).ok()
        };
        assert_eq!(wanted(&HeaderMap::new()).ok(), Some(FileKind::Pdf));
        assert_eq!(of("image/png"), Some(FileKind::Png));
        assert_eq!(
            of("text/html, application/zip;q=0.9, application/pdf;q=0.8"),
            Some(FileKind::Zip)
        );
        assert_eq!(of("image/png;q=0.5, */*;q=0.1"), Some(FileKind::Png));
        assert_eq!(of("text/html"), None);
        assert_eq!(of("image/png;q=0"), None);
    }
}
