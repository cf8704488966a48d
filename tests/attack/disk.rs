//! A disk that is full, while the service runs and when it starts.

use std::time::{Duration, Instant};

use briefing_support::client::{Answer, Request};
use briefing_support::disk::Mounted;
use briefing_support::office::{ISSUE, Office, skip};
use briefing_support::server::{Server, value_of};

use crate::house::{PASSWORD, add_user, cookie, furnished, key, login};

/// The address of somebody who was never wrong.
const HERE: &str = "198.51.100.7";
/// What a refusal for lack of room is called.
const FULL: &str = "urn:briefing:program/disk-full";

/// Returns an office on a small disk of its own, if one can be mounted: two issues with their faces find room.
fn on_a_small_disk() -> Option<(Office, Mounted)> {
    let office = Office::new();
    match Mounted::new(&office.path(""), "size=160m") {
        Ok(disk) => Some((furnished(office), disk)),
        Err(why) => {
            skip(&why);
            None
        }
    }
}

/// Waits until the service says that it is ready, or is not; returns how long that took.
#[track_caller]
fn becomes(server: &Server, status: u16) -> Duration {
    let start = Instant::now();
    while server.get("/ready").status != status {
        assert!(start.elapsed() < Duration::from_secs(5), "{}", server.said());
        std::thread::sleep(Duration::from_millis(20));
    }
    start.elapsed()
}

/// Publishes an issue of this running number.
fn publish(server: &Server, robot: &str, serial: u32) -> Answer {
    let issue = ISSUE.replace("serial = 27", &format!("serial = {serial}"));
    let issue = issue.replace("number = 3", &format!("number = {}", serial - 24));
    let put = Request::new("PUT", &format!("/v1/issues/{serial}?reason=first"));
    let put = put.with("authorization", robot).with("content-type", "application/toml");
    server.send(put.with("if-none-match", "*").body(issue))
}

/// An editor who is logged in, with a draft.
struct Editor {
    cookie: String,
    form_key: String,
    draft: String,
}

impl Editor {
    #[track_caller]
    fn with_a_draft(server: &Server) -> Self {
        let cookie = cookie(server, "editor", HERE);
        let drafts = Request::get("/drafts").with("cookie", &cookie);
        let form_key = value_of(&server.send(drafts).is(200).text(), "form_key");
        let begin = Request::form("/drafts", &[("form_key", &form_key)]).with("cookie", &cookie);
        let draft = server.send(begin).is(303).header("location").to_owned();
        Self { cookie, form_key, draft }
    }

    fn get(&self, server: &Server, target: &str) -> Answer {
        server.send(Request::get(target).with("cookie", &self.cookie).with("accept", "text/html"))
    }

    fn save(&self, server: &Server, version: &str, text: &str) -> Answer {
        let fields =
            [("form_key", &*self.form_key), ("version", version), ("tab", "toml"), ("toml", text)];
        let save = Request::form(&self.draft, &fields).with("cookie", &self.cookie);
        server.send(save.with("accept", "text/html").with("accept-language", "en"))
    }
}

/// Everything that only reads works, for somebody who has just logged in.
#[track_caller]
fn can_be_read(server: &Server, robot: &str) -> String {
    let reader = cookie(server, "reader", HERE);
    let get = |target: &str| server.send(Request::get(target).with("cookie", &reader));
    for target in ["/", "/issues/27", "/v1/issues?q=%E6%A0%87%E9%A2%98", "/v1/issues/27/toml"] {
        get(target).is(200);
    }
    assert!(get("/v1/issues/27/pdf").is(200).body.starts_with(b"%PDF-"));
    get("/v1/issues/27/pages/1/png").is(200);
    for target in ["/v1/check", "/v1/render"] {
        let work = Request::post(target, ISSUE).with("authorization", robot);
        server.send(work).is(200);
    }
    let verify = Request::post("/v1/issues/27/verify", "").with("authorization", robot);
    assert_eq!(server.send(verify).is(200).json()["sound"], true);
    reader
}

#[test]
fn on_a_full_disk_people_log_in_and_read_and_nothing_is_half_written() {
    let Some((office, disk)) = on_a_small_disk() else { return };
    let robot = key(&office, "publisher");
    let server = Server::with(office, &["--log", "info"]);
    publish(&server, &robot, 27).is(201);
    let editor = Editor::with_a_draft(&server);
    disk.fill();
    let noticed = becomes(&server, 507);
    server.has_said("the service cannot go on as it should");
    assert!(server.said().contains("\"ERROR\""), "{}", server.said());
    assert_eq!(server.get("/ready").json()["type"], FULL);
    let reader = can_be_read(&server, &robot);
    // What would be written is refused, with a reason for whoever wrote it.
    let text = ISSUE.repeat(30);
    let refused = editor.save(&server, "1", &text);
    let page = refused.is(507).text();
    assert!(page.contains("the disk is full") && page.contains("still in its window"), "{page}");
    assert_eq!(publish(&server, &robot, 28).is(507).json()["type"], FULL);
    let draft = editor.get(&server, &editor.draft);
    assert_eq!(value_of(&draft.is(200).text(), "version"), "1");
    // Logging out is no writing either.
    let leaves = cookie(&server, "reader", HERE);
    let page = server.send(Request::get("/").with("cookie", &leaves)).text();
    let out = [("form_key", &*value_of(&page, "form_key"))];
    server.send(Request::form("/logout", &out).with("cookie", &leaves)).is(303);
    server.send(Request::get("/v1/issues").with("cookie", &leaves)).is(401);
    disk.empty();
    let again = becomes(&server, 200);
    println!("a full disk is told after {noticed:?}; it is used again after {again:?}");
    server.has_said("the service goes on as it should");
    editor.save(&server, "1", &text).is(303);
    publish(&server, &robot, 28).is(201);
    // The session that found no room lasts, until the account is another.
    server.send(Request::get("/v1/issues").with("cookie", &reader)).is(200);
    add_user(&server.office, "reader", "reader");
    server.send(Request::get("/v1/issues").with("cookie", &reader)).is(401);
    server.office.run(&["verify", "--all"]).code(0);
    drop(disk);
}

#[test]
fn a_service_that_starts_on_a_full_disk_can_be_read_and_goes_on_when_there_is_room() {
    let Some((office, disk)) = on_a_small_disk() else { return };
    let robot = key(&office, "publisher");
    let server = Server::with(office, &[]);
    publish(&server, &robot, 27).is(201);
    let draft = Editor::with_a_draft(&server).draft;
    let (office, _) = server.end();
    disk.fill();
    let server = Server::with(office, &["--log", "info"]);
    becomes(&server, 507);
    can_be_read(&server, &robot);
    let session = cookie(&server, "editor", HERE);
    let page = server.send(Request::get(&draft).with("cookie", &session)).is(200).text();
    let editor = Editor { cookie: session, form_key: value_of(&page, "form_key"), draft };
    editor.save(&server, "1", ISSUE).is(507);
    let other = server.office.run(&["user", "list"]);
    assert!(other.code(3).words().contains("service/store-locked"), "{}", other.words());
    println!("while the disk is full, `user list` says: {}", other.words());
    disk.empty();
    let again = becomes(&server, 200);
    println!("a service that began on a full disk writes {again:?} after there is room");
    editor.save(&server, "1", ISSUE).is(303);
    publish(&server, &robot, 28).is(201);
    // Other programs are let in, too.
    add_user(&server.office, "reader", "editor");
    let (office, _) = server.end();
    let server = Server::with(office, &[]);
    server.send(login("reader", PASSWORD, HERE)).is(303);
    drop(disk);
}
