//! Who may sign in, and what they may do.

use briefing_support::client::Request;
use briefing_support::office::{ISSUE, Office};
use briefing_support::server::{Server, signal, value_of};

const PASSWORD: &str = "小车间大扶贫小车间大扶贫";

/// Returns an office with a user of each role, and the key of each.
fn office() -> (Office, [String; 3]) {
    let office = Office::new().file("briefing.toml", "").file("password", PASSWORD);
    let keys = ["reader", "editor", "publisher"].map(|role| {
        let words = ["user", "add", role, "--role", role, "--password-file", "password"];
        office.run(&words).code(0);
        let key = office.run(&["user", "key", role]);
        key.code(0);
        String::from_utf8_lossy(key.bytes()).trim().to_owned()
    });
    (office, keys)
}

/// Signs somebody in, and returns the cookie.
#[track_caller]
fn cookie(server: &Server, name: &str) -> String {
    let form =
        Request::form("/login", &[("name", name), ("password", PASSWORD), ("next", "/drafts")]);
    let answer = server.send(form);
    assert_eq!(answer.is(303).header("location"), "/drafts");
    let cookie = answer.header("set-cookie");
    assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Strict"), "{cookie}");
    cookie.split(';').next().unwrap_or_default().to_owned()
}

#[test]
fn other_machines_are_served_once_somebody_has_an_account() {
    let office = Office::new().file("briefing.toml", "");
    let run = office.run(&["serve", "--bind", "0.0.0.0:0"]);
    run.code(2);
    assert!(run.words().contains("service/open-to-all"), "{}", run.words());
}

#[test]
fn a_proxy_leads_others_here_who_need_accounts_too() {
    let office = Office::new().file("briefing.toml", "");
    let run =
        office.run(&["serve", "--bind", "127.0.0.1:0", "--origin", "https://jianbao.example"]);
    assert!(run.code(2).words().contains("service/origin-without-users"), "{}", run.words());
}

#[test]
fn removing_the_last_user_opens_nothing() {
    let (office, _) = office();
    let server = Server::with(office, &[]);
    for name in ["reader", "editor", "publisher"] {
        server.office.run(&["user", "remove", name]).code(0);
    }
    server.get("/drafts").is(401);
    server.send(Request::post("/v1/render", ISSUE)).is(401);
}

#[test]
fn keys_are_revoked() {
    let (office, [reader, ..]) = office();
    let server = Server::with(office, &[]);
    let asked = || {
        let request = Request::get("/v1/issues");
        server.send(request.with("authorization", &format!("bearer {reader}"))).status
    };
    assert_eq!(asked(), 200);
    server.office.run(&["user", "key", "reader", "--revoke"]).code(0);
    assert_eq!(asked(), 401);
}

#[test]
fn who_has_come_in_anew_is_told_the_key_of_the_forms() {
    let (office, _) = office();
    let server = Server::with(office, &[]);
    server.get("/form-key").is(401);
    let cookie = cookie(&server, "editor");
    let key = server.send(Request::get("/form-key").with("cookie", &cookie)).is(200).json();
    let key = key["form_key"].as_str().expect("a key").to_owned();
    let form = Request::form("/drafts", &[("form_key", &key)]).with("cookie", &cookie);
    server.send(form).is(303);
    // Somebody who is signed out while writing keeps the page with the text.
    let form = Request::form("/drafts/1", &[("version", "1")]).with("accept", "text/html");
    assert!(server.send(form).is(401).text().contains("service&#x2f;not-signed-in"));
}

#[test]
fn without_a_name_nothing_is_handed_out() {
    let (office, _) = office();
    let server = Server::with(office, &[]);
    for target in ["/v1/issues", "/v1/issues/176/pdf", "/v1/fonts", "/metrics", "/leaves/a.svg"] {
        assert_eq!(server.get(target).is(401).header("www-authenticate"), "Bearer", "{target}");
    }
    server.send(Request::post("/v1/render", ISSUE)).is(401);
    let page = server.send(Request::get("/drafts/7?tab=toml").with("accept", "text/html"));
    assert_eq!(page.is(303).header("location"), "/login?next=%2Fdrafts%2F7%3Ftab%3Dtoml");
    server.get("/health").is(200);
    server.get("/login").is(200);
}

#[test]
fn a_role_allows_what_it_says() {
    let (office, [reader, editor, publisher]) = office();
    let server = Server::with(office, &[]);
    let by = |request: Request, key: &str| {
        server.send(request.with("authorization", &format!("Bearer {key}"))).status
    };
    let put = || {
        Request::new("PUT", "/v1/issues/27")
            .with("content-type", "application/toml")
            .with("if-none-match", "*")
            .body(ISSUE)
    };
    assert_eq!(by(Request::post("/v1/render", ISSUE), &reader), 200);
    assert_eq!(by(put(), &reader), 403);
    assert_eq!(by(put(), &editor), 403);
    assert_eq!(by(put(), &publisher), 201);
    assert_eq!(by(Request::get("/drafts"), &reader), 403);
    assert_eq!(by(Request::get("/drafts"), &editor), 200);
    assert_eq!(by(Request::get("/v1/issues"), "0000"), 401);
}

#[test]
fn a_session_begins_with_a_password_and_ends_with_a_word() {
    let (office, _) = office();
    let server = Server::with(office, &[]);
    let wrong =
        server.send(Request::form("/login", &[("name", "editor"), ("password", "wrong-password")]));
    assert!(wrong.is(401).header("set-cookie").is_empty());
    let cookie = cookie(&server, "editor");
    let page = server.send(Request::get("/drafts").with("cookie", &cookie)).is(200).text();
    let key = value_of(&page, "form_key");
    let begin = |key: &str| {
        let form = Request::form("/drafts", &[("form_key", key)]).with("cookie", &cookie);
        server.send(form).status
    };
    assert_eq!((begin("00"), begin(""), begin(&key)), (403, 403, 303));
    server.send(Request::form("/logout", &[("form_key", &key)]).with("cookie", &cookie)).is(303);
    server.send(Request::get("/drafts").with("cookie", &cookie)).is(401);
}

#[test]
fn a_form_on_another_site_does_nothing() {
    let (office, _) = office();
    let server = Server::with(office, &[]);
    let cookie = cookie(&server, "publisher");
    let sent = |name: &str, value: &str| {
        let form = Request::form("/drafts", &[]).with("cookie", &cookie).with(name, value);
        server.send(form)
    };
    sent("origin", "https://evil.example").is(403);
    sent("sec-fetch-site", "cross-site").is(403);
    let put = Request::new("PUT", "/v1/issues/27")
        .with("content-type", "application/toml")
        .with("if-none-match", "*")
        .with("cookie", &cookie)
        .with("origin", "https://evil.example")
        .body(ISSUE);
    server.send(put).is(403);
}

#[test]
fn a_password_cannot_be_tried_out() {
    let (office, _) = office();
    let server = Server::with(office, &[]);
    let tried = |password: &str| {
        let form = Request::form("/login", &[("name", "reader"), ("password", password)]);
        server.send(form.with("accept-language", "en"))
    };
    for _ in 0..6 {
        tried("wrong-password").is(401);
    }
    let right = tried(PASSWORD);
    assert!(right.is(429).text().contains("Too many failed attempts"), "{}", right.text());
    // It costs time, and locks nobody out.
    let wait: u64 = right.header("retry-after").parse().expect("seconds");
    assert!((1..=2).contains(&wait), "{wait}");
    std::thread::sleep(std::time::Duration::from_secs(wait));
    tried(PASSWORD).is(303);
}

#[test]
fn users_are_added_listed_and_removed() {
    let (office, [reader, ..]) = office();
    let list = office.run(&["user", "list"]);
    list.success().stdout(snapbox::str![[r#"
editor     editor
publisher  publisher
reader     reader

"#]]);
    assert!(!String::from_utf8_lossy(&office.read("cabinet.sqlite")).contains(PASSWORD));
    office.run(&["user", "remove", "reader"]).code(0);
    office.run(&["user", "remove", "reader"]).code(2);
    office.run(&["user", "key", "reader"]).code(2);
    let server = Server::with(office, &[]);
    let gone = Request::get("/v1/issues").with("authorization", &format!("Bearer {reader}"));
    server.send(gone).is(401);
    let short = server.office.run_with_input(&["user", "add", "short"], "kurz\n");
    assert!(short.code(2).words().contains("service/short-password"));
    server.office.run_with_input(&["user", "add", "a/b"], PASSWORD).code(2);
}

#[cfg(unix)]
#[test]
fn nobody_else_can_read_the_cabinet() {
    use std::os::unix::fs::PermissionsExt;
    let (office, _) = office();
    let about = std::fs::metadata(office.path("cabinet.sqlite")).expect("it is there");
    assert_eq!(about.permissions().mode() & 0o077, 0);
}

#[test]
fn the_program_ends_when_it_is_asked_to() {
    let server = Server::start();
    server.still_works();
    let workers = server.workers();
    assert!(!workers.is_empty());
    let (_office, code) = server.end();
    assert_eq!(code, Some(0));
    for worker in workers {
        assert!(!signal("0", worker), "worker {worker} is still there");
    }
}
