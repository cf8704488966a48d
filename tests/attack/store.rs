//! The file of users and drafts, lost while the service runs and after.

use std::time::{Duration, Instant};

use briefing_support::client::Request;
use briefing_support::server::{Server, value_of};

use crate::house::{add_user, cookie, office};

#[test]
fn a_store_that_is_lost_saves_nothing_in_silence_and_opens_nothing() {
    let server = Server::with(office(), &["--log", "info"]);
    let editor = cookie(&server, "editor", "198.51.100.7");
    let drafts = Request::get("/drafts").with("cookie", &editor);
    let key = value_of(&server.send(drafts.clone()).is(200).text(), "form_key");
    std::fs::remove_file(server.office.path("cabinet.sqlite")).expect("it is removed");
    // Not one save is acknowledged, and the reason is said.
    let save = Request::form("/drafts", &[("form_key", &key)]).with("cookie", &editor);
    let refused = server.send(save);
    assert_eq!(refused.is(503).json()["type"], "urn:briefing:service/store-gone");
    let start = Instant::now();
    assert_eq!(server.get("/ready").is(503).json()["type"], "urn:briefing:service/store-gone");
    server.has_said("the service cannot go on as it should");
    let noticed = start.elapsed();
    assert!(noticed < Duration::from_secs(5), "{noticed:?}");
    assert!(server.said().contains("\"ERROR\""), "{}", server.said());
    println!("a lost store is noticed at once, and logged within {noticed:?}");
    server.get("/health").is(200);
    // Nor does the next start open the house.
    let (office, _) = server.end();
    let again = office.run(&["serve", "--bind", "127.0.0.1:0"]);
    assert!(again.code(3).words().contains("service/users-lost"), "{}", again.words());
    assert!(again.words().contains("briefing user add"), "it says how to mend it");
    add_user(&office, "韦", "publisher");
    let server = Server::with(office, &[]);
    server.get("/v1/issues").is(401);
}

#[test]
fn the_archive_knows_of_users_even_without_its_note() {
    let server = Server::with(office(), &[]);
    let publisher = crate::house::key(&server.office, "publisher");
    let put = Request::new("PUT", "/v1/issues/27")
        .with("authorization", &publisher)
        .with("content-type", "application/toml")
        .with("if-none-match", "*")
        .body(briefing_support::office::ISSUE);
    let put = Request { target: "/v1/issues/27?reason=first".into(), ..put };
    server.send(put).is(201);
    let (office, _) = server.end();
    office.run(&["verify", "--all"]).code(0);
    for name in ["cabinet.sqlite", "archive/accounts"] {
        std::fs::remove_file(office.path(name)).expect("it is removed");
    }
    let again = office.run(&["serve", "--bind", "127.0.0.1:0"]);
    assert!(again.code(3).words().contains("service/users-lost"), "{}", again.words());
}

#[test]
fn a_store_that_is_put_back_is_used_again() {
    let server = Server::with(office(), &["--log", "info"]);
    let editor = cookie(&server, "editor", "198.51.100.7");
    let drafts = || server.send(Request::get("/drafts").with("cookie", &editor)).status;
    let (file, away) = (server.office.path("cabinet.sqlite"), server.office.path("away.sqlite"));
    std::fs::rename(&file, &away).expect("it is taken away");
    assert_eq!(drafts(), 503);
    server.has_said("the service cannot go on as it should");
    std::fs::rename(&away, &file).expect("it is put back");
    assert_eq!(drafts(), 200);
    server.has_said("the service goes on as it should");
}
