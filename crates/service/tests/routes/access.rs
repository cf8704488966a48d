//! Who can log in, and what they may do.

use briefing_support::client::{Answer, Request};
use briefing_support::server::value_of;

use crate::service::{PASSWORD, Service, users};

fn service() -> Service {
    Service::fitted_out(|_, settings| users(settings))
}

/// Logs in, and returns the answer.
fn come_in(service: &Service, name: &str, password: &str) -> Answer {
    let words = [("name", name), ("password", password), ("next", "/drafts")];
    service.send(Request::form("/login", &words).with("accept-language", "en"))
}

/// Logs in, and returns the cookie.
#[track_caller]
fn cookie(service: &Service, name: &str) -> String {
    let answer = come_in(service, name, PASSWORD);
    assert_eq!(answer.is(303).header("location"), "/drafts");
    let cookie = answer.header("set-cookie");
    assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Strict"), "{cookie}");
    cookie.split(';').next().unwrap_or_default().to_owned()
}

#[test]
fn without_a_name_nothing_is_shown() {
    let service = service();
    for target in ["/v1/issues", "/v1/fonts", "/metrics", "/drafts", "/form-key"] {
        let answer = service.get(target);
        assert_eq!(answer.is(401).header("www-authenticate"), "Bearer", "{target}");
        assert_eq!(answer.json()["type"], "urn:briefing:service/not-signed-in", "{target}");
    }
    let page = service.page("/drafts/7?tab=toml");
    assert_eq!(page.is(303).header("location"), "/login?next=%2Fdrafts%2F7%3Ftab%3Dtoml");
    for target in ["/health", "/version", "/login", "/static/style.css"] {
        service.get(target).is(200);
    }
}

#[test]
fn a_session_begins_with_a_password_and_ends_with_a_word() {
    let service = service();
    let wrong = come_in(&service, "editor", "wrong-password");
    assert!(wrong.is(401).header("set-cookie").is_empty());
    let cookie = cookie(&service, "editor");
    let drafts = || service.send(Request::get("/drafts").with("cookie", &cookie));
    let key = value_of(&drafts().is(200).text(), "form_key");
    let form_key = service.send(Request::get("/form-key").with("cookie", &cookie));
    assert_eq!(form_key.is(200).json()["form_key"], *key);
    let go = |key: &str| {
        let form = Request::form("/logout", &[("form_key", key)]).with("cookie", &cookie);
        service.send(form).status
    };
    assert_eq!((go("00"), go(&key)), (403, 303));
    drafts().is(401);
}

#[test]
fn a_password_cannot_be_tried_out() {
    let service = service();
    for _ in 0..6 {
        come_in(&service, "reader", "wrong-password").is(401);
    }
    let right = come_in(&service, "reader", PASSWORD);
    assert!(right.is(429).text().contains("Too many failed attempts"), "{}", right.text());
}

#[test]
fn a_role_allows_what_it_says() {
    let service = service();
    let [reader, editor, publisher] =
        ["reader", "editor", "publisher"].map(|it| cookie(&service, it));
    let asked = |target: &str, cookie: &str| {
        service.send(Request::get(target).with("cookie", cookie)).status
    };
    assert_eq!(asked("/v1/issues", &reader), 200);
    assert_eq!(asked("/drafts", &reader), 403);
    assert_eq!(asked("/drafts", &editor), 200);
    assert_eq!(asked("/drafts/9/publish", &editor), 403);
    assert_eq!(asked("/drafts/9/publish", &publisher), 404);
    assert_eq!(asked("/drafts", "briefing=0000"), 401);
}

#[test]
fn a_form_of_another_site_does_nothing() {
    let service = Service::new();
    let sent = |name: &str, value: &str| {
        let form = Request::form("/drafts", &[]).with(name, value);
        service.send(form).is(403).json()["type"].clone()
    };
    let refused = "urn:briefing:service/other-site";
    assert_eq!(sent("origin", "https://evil.example"), refused);
    assert_eq!(sent("sec-fetch-site", "cross-site"), refused);
    // One of our own forms, but without its key.
    assert_eq!(sent("origin", "http://localhost"), refused);
}
