//! Strangers at the login.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

use briefing_support::office::{project, skip};
use briefing_support::server::Server;

use crate::house::{PASSWORD, cookie, login, office};

/// A service behind a proxy that names the clients.
fn behind_proxy() -> Server {
    Server::with(office(), &["--trusted-proxies", "127.0.0.1"])
}

#[test]
fn ten_thousand_invented_names_lock_nobody_out() {
    let server = behind_proxy();
    let start = Instant::now();
    let (mut tried, mut refused) = (0, 0);
    std::thread::scope(|scope| {
        let threads: Vec<_> = (0..8)
            .map(|thread| {
                let server = &server;
                scope.spawn(move || {
                    let name = |n| format!("nobody-{thread}-{n}");
                    let answers = (0..1_250)
                        .map(|n| server.send(login(&name(n), "wrong", "203.0.113.9")).status);
                    answers.filter(|status| *status == 429).count()
                })
            })
            .collect();
        for thread in threads {
            refused += thread.join().expect("it ends");
            tried += 1_250;
        }
    });
    let session = Instant::now();
    cookie(&server, "editor", "198.51.100.7");
    let entered = session.elapsed();
    println!(
        "{tried} tries in {:?}, {refused} refused; then a user enters in {entered:?}",
        start.elapsed()
    );
    assert!(refused > 9_900 && entered < Duration::from_secs(20), "{refused} {entered:?}");
}

#[test]
fn wrong_passwords_of_others_do_not_keep_a_user_out() {
    let server = behind_proxy();
    let known = cookie(&server, "editor", "198.51.100.7");
    for n in 0..40 {
        server.send(login("editor", "wrong", &format!("203.0.113.{n}")));
    }
    // From an address that was never wrong, at once; a session and a key are never refused.
    cookie(&server, "editor", "198.51.100.8");
    let drafts = briefing_support::client::Request::get("/drafts").with("cookie", &known);
    server.send(drafts).is(200);
    // From one that has been wrong, the name counts.
    assert_eq!(server.send(login("editor", PASSWORD, "203.0.113.1")).status, 429);
}

#[test]
fn a_crowd_at_the_login_is_sent_away_and_keeps_nobody_out() {
    let server = behind_proxy();
    let known = cookie(&server, "editor", "198.51.100.7");
    let (mut longest, mut statuses) = (Duration::ZERO, Vec::new());
    std::thread::scope(|scope| {
        let crowd: Vec<_> = (0..200)
            .map(|n| {
                let server = &server;
                let stranger = login(&format!("nobody-{n}"), "wrong", "203.0.113.9");
                scope.spawn(move || server.send(stranger))
            })
            .collect();
        // While they wait, whoever is in goes on, and another enters from elsewhere.
        for _ in 0..20 {
            let asked = Instant::now();
            let drafts = briefing_support::client::Request::get("/drafts").with("cookie", &known);
            server.send(drafts).is(200);
            longest = longest.max(asked.elapsed());
        }
        cookie(&server, "reader", "198.51.100.8");
        for answer in crowd {
            let answer = answer.join().expect("it is answered");
            assert!(answer.status != 429 || !answer.header("retry-after").is_empty());
            statuses.push(answer.status);
        }
    });
    let turned_away = statuses.iter().filter(|status| **status == 429).count();
    println!(
        "200 logins at once from one address: {turned_away} sent away; a page beside them in {longest:?}"
    );
    assert!(turned_away > 0 && longest < Duration::from_secs(20), "{turned_away} {longest:?}");
}

#[test]
fn failed_logins_are_logged_as_fail2ban_reads_them() {
    let server = Server::with(office(), &["--trusted-proxies", "127.0.0.1", "--log", "warn"]);
    // A name that tries to look like an entry of its own.
    let forged = "\",\"message\":\"login failed\",\"address\":\"198.51.100.1";
    server.send(login(forged, "wrong", "203.0.113.9")).is(401);
    server.has_said("login failed");
    let said = server.said();
    let entry = "\"fields\":{\"message\":\"login failed\",\"address\":\"203.0.113.9\",\"user\":";
    assert!(said.contains(entry) && !said.contains("\"address\":\"198.51.100.1\""), "{said}");
    let filter = std::fs::read_to_string(project("deploy/fail2ban.conf")).expect("a file");
    assert!(filter.contains(&entry.replace("203.0.113.9", "<HOST>").replace('{', "\\{")));
    let file = server.office.path("log");
    std::fs::write(&file, said).expect("it is written");
    let checked = std::process::Command::new("fail2ban-regex")
        .arg(&file)
        .arg(project("deploy/fail2ban.conf"))
        .output();
    match checked {
        Ok(run) => {
            let words = String::from_utf8_lossy(&run.stdout).into_owned();
            assert!(words.contains("1 matched"), "{words}");
        }
        Err(_) => skip("fail2ban-regex is not here (Debian: fail2ban)"),
    }
}

#[test]
fn a_header_that_nobody_trusted_has_set_says_nothing() {
    let server = Server::with(office(), &[]);
    for n in 0..6 {
        server.send(login("editor", "wrong", &format!("203.0.113.{n}"))).is(401);
    }
    let refused = server.send(login("editor", PASSWORD, "198.51.100.7"));
    assert!(!refused.is(429).header("retry-after").is_empty());
}

#[test]
fn slow_bodies_of_strangers_hold_the_house_for_seconds_only() {
    let server = Server::with(office(), &[]);
    let start = Instant::now();
    let slow: Vec<_> = (0..1_100)
        .filter_map(|_| {
            let mut stream = TcpStream::connect(("127.0.0.1", server.port)).ok()?;
            let head = format!(
                "POST /login HTTP/1.1\r\nHost: 127.0.0.1:{}\r\nContent-Length: 8000\r\n\
                 Content-Type: application/x-www-form-urlencoded\r\n\r\nname=",
                server.port
            );
            stream.write_all(head.as_bytes()).ok().map(|()| stream)
        })
        .collect();
    let asked = Instant::now();
    server.get("/health").is(200);
    let answered = asked.elapsed();
    println!(
        "{} slow bodies; then an answer after {answered:?} ({:?})",
        slow.len(),
        start.elapsed()
    );
    assert!(slow.len() > 900 && answered < Duration::from_secs(30), "{answered:?}");
    // What does not fit into a login is not waited for.
    let mut stream = slow.into_iter().next().expect("there is one");
    stream.set_read_timeout(Some(Duration::from_secs(10))).expect("a timeout");
    let mut said = [0; 64];
    let length = stream.read(&mut said).unwrap_or_default();
    assert!(said[..length].starts_with(b"HTTP/1.1 408") || length == 0, "{:?}", &said[..length]);
}
