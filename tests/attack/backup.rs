//! A copy of the office that is taken while it is at work.

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use briefing_support::client::Request;
use briefing_support::office::{ISSUE, Office};
use briefing_support::server::{Server, value_of};

use crate::house::{cookie, key, office};

/// The address of somebody who was never wrong.
const HERE: &str = "198.51.100.7";

/// Publishes an issue of this running number.
#[track_caller]
fn publish(server: &Server, robot: &str, serial: u32) {
    let issue = ISSUE.replace("serial = 27", &format!("serial = {serial}"));
    let issue = issue.replace("number = 3", &format!("number = {}", serial - 24));
    let put = Request::new("PUT", &format!("/v1/issues/{serial}?reason=first"))
        .with("authorization", robot)
        .with("content-type", "application/toml")
        .with("if-none-match", "*")
        .body(issue);
    server.send(put).is(201);
}

/// Saves a draft on top of a save.
#[track_caller]
fn save(server: &Server, draft: &str, (editor, form_key): (&str, &str), version: u32) {
    let (before, text) = (version.to_string(), format!("{ISSUE}# {version}\n"));
    let fields = [("form_key", form_key), ("version", &*before), ("tab", "toml"), ("toml", &*text)];
    server.send(Request::form(draft, &fields).with("cookie", editor)).is(303);
}

/// Returns how many issues are published.
#[track_caller]
fn total(server: &Server, robot: &str) -> u64 {
    let asked = Request::get("/v1/issues").with("authorization", robot);
    server.send(asked).is(200).json()["total"].as_u64().expect("a number")
}

#[test]
fn a_backup_is_whole_while_everybody_writes_and_is_served_as_it_was() {
    let server = Server::with(office().file("words.toml", ""), &[]);
    let (robot, editor) = (key(&server.office, "publisher"), cookie(&server, "editor", HERE));
    let drafts = server.send(Request::get("/drafts").with("cookie", &editor)).is(200).text();
    let form_key = value_of(&drafts, "form_key");
    let begun = Request::form("/drafts", &[("form_key", &form_key)]).with("cookie", &editor);
    let draft = server.send(begun).is(303).header("location").to_owned();
    publish(&server, &robot, 27);
    let end = AtomicBool::new(false);
    let goes_on = || !end.load(Ordering::Relaxed);
    let who = (&*editor, &*form_key);
    let copies = ["copy-1", "copy-2", "copy-3", "copy-4"];
    std::thread::scope(|scope| {
        scope.spawn(|| {
            (28..500).take_while(|_| goes_on()).for_each(|it| publish(&server, &robot, it));
        });
        scope.spawn(|| {
            (1..100_000).take_while(|_| goes_on()).for_each(|it| save(&server, &draft, who, it));
        });
        for copy in copies {
            std::thread::sleep(Duration::from_millis(700));
            server.office.run(&["backup", copy]).code(0);
        }
        end.store(true, Ordering::Relaxed);
    });
    for copy in copies {
        server.office.run(&["-C", copy, "verify", "--all"]).code(0);
    }
    // The newest is served, and whoever was not let in before is not let in now.
    let (folder, newest) = (Office::new(), server.office.path("copy-4"));
    let mut copy = std::process::Command::new("cp");
    copy.arg("-a").arg(newest.join(".")).arg(folder.path("."));
    assert!(copy.status().is_ok_and(|status| status.success()));
    let restored = Server::with(folder, &[]);
    restored.get("/v1/issues").is(401);
    let editor = cookie(&restored, "editor", HERE);
    let draft = restored.send(Request::get(&format!("{draft}/toml")).with("cookie", &editor));
    assert!(draft.is(200).text().starts_with(ISSUE));
    let (then, now) = (total(&restored, &robot), total(&server, &robot));
    println!("four copies while {now} issues were published; the last holds {then}");
    assert!(then > 0 && then <= now, "{then} of {now}");
}

#[test]
fn a_backup_writes_over_nothing() {
    let office = office().file("there/file", "mine");
    assert!(office.run(&["backup", "there"]).code(2).words().contains("program/folder-not-empty"));
    office.run(&["backup", "there/copy"]).code(0);
    office.run(&["backup", "there/copy"]).code(2);
    assert_eq!(office.read("there/file"), b"mine");
}
