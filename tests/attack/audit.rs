//! What the audit trail says afterwards of those who came.

use std::io::Write;
use std::net::TcpStream;
use std::time::{Duration, Instant};

use briefing_support::client::Request;
use briefing_support::office::{ISSUE, Office};
use briefing_support::server::{Server, value_of};

use crate::house::{PASSWORD, cookie, key, login, office};

/// The address of the office.
const HERE: &str = "198.51.100.7";

/// A service behind a proxy that names the clients.
fn behind_proxy(office: Office) -> Server {
    Server::with(office, &["--trusted-proxies", "127.0.0.1"])
}

/// Returns the events of the trail, which must be sound.
#[track_caller]
fn events(office: &Office) -> Vec<serde_json::Value> {
    let run = office.run(&["audit", "--format", "json"]);
    let text = String::from_utf8_lossy(run.code(0).bytes()).into_owned();
    text.lines().map(|line| serde_json::from_str(line).expect("a line of JSON")).collect()
}

/// Returns an event as one line: who did what to what, from where, how often, and what came of it.
fn told(event: &serde_json::Value) -> String {
    let word = |name: &str| event[name].as_str().unwrap_or("-").to_owned();
    let refused = event["outcome"]["refused"].as_str();
    let outcome = refused.map_or_else(|| word("outcome"), |reason| format!("refused {reason}"));
    let count = event["count"].as_u64().unwrap_or(1);
    let words = ["act", "user", "address", "about"].map(word).join(" | ");
    format!("{words} | {outcome} | {count}")
}

#[test]
fn every_act_is_told_with_its_name_address_object_and_outcome() {
    let server = behind_proxy(office());
    let robot = key(&server.office, "publisher");
    server.send(login("editor", "wrong", "203.0.113.9")).is(401);
    let editor = cookie(&server, "editor", HERE);
    let ask = |request: Request| request.with("cookie", &editor).with("x-forwarded-for", HERE);
    let page = server.send(ask(Request::get("/drafts"))).is(200).text();
    let form_key = value_of(&page, "form_key");
    let begun = server.send(ask(Request::form("/drafts", &[("form_key", &form_key)])));
    let draft = begun.is(303).header("location").to_owned();
    for version in 1..4 {
        let (before, text) = (version.to_string(), format!("{ISSUE}# {version}\n"));
        let fields =
            [("form_key", &*form_key), ("version", &before), ("tab", "toml"), ("toml", &text)];
        server.send(ask(Request::form(&draft, &fields))).is(303);
    }
    // What an editor may not do is told, too.
    let fields = [("form_key", &*form_key), ("version", "4"), ("sure", "yes")];
    server.send(ask(Request::form(&format!("{draft}/publish"), &fields))).is(403);
    let put = Request::new("PUT", "/v1/issues/27?reason=first").with("authorization", &robot);
    let put = put.with("content-type", "application/toml").with("if-none-match", "*").body(ISSUE);
    server.send(put.with("x-forwarded-for", HERE)).is(201);
    let verify = Request::new("POST", "/v1/issues/27/verify").with("authorization", &robot);
    server.send(verify.with("x-forwarded-for", HERE)).is(200);
    server.send(ask(Request::form("/logout", &[("form_key", &form_key)]))).is(303);
    let (office, _) = server.end();
    let told: Vec<_> = events(&office).iter().map(told).collect();
    let of_server: Vec<_> = told.iter().filter(|it| !it.contains("| user ")).collect();
    let wanted = [
        "login | editor | 203.0.113.9 | - | refused service/wrong-password | 1",
        "login | editor | 198.51.100.7 | - | done | 1",
        "begin | editor | 198.51.100.7 | draft 1 | done | 1",
        "save | editor | 198.51.100.7 | draft 1 | done | 1",
        "publish | editor | 198.51.100.7 | draft 1 | refused service/not-allowed | 1",
        "publish | publisher | 198.51.100.7 | issue 27 | done | 1",
        "verify | publisher | 198.51.100.7 | issue 27 | done | 1",
        "logout | editor | 198.51.100.7 | - | done | 1",
        "save | editor | 198.51.100.7 | draft 1 | done | 2",
    ];
    assert_eq!(of_server, wanted.iter().collect::<Vec<_>>());
    // Accounts and keys are managed on the command line here.
    let managed = told.iter().filter(|it| it.contains("| user "));
    assert_eq!(managed.count(), 4, "{told:?}");
}

#[test]
fn ten_thousand_failures_are_a_handful_of_lines_and_forge_none() {
    let server = behind_proxy(office());
    let forged = "x\"}\n{\"act\":\"login\",\"user\":\"publisher\u{202e}";
    let name = |n| if n == 0 { forged.to_owned() } else { format!("nobody-{n}") };
    std::thread::scope(|scope| {
        for thread in 0..8 {
            let server = &server;
            scope.spawn(move || {
                for n in 0..1250 {
                    server.send(login(&name(thread * 1250 + n), "wrong", "203.0.113.9"));
                }
            });
        }
    });
    let (office, _) = server.end();
    let failed: Vec<_> = events(&office).into_iter().filter(|it| it["act"] == "login").collect();
    let count: u64 = failed.iter().map(|it| it["count"].as_u64().unwrap_or(1)).sum();
    println!("10,000 failed logins: {} lines in the audit trail", failed.len());
    assert!(count == 10_000 && failed.len() < 40, "{count} {}", failed.len());
    let shown = office.run(&["audit", "--act", "login"]);
    let shown = String::from_utf8_lossy(shown.code(0).bytes()).into_owned();
    assert_eq!(shown.lines().count(), failed.len() + 1, "{shown}");
    assert!(!shown.contains('\u{202e}'));
}

#[test]
fn a_killed_server_leaves_a_trail_that_goes_on() {
    let mut office = office();
    for _ in 0..5 {
        let server = behind_proxy(office);
        std::thread::scope(|scope| {
            for n in 0..4 {
                let server = &server;
                scope.spawn(move || {
                    for m in 0..20 {
                        server.send(login("editor", "wrong", &format!("203.0.113.{}", n * 50 + m)));
                    }
                });
            }
        });
        office = server.kill();
    }
    let server = behind_proxy(office);
    server.send(login("editor", PASSWORD, HERE)).is(303);
    let (office, _) = server.end();
    let logins = events(&office).into_iter().filter(|it| it["act"] == "login").count();
    println!("5 kills among 400 logins: {logins} lines, the chain is whole");
    assert!(logins > 300, "{logins}");
}

#[test]
fn who_hangs_up_is_told_all_the_same() {
    let server = behind_proxy(office());
    let editor = cookie(&server, "editor", HERE);
    let page = server.send(Request::get("/drafts").with("cookie", &editor)).is(200).text();
    let body = format!("form_key={}", value_of(&page, "form_key"));
    for pause in 0..20 {
        let mut wire = TcpStream::connect(("127.0.0.1", server.port)).expect("it listens");
        let head = format!(
            "POST /drafts HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: {editor}\r\nX-Forwarded-For: {HERE}\r\n\
             Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n{body}",
            body.len()
        );
        wire.write_all(head.as_bytes()).expect("it takes the request");
        // Gone before the answer, or after it.
        std::thread::sleep(Duration::from_millis(pause));
    }
    // What nobody waits for is done a little later.
    std::thread::sleep(Duration::from_secs(2));
    let page = server.send(Request::get("/drafts").with("cookie", &editor)).is(200).text();
    let drafts = page.matches("<a href=\"/drafts/").count();
    std::thread::sleep(Duration::from_secs(1));
    let (office, _) = server.end();
    let told = events(&office).into_iter().filter(|it| it["act"] == "begin").count();
    println!("20 who hung up: {drafts} drafts, {told} lines");
    assert!(drafts > 0 && told >= drafts, "{drafts} {told}");
}

#[test]
fn a_trail_that_somebody_has_locked_holds_nobody_up() {
    let server = behind_proxy(office());
    let lock = std::fs::File::options().write(true).open(server.office.path("archive-audit/lock"));
    let lock = lock.expect("it is there");
    lock.lock().expect("nobody else has it");
    let start = Instant::now();
    for n in 0..30 {
        server.send(login("editor", "wrong", &format!("203.0.113.{n}"))).is(401);
    }
    let editor = cookie(&server, "editor", HERE);
    server.send(Request::get("/drafts").with("cookie", &editor)).is(200);
    let elapsed = start.elapsed();
    server.get("/ready").is(503);
    drop(lock);
    // The watch writes them within a second or two.
    let until = Instant::now() + Duration::from_secs(20);
    while server.get("/ready").status != 200 && Instant::now() < until {
        std::thread::sleep(Duration::from_millis(50));
    }
    let (office, _) = server.end();
    let logins = events(&office).into_iter().filter(|it| it["act"] == "login").count();
    println!("31 logins while the trail is locked: {elapsed:?}, {logins} lines afterwards");
    assert!(elapsed < Duration::from_mins(1) && logins == 31, "{elapsed:?} {logins}");
}
