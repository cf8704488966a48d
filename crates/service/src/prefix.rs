//! The prefix (路径前缀): the path that the service is below, if its proxy has other things to show, too. Handlers
//! and routes know nothing of it: it is taken from what comes in, and put before what goes out.

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::HeaderValue;
use axum::http::header::{HeaderMap, HeaderName, LOCATION, SET_COOKIE};
use axum::http::uri::{PathAndQuery, Uri};
use axum::middleware::Next;
use axum::response::Response;

use crate::office::Shared;

/// What monitoring asks for without knowing of a prefix.
const WITHOUT: [&str; 3] = ["/health", "/ready", "/metrics"];
/// A path at which there is nothing.
const NOWHERE: &str = "/-";

tokio::task_local! {
    static BASE: Arc<str>;
}

/// Returns what stands before every path in an answer to the current request: nothing, or `/briefing`.
pub(crate) fn base() -> Arc<str> {
    BASE.try_with(Arc::clone).unwrap_or_default()
}

/// Answers a request below the prefix as if there were none.
pub(crate) async fn below(
    State(office): State<Shared>,
    mut request: Request,
    next: Next,
) -> Response {
    let prefix = office.prefix();
    if prefix.is_empty() {
        return next.run(request).await;
    }
    *request.uri_mut() = within(prefix, request.uri());
    let mut response = BASE.scope(prefix.into(), next.run(request)).await;
    let headers = response.headers_mut();
    rewrite(headers, &LOCATION, |there| there.starts_with('/').then(|| format!("{prefix}{there}")));
    rewrite(headers, &SET_COOKIE, |cookie| {
        cookie
            .contains("; Path=/")
            .then(|| cookie.replacen("; Path=/", &format!("; Path={prefix}"), 1))
    });
    response
}

/// Returns an address without the prefix; one that has it not is that of nothing.
fn within(prefix: &str, uri: &Uri) -> Uri {
    if WITHOUT.contains(&uri.path()) {
        return uri.clone();
    }
    let whole = uri.path_and_query().map_or("", PathAndQuery::as_str);
    let rest = whole.strip_prefix(prefix).and_then(|rest| match rest.chars().next() {
        Some('/') => rest.parse().ok(),
        None | Some('?') => format!("/{rest}").parse().ok(),
        _ => None,
    });
    Uri::from(rest.unwrap_or(PathAndQuery::from_static(NOWHERE)))
}

/// Changes the values of a header.
fn rewrite(headers: &mut HeaderMap, name: &HeaderName, change: impl Fn(&str) -> Option<String>) {
    let all: Vec<_> = headers.get_all(name).iter().cloned().collect();
    headers.remove(name);
    for value in all {
        let changed = value.to_str().ok().and_then(&change);
        let changed = changed.and_then(|changed| HeaderValue::from_str(&changed).ok());
        headers.append(name, changed.unwrap_or(value));
    }
}

#[cfg(test)]
mod tests {
    use super::{Uri, within};

    #[test]
    fn what_is_below_the_prefix_is_found_and_nothing_else() {
        let within =
            |uri: &str| within("/briefing", &uri.parse::<Uri>().expect("an address")).to_string();
        for (asked, found) in [
            ("/briefing", "/"),
            ("/briefing?year=2026", "/?year=2026"),
            ("/briefing/", "/"),
            ("/briefing/drafts/3?tab=toml", "/drafts/3?tab=toml"),
            ("/health", "/health"),
            ("/briefing/health", "/health"),
            ("/", "/-"),
            ("/drafts", "/-"),
            ("/briefings", "/-"),
            ("/briefing.toml", "/-"),
        ] {
            assert_eq!(within(asked), found, "{asked}");
        }
    }
}
