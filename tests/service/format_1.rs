//! The store of format 1, served: everybody who had an account can sign in, and finds every text that was
//! ever saved. What was recorded is described in `tests/fixtures/format-1/README.md`, and is never recorded
//! again.

use briefing_support::client::Request;
use briefing_support::office::{Office, files_below, project};
use briefing_support::recorded::FORMAT_1;
use briefing_support::server::{Server, value_of};

/// The password of everybody in it.
const PASSWORD: &str = "qingshan-2018";

/// Serves a copy of the recorded office. The faces of its archive are not needed for drafts.
fn served() -> Server {
    Server::with(Office::new().with_recorded(&FORMAT_1), &[])
}

/// Signs somebody in, and returns the cookie.
#[track_caller]
fn cookie(server: &Server, name: &str) -> String {
    let fields = [("name", name), ("password", PASSWORD), ("next", "/")];
    let answer = server.send(Request::form("/login", &fields));
    let cookie = answer.is(303).header("set-cookie").to_owned();
    cookie.split(';').next().unwrap_or_default().to_owned()
}

#[test]
fn everybody_comes_in_and_may_do_what_they_might() {
    let server = served();
    for (name, drafts) in [("王珺", 200), ("李玥", 200), ("robot", 200), ("赵喆", 403)] {
        let cookie = cookie(&server, name);
        server.send(Request::get("/v1/issues").with("cookie", &cookie)).is(200);
        server.send(Request::get("/drafts").with("cookie", &cookie)).is(drafts);
    }
    let wrong = [("name", "李玥"), ("password", "another-password")];
    server.send(Request::form("/login", &wrong)).is(401);
    let key = String::from_utf8(FORMAT_1.bytes("expected/robot.key.txt")).expect("text");
    let bearer = format!("Bearer {}", key.trim());
    let issues = server.send(Request::get("/v1/issues").with("authorization", &bearer));
    assert_eq!(issues.is(200).json()["issues"].as_array().map(Vec::len), Some(7));
}

#[test]
fn every_save_of_every_draft_is_there() {
    let server = served();
    let cookie = cookie(&server, "李玥");
    let asked = |target: &str| server.send(Request::get(target).with("cookie", &cookie));
    let saves = files_below(&project(&format!("{}/expected/drafts", FORMAT_1.0)));
    assert_eq!(saves.len(), 12, "{saves:?}");
    for save in &saves {
        let (draft, version) = save.trim_end_matches(".toml").split_once('-').expect("a save");
        let now = asked(&format!("/drafts/{draft}/toml?version={version}"));
        assert!(now.is(200).body == FORMAT_1.bytes(&format!("expected/drafts/{save}")), "{save}");
    }
    let page = asked("/drafts").is(200).text();
    for name in ["214.toml", "180.toml", "179.toml", "new.toml", "213.toml"] {
        assert!(page.contains(name), "{name}: {page}");
    }
    // The pictures are there, too, or the pages could not be set.
    for draft in [1, 3] {
        assert!(asked(&format!("/drafts/{draft}/pdf")).is(200).body.starts_with(b"%PDF-"));
    }
    // The next save of draft 1 builds on the last one.
    let page = asked("/drafts/1?tab=toml").is(200).text();
    assert_eq!(value_of(&page, "version"), "6");
    let (key, toml) = (value_of(&page, "form_key"), "# 三校\n");
    let fields = [("form_key", key.as_str()), ("version", "6"), ("tab", "toml"), ("toml", toml)];
    server.send(Request::form("/drafts/1", &fields).with("cookie", &cookie)).is(303);
    assert_eq!(asked("/drafts/1/toml?version=7").is(200).text(), toml);
    // A draft that was put away can be taken out again.
    let fields = [("form_key", key.as_str())];
    server.send(Request::form("/drafts/4/back", &fields).with("cookie", &cookie)).is(303);
    asked("/drafts/4/toml").is(200);
}

#[test]
fn what_became_of_every_job_is_known() {
    let server = served();
    let cookie = cookie(&server, "王珺");
    for job in 1..=4 {
        let then = FORMAT_1.bytes(&format!("expected/jobs/{job}.json"));
        let then: serde_json::Value = serde_json::from_slice(&then).expect("JSON");
        let now = server.send(Request::get(&format!("/v1/jobs/{job}")).with("cookie", &cookie));
        assert_eq!(now.is(200).json(), then, "job {job}");
    }
}
