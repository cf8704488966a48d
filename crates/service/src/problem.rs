//! The problem (问题说明): puts refusals into words for whoever asked: a problem (RFC 9457) for programs, a
//! page for people. All refusals pass through here, so that none is left without words.

use axum::body::Body;
use axum::extract::Request;
use axum::http::header::{CONTENT_LENGTH, CONTENT_TYPE, HeaderMap, LOCATION, VARY};
use axum::http::{HeaderValue, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use utoipa::ToSchema;

use briefing_values::catalogue::Lang;
use briefing_values::error::codes;

use crate::accept;
use crate::finding::Finding;
use crate::locale::Locale;
use crate::refusal::Refusal;
use crate::request_id::RequestId;
use crate::web::refusal_page;

/// Why a request was refused (RFC 9457).
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Problem {
    /// The code of the first diagnostic: `urn:briefing:data/missing-field`.
    r#type: String,
    /// What is wrong.
    title: String,
    /// The HTTP status of the response.
    status: u16,
    /// What to do about it.
    #[serde(skip_serializing_if = "Option::is_none")]
    detail: Option<String>,
    /// The identifier of the request in the log.
    #[serde(skip_serializing_if = "Option::is_none")]
    instance: Option<String>,
    /// Everything that is wrong, as `check` reports it.
    diagnostics: Vec<Finding>,
}

/// The reason that is given if a library refused a request.
const UNREADABLE: &str = "its address, its query or its form cannot be read";

/// Puts what went wrong into words, for a program or for a person.
pub(crate) async fn speak(request: Request, next: Next) -> Response {
    let locale = Locale::of(request.uri().query(), request.headers());
    let id = request.extensions().get::<RequestId>().cloned();
    let path = request.uri().path_and_query().map(ToString::to_string).unwrap_or_default();
    // Somebody who has submitted text is not redirected: the text is one step back in the browser.
    let asks = request.method() == axum::http::Method::GET;
    let page = wants_page(request.uri().path(), request.headers());
    let response = next.run(request).await;
    let status = response.status();
    if !status.is_client_error() && !status.is_server_error() {
        return response;
    }
    let kind = response.headers().get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
    let refusal = match response.extensions().get::<Refusal>() {
        Some(refusal) => refusal.clone(),
        // One of our own pages, which itself says what is wrong.
        None if kind.is_some_and(|kind| kind.starts_with("text/html")) => return response,
        None => plain(status),
    };
    let (mut parts, _) = response.into_parts();
    parts.headers.remove(CONTENT_LENGTH);
    parts.headers.append(VARY, HeaderValue::from_static("accept-language"));
    if page && asks && status == StatusCode::UNAUTHORIZED {
        let next = percent_encoding::utf8_percent_encode(&path, percent_encoding::NON_ALPHANUMERIC);
        let there = HeaderValue::try_from(format!("/login?next={next}"));
        parts.headers.insert(LOCATION, there.unwrap_or(HeaderValue::from_static("/login")));
        parts.status = StatusCode::SEE_OTHER;
        return Response::from_parts(parts, Body::empty());
    }
    let problem_of = |refusal: &Refusal| {
        let problem = problem(refusal, locale.0, id.map(|id| id.0));
        ("application/problem+json", serde_json::to_string_pretty(&problem).unwrap_or_default())
    };
    let (kind, words) = match page.then(|| refusal_page::write(&refusal, locale.0)) {
        Some(Ok(page)) => ("text/html; charset=utf-8", page),
        // The page that would say so cannot be filled.
        Some(Err(ours)) => {
            parts.status = ours.status;
            problem_of(&ours)
        }
        None => problem_of(&refusal),
    };
    parts.headers.insert(CONTENT_TYPE, HeaderValue::from_static(kind));
    Response::from_parts(parts, Body::from(words))
}

fn problem(refusal: &Refusal, lang: Lang, instance: Option<String>) -> Problem {
    let diagnostics: Vec<_> = refusal.faults.iter().map(|it| Finding::of(it, lang)).collect();
    let first = diagnostics.first();
    Problem {
        r#type: first.map_or("about:blank".into(), |it| format!("urn:briefing:{}", it.code)),
        title: first.map_or_else(String::new, |it| it.message.clone()),
        status: refusal.status.as_u16(),
        detail: first.and_then(|it| it.hint.clone()),
        instance,
        diagnostics,
    }
}

/// Returns the refusal for a status with which a library answered.
fn plain(status: StatusCode) -> Refusal {
    match status {
        StatusCode::NOT_FOUND => Refusal::absent(),
        StatusCode::METHOD_NOT_ALLOWED => Refusal::noted(codes::service::METHOD, Vec::new()),
        StatusCode::PAYLOAD_TOO_LARGE => Refusal::too_large(crate::bundle::LARGEST_ISSUE),
        status if status.is_server_error() => {
            Refusal::noted(codes::service::OUR_FAULT, Vec::new()).answered(status)
        }
        status => Refusal::bad(UNREADABLE).answered(status),
    }
}

/// Returns whether a request comes from a person at a browser.
fn wants_page(path: &str, headers: &HeaderMap) -> bool {
    let page = "text/html";
    !path.starts_with("/v1/")
        && accept::preferred(headers, &["application/problem+json", page]) == Some(page)
}

/// Returns the answer after one of our handlers has panicked: a defect, which is in the log.
pub(crate) fn panicked(_: Box<dyn std::any::Any + Send>) -> Response {
    Refusal::our_fault().into_response()
}
