//! What every answer has, whatever was asked.

use std::io::{Read, Write};
use std::net::TcpStream;

use briefing_support::client::Request;
use briefing_support::office::{ISSUE, Office};
use briefing_support::server::Server;

#[test]
fn every_answer_is_sealed_and_named() {
    let server = Server::start();
    for target in ["/", "/v1/issues", "/nowhere", "/static/style.css"] {
        let answer = server.get(target);
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{target}");
        let policy = answer.header("content-security-policy");
        assert!(policy.starts_with("default-src 'none'") && !policy.contains("unsafe"), "{policy}");
        assert_eq!(answer.header("x-request-id").len(), 16, "{target}");
    }
    let named = Request::get("/health").with("x-request-id", "office-7");
    assert_eq!(server.send(named).header("x-request-id"), "office-7");
    server.has_said("\"id\":\"office-7\"");
}

#[test]
fn the_log_holds_nothing_that_a_client_could_write_into_it() {
    let server = Server::start();
    for name in ["a%0ab%1b[31m", "%E2%80%AE", "..%2f..%2fetc"] {
        server.get(&format!("/v1/issues/{name}/pdf")).is(404);
        let given = Request::get("/health").with("x-request-id", "\u{202e}[31m");
        assert_eq!(server.send(given).header("x-request-id").len(), 16);
    }
    let said = server.said();
    assert!(
        said.lines().all(|line| serde_json::from_str::<serde_json::Value>(line).is_ok()),
        "{said}"
    );
    assert!(!said.contains(['\u{1b}', '\u{202e}']) && !said.contains("etc"), "{said}");
}

#[test]
fn refusals_are_problems_in_the_language_of_the_request() {
    let server = Server::start();
    let english = server.send(Request::get("/v1/issues/9").with("accept-language", "en"));
    assert_eq!(english.is(404).header("content-type"), "application/problem+json");
    let problem = english.json();
    assert_eq!(problem["type"], "urn:briefing:archive/not-there", "{problem}");
    assert_eq!(problem["status"], 404);
    assert_eq!(problem["instance"], english.header("x-request-id"));
    let chinese = server.send(Request::get("/v1/issues/9").with("accept-language", "zh-CN"));
    assert_ne!(chinese.json()["title"], problem["title"]);
    server.send(Request::new("DELETE", "/v1/issues/9")).is(405);
    let page = server.send(Request::get("/nowhere").with("accept", "text/html"));
    assert!(page.is(404).text().starts_with("<!DOCTYPE html>"));
}

#[test]
fn a_body_that_says_that_it_is_too_large_is_not_read() {
    let server = Server::start();
    let mut stream = TcpStream::connect(("127.0.0.1", server.port)).expect("it listens");
    let head = format!(
        "POST /v1/render HTTP/1.1\r\nhost: 127.0.0.1:{}\r\ncontent-type: application/toml\r\n\
         content-length: 63000000\r\nconnection: close\r\n\r\n",
        server.port
    );
    stream.write_all(head.as_bytes()).expect("it reads");
    let mut answer = String::new();
    // None of the body was sent.
    stream.read_to_string(&mut answer).expect("it answers");
    assert!(
        answer.starts_with("HTTP/1.1 413 ") && answer.contains("service/too-large"),
        "{answer}"
    );
}

#[test]
fn a_body_that_does_not_say_how_large_it_is_is_cut_off() {
    let server = Server::start();
    let mut stream = TcpStream::connect(("127.0.0.1", server.port)).expect("it listens");
    let head = format!(
        "POST /v1/render HTTP/1.1\r\nhost: 127.0.0.1:{}\r\ncontent-type: application/toml\r\n\
         transfer-encoding: chunked\r\nconnection: close\r\n\r\n",
        server.port
    );
    stream.write_all(head.as_bytes()).expect("it reads");
    let chunk = format!("{:x}\r\n{}\r\n", 1 << 16, "#".repeat(1 << 16));
    for _ in 0..40 {
        if stream.write_all(chunk.as_bytes()).is_err() {
            break;
        }
    }
    let mut answer = Vec::new();
    let _ = stream.read_to_end(&mut answer);
    let answer = String::from_utf8_lossy(&answer);
    assert!(answer.starts_with("HTTP/1.1 413 "), "{answer}");
}

#[test]
fn what_cannot_be_read_or_made_is_said() {
    let server = Server::start();
    let typed = |kind: &str| Request::new("POST", "/v1/render").with("content-type", kind);
    server.send(typed("application/x-yaml").body("a: b")).is(415);
    server.send(Request::new("POST", "/v1/render").body(ISSUE)).is(415);
    server.send(Request::post("/v1/render", ISSUE).with("accept", "text/html")).is(406);
    server.send(typed("application/json").body("{")).is(400);
    server.send(typed("multipart/form-data").body("x")).is(400);
    server.send(Request::post("/v1/render?pages=0", ISSUE)).is(400);
    server.send(Request::post("/v1/render?nonsense=1", ISSUE)).is(400);
}

#[test]
fn other_names_for_this_machine_are_not_answered() {
    let server = Server::start();
    let named = |host: &str| server.send(Request::get("/v1/issues").with("host", host)).status;
    assert_eq!(named("evil.example"), 421);
    assert_eq!(named(&format!("evil.example:{}", server.port)), 421);
    assert_eq!(named(&format!("localhost:{}", server.port)), 200);
    let office = Office::new().file("briefing.toml", "");
    office.run_with_input(&["user", "add", "reader"], "a password for a test\n").code(0);
    let behind = Server::with(office, &["--origin", "https://jianbao.example"]);
    let named = |host: &str| behind.send(Request::get("/login").with("host", host)).status;
    assert_eq!((named("jianbao.example"), named("evil.example")), (200, 421));
}

#[test]
fn words_are_compressed_and_records_are_not() {
    let server = Server::with_176();
    let asked = |target: &str| server.send(Request::get(target).with("accept-encoding", "gzip"));
    assert_eq!(asked("/static/style.css").header("content-encoding"), "gzip");
    assert_eq!(asked("/v1/issues/176/pdf").header("content-encoding"), "");
}

#[test]
fn the_description_is_there_without_the_internet() {
    let server = Server::start();
    let description = server.get("/openapi.json");
    assert!(description.is(200).json()["openapi"].as_str().is_some_and(|it| it.starts_with("3.")));
    let page = server.page("/docs/");
    for address in page.split("=\"").skip(1).filter_map(|rest| rest.split('"').next()) {
        assert!(!address.starts_with("http") && !address.starts_with("//"), "{address}");
    }
    assert!(server.get("/docs/swagger-ui-bundle.js").is(200).body.len() > 100_000);
}

#[test]
fn methods_that_a_client_makes_up_are_counted_as_one() {
    let server = Server::start();
    for n in 0..20 {
        server.send(Request::new(&format!("M{n}"), "/health")).is(405);
    }
    let metrics = server.get("/metrics").text();
    assert!(metrics.contains("method=\"other\"") && !metrics.contains("M7"), "{metrics}");
}

#[test]
fn a_server_whose_connections_are_all_taken_ends_when_it_is_asked_to() {
    let office = Office::new().file("briefing.toml", "");
    let server = Server::with(office, &["--connections", "2"]);
    let port = server.port;
    let held: Vec<_> = (0..2)
        .map(|_| {
            let mut stream = TcpStream::connect(("127.0.0.1", port)).expect("it listens");
            stream.write_all(b"GET /health HTTP/1.1\r\n").expect("it reads");
            stream
        })
        .collect();
    std::thread::sleep(std::time::Duration::from_millis(200));
    let start = std::time::Instant::now();
    let (_office, code) = server.end();
    assert_eq!(code, Some(0));
    // The head of a request may take ten seconds.
    assert!(start.elapsed().as_secs() < 30, "{:?}", start.elapsed());
    drop(held);
}
