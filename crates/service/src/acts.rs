//! The acts (操作): which requests the audit trail tells of, who made them, and what came of them.

use axum::extract::{Request, State};
use axum::http::Method;
use axum::http::header::LOCATION;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use briefing_archive::audit::{Act, Event, Outcome};
use briefing_values::error::Code;

use crate::guard::KnownAs;
use crate::office::Shared;
use crate::refusal::Refusal;

/// The longest part of an address that is written.
const LONGEST: usize = 64;

/// The name under which somebody unknown has tried to act.
#[derive(Debug, Clone)]
pub(crate) struct Claimed(pub(crate) String);

/// What an act was about, where the address of the request does not say so.
#[derive(Debug, Clone)]
pub(crate) struct About(pub(crate) String);

/// Why an act was refused, where a page says so that is not that of the refusal.
#[derive(Debug, Clone)]
pub(crate) struct Reason(pub(crate) Code);

/// Lets a request that is an act go on to its end, and be noted, although whoever sent it may hang up.
pub(crate) async fn outlive(mut request: Request, next: Next) -> Response {
    let Some(act) = act(request.method(), &segments(request.uri().path())) else {
        return next.run(request).await;
    };
    request.extensions_mut().insert(act);
    let answer = tokio::spawn(next.run(request)).await;
    answer.unwrap_or_else(|_| Refusal::our_fault().into_response())
}

/// Notes what a request does, if [`outlive`] has found it to be an act.
pub(crate) async fn audit(State(office): State<Shared>, request: Request, next: Next) -> Response {
    let Some(act) = request.extensions().get::<Act>().copied() else {
        return next.run(request).await;
    };
    let path = request.uri().path().to_owned();
    let address = office.proxies.client(request.extensions(), request.headers());
    let mut response = next.run(request).await;
    let known = response.extensions().get::<KnownAs>().map(|KnownAs(name)| name.clone());
    let is_known = known.is_some();
    let claimed = response.extensions().get::<Claimed>().map(|Claimed(name)| name.clone());
    let mut event = Event::now(act, known.or(claimed));
    event.address = address.map(|it| it.to_string());
    event.about = about(&response, &path);
    event.outcome = outcome(&response);
    if let Some(about) = event.about.clone() {
        response.extensions_mut().insert(About(about));
    }
    // A login that was right makes somebody known.
    let is_known = is_known || event.outcome == Outcome::Done;
    let noted = office.blocking(move |office| {
        // There are few accounts, and whose was attacked has to be told.
        let claimed = event.user.as_deref().map(|name| office.store.user(name));
        let exists = claimed.is_some_and(|user| user.is_ok_and(|user| user.is_some()));
        office.auditor.note(event, is_known || exists);
        Ok(())
    });
    // It fails only with the server itself.
    let _ = noted.await;
    response
}

fn segments(path: &str) -> Vec<&str> {
    path.trim_matches('/').split('/').collect()
}

/// Returns what a request does, unless it only looks, or tries out something that is not kept.
fn act(method: &Method, path: &[&str]) -> Option<Act> {
    let act = match (method, path) {
        (&Method::PUT, ["v1", "issues", _]) => Act::Publish,
        (&Method::POST, path) => match path {
            ["login"] => Act::Login,
            ["logout"] => Act::Logout,
            ["drafts"] | ["drafts", "upload"] => Act::Begin,
            ["drafts", _] => Act::Save,
            ["drafts", _, "pictures"] | ["drafts", _, "pictures", "remove"] => Act::Picture,
            ["drafts", _, "away"] => Act::PutAway,
            ["drafts", _, "back"] => Act::TakeBack,
            ["drafts", _, "restore"] => Act::Restore,
            ["drafts", _, "publish"] => Act::Publish,
            ["issues", _, "verify"] | ["v1", "issues", _, "verify"] | ["v1", "verify"] => {
                Act::Verify
            }
            ["v1", "issues", _, "regenerate"] => Act::Regenerate,
            ["account", "keys", ..] | ["users", _, "keys", ..] => Act::Key,
            ["account", "password"] | ["users", ..] => Act::Account,
            _ => return None,
        },
        _ => return None,
    };
    Some(act)
}

/// Returns what came of a request.
fn outcome(response: &Response) -> Outcome {
    let status = response.status();
    if !status.is_client_error() && !status.is_server_error() {
        return Outcome::Done;
    }
    let told = response.extensions().get::<Reason>().map(|Reason(code)| *code);
    let refusal = response.extensions().get::<Refusal>();
    let first = refusal.and_then(|refusal| refusal.faults.first()).map(|fault| fault.code);
    let code = told.or(first).map(|code| code.to_string());
    Outcome::Refused(code.unwrap_or_else(|| status.as_u16().to_string()))
}

/// Returns what a request was about: `draft 3`, `issue 176`.
fn about(response: &Response, path: &str) -> Option<String> {
    if let Some(About(about)) = response.extensions().get::<About>() {
        return Some(about.clone());
    }
    // What was begun stands where the answer leads.
    let there = response.headers().get(LOCATION).and_then(|there| there.to_str().ok());
    let of = |path: &str| match segments(path).as_slice() {
        ["drafts", "upload"] => None,
        ["drafts", id, ..] => Some(format!("draft {}", short(id))),
        ["v1", "issues", id, ..] | ["issues", id, ..] => Some(format!("issue {}", short(id))),
        ["users", name, ..] => Some(format!("user {}", short(&decoded(name)))),
        _ => None,
    };
    let published = there.filter(|there| there.starts_with("/issues/")).and_then(of);
    published.or_else(|| of(path)).or_else(|| there.and_then(of))
}

fn decoded(name: &str) -> String {
    percent_encoding::percent_decode_str(name).decode_utf8_lossy().into_owned()
}

fn short(id: &str) -> String {
    id.chars().take(LONGEST).collect()
}

#[cfg(test)]
mod tests {
    use axum::http::Method;

    use super::{act, segments};

    /// What is asked by POST and changes nothing.
    const QUIET: [&str; 3] = ["/v1/render", "/v1/check", "/drafts/{id}/preview"];

    #[test]
    fn every_request_that_may_change_something_is_an_act_or_known_to_change_nothing() {
        let pages = [include_str!("web/mod.rs")];
        let routes = pages.iter().flat_map(|text| text.split(".route(").skip(1));
        let posts = routes
            .filter(|route| route.split(".route(").next().is_some_and(|it| it.contains("post(")));
        let mut changing: Vec<_> = posts
            .filter_map(|route| Some((Method::POST, route.split('"').nth(1)?.to_owned())))
            .collect();
        for (path, item) in crate::openapi().paths.paths {
            let methods = [(Method::POST, item.post), (Method::PUT, item.put)];
            let there = methods.into_iter().filter(|(_, operation)| operation.is_some());
            changing.extend(there.map(|(method, _)| (method, path.clone())));
        }
        assert!(changing.len() > 15, "{changing:?}");
        for (method, path) in changing {
            let is_act = act(&method, &segments(&path)).is_some();
            assert_ne!(is_act, QUIET.contains(&path.as_str()), "{method} {path}");
        }
    }
}
