//! What answers have in common, and how requests are refused.

use briefing_support::client::Request;
use briefing_support::office::ISSUE;
use briefing_worker::job::{Done, Rendered};

use crate::service::{Service, answers, done, refused, remarks};

#[test]
fn the_service_says_that_it_is_there_and_which_program_it_is() {
    let service = Service::new();
    assert_eq!(service.get("/health").is(200).json()["status"], "ok");
    let version = service.get("/version").is(200).json();
    assert!(version["typst"].as_str().is_some_and(|it| it.starts_with("0.15.")), "{version}");
    let description = service.get("/openapi.json").is(200).json();
    assert!(description["paths"]["/health"]["get"].is_object());
}

#[test]
fn a_service_without_a_worker_is_not_ready() {
    let refused = Service::new().get("/ready");
    assert_eq!(refused.is(503).json()["type"], "urn:briefing:service/no-worker");
    let ready = Service::fitted_out(|office, settings| answers(office, settings, Vec::new()));
    // The worker starts while the first requests are answered.
    let start = std::time::Instant::now();
    while ready.get("/ready").status != 200 {
        assert!(start.elapsed().as_secs() < 30, "{}", ready.get("/ready").text());
        std::thread::sleep(std::time::Duration::from_millis(5));
    }
}

#[test]
fn every_answer_is_sealed_and_named() {
    let service = Service::new();
    for target in ["/", "/v1/issues", "/nowhere", "/static/style.css", "/docs/"] {
        let answer = service.get(target);
        for (name, wanted) in [
            ("x-content-type-options", "nosniff"),
            ("referrer-policy", "same-origin"),
            ("cross-origin-opener-policy", "same-origin"),
            ("cross-origin-resource-policy", "same-origin"),
        ] {
            assert_eq!(answer.header(name), wanted, "{target}");
        }
        let policy = answer.header("content-security-policy");
        assert!(policy.contains("frame-ancestors 'none'; base-uri 'none'"), "{target}: {policy}");
        assert_eq!(answer.header("x-request-id").len(), 16, "{target}");
    }
    let named = Request::get("/health").with("x-request-id", "office-7");
    assert_eq!(service.send(named).header("x-request-id"), "office-7");
}

#[test]
fn what_is_not_there_is_404_for_programs_and_for_people() {
    let service = Service::new();
    for (target, code) in [
        ("/nowhere", "service/not-found"),
        ("/v1/nowhere", "service/not-found"),
        ("/static/nothing.css", "service/not-found"),
        ("/leaves/0000000000000000.svg", "service/not-found"),
        ("/drafts/9/toml", "service/not-found"),
        ("/issues/nonsense", "service/not-found"),
        ("/v1/issues/9", "archive/not-there"),
        ("/v1/issues/9/pdf", "archive/not-there"),
    ] {
        let answer = service.get(target);
        assert_eq!(answer.is(404).header("content-type"), "application/problem+json", "{target}");
        assert_eq!(answer.json()["type"], format!("urn:briefing:{code}"), "{target}");
    }
    let page = service.page("/nowhere");
    assert_eq!(page.is(404).header("content-type"), "text/html; charset=utf-8");
    assert!(page.text().starts_with("<!DOCTYPE html>"));
    // Under `/v1/`, answers are for programs, whatever `Accept` says.
    let program = service.page("/v1/nowhere");
    assert_eq!(program.is(404).header("content-type"), "application/problem+json");
}

#[test]
fn a_refusal_is_a_problem_in_the_language_of_the_request() {
    let service = Service::new();
    let asked = |language: &str| {
        service.send(Request::get("/v1/issues/9").with("accept-language", language))
    };
    let english = asked("de, en-GB;q=0.8, zh;q=0.5");
    let problem = english.is(404).json();
    assert_eq!(problem["status"], 404);
    assert_eq!(problem["instance"], english.header("x-request-id"));
    assert_eq!(problem["diagnostics"][0]["code"], "archive/not-there");
    assert_eq!(problem["diagnostics"][0]["message"], problem["title"]);
    assert_eq!(problem["title"], "the archive has no issue “9”");
    assert_eq!(english.header("vary"), "accept-language");
    let chinese = asked("zh-CN, en;q=0.8").json();
    assert_ne!(chinese["title"], problem["title"]);
    let undecided = service.get("/v1/issues/9").json();
    assert_eq!(undecided["title"], chinese["title"]);
}

#[test]
fn a_method_that_there_is_not_is_405() {
    let service = Service::new();
    for (method, target) in [
        ("DELETE", "/v1/issues/9"),
        ("POST", "/health"),
        ("PUT", "/drafts"),
        ("GET", "/v1/render"),
        ("M7", "/version"),
    ] {
        let answer = service.send(Request::new(method, target));
        let problem = answer.is(405).json();
        assert_eq!(problem["type"], "urn:briefing:service/method", "{method} {target}");
        assert!(!answer.header("allow").is_empty(), "{method} {target}");
    }
    let metrics = service.get("/metrics").is(200).text();
    assert!(metrics.contains("method=\"other\"") && !metrics.contains("M7"), "{metrics}");
}

#[test]
fn other_names_for_this_machine_are_not_answered() {
    let service = Service::new();
    let named = |host: &str| service.send(Request::get("/health").with("host", host)).status;
    assert_eq!(named("evil.example"), 421);
    assert_eq!(named("evil.example:8176"), 421);
    for own in ["localhost", "localhost:8176", "127.0.0.1:8176", "[::1]:8176"] {
        assert_eq!(named(own), 200, "{own}");
    }
}

#[test]
fn what_cannot_be_read_or_made_is_said() {
    let service = Service::new();
    let post = |kind: &str, body: &str| {
        service.send(Request::new("POST", "/v1/render").with("content-type", kind).body(body))
    };
    for (answer, status, code) in [
        (post("application/x-yaml", "a: b"), 415, "service/media-type"),
        (service.send(Request::new("POST", "/v1/render").body(ISSUE)), 415, "service/media-type"),
        (post("multipart/form-data", "x"), 400, "service/bad-request"),
        (service.send(Request::post("/v1/render?nonsense=1", ISSUE)), 400, "service/bad-request"),
    ] {
        let found = answer.is(status).json();
        assert_eq!(found["type"], format!("urn:briefing:{code}"), "{found}");
    }
    post("application/json", "{").is(400);
    service.send(Request::post("/v1/render", ISSUE).with("accept", "text/html")).is(406);
}

#[test]
fn a_body_is_as_large_as_an_issue_may_be_and_no_larger() {
    let service = Service::new();
    let most = 2 * 1024 * 1024;
    let sent = |size: usize| service.send(Request::post("/v1/render", "#".repeat(size)));
    // It is read, but there is no worker to set it.
    assert_eq!(sent(most).is(429).json()["type"], "urn:briefing:service/busy");
    let refused = sent(most + 1);
    assert_eq!(refused.is(413).json()["type"], "urn:briefing:service/too-large");
    // A body that only claims to be too large is not read at all.
    let length = (most + 1).to_string();
    let said = Request::post("/v1/render", "#").with("content-length", &length);
    service.send(said).is(413);
}

#[test]
fn what_nobody_has_time_for_is_to_be_asked_again() {
    let refused = Service::new().send(Request::post("/v1/render", ISSUE));
    assert_eq!(refused.is(429).header("retry-after"), "2");
}

#[test]
fn what_a_worker_has_made_is_handed_out() {
    let rendered = Done::Rendered(Rendered { pages: 1, parts: vec![None] });
    let said = vec![done(rendered, vec![b"%PDF-".to_vec()], &[]), refused(&remarks())];
    let service = Service::fitted_out(|office, settings| answers(office, settings, said));
    let made = service.send(Request::post("/v1/render", ISSUE));
    assert_eq!(made.is(200).header("content-type"), "application/pdf");
    assert_eq!(made.body, b"%PDF-");
    service.send(Request::post("/v1/render", ISSUE)).is(422);
}
