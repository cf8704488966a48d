//! The file of users and drafts, written over, damaged, locked or closed to the service while it runs.

use std::fs::{self, File};
use std::io::{BufRead, BufReader, Seek, SeekFrom, Write};
use std::process::Stdio;
use std::time::{Duration, Instant};

use briefing_support::client::{Answer, Request};
use briefing_support::office::{ISSUE, Office, skip};
use briefing_support::server::{Server, value_of};

use crate::house::{cookie, office};

/// The address of somebody who was never wrong.
const HERE: &str = "198.51.100.7";
/// The file.
const STORE: &str = "cabinet.sqlite";
/// Words of a draft that the pages of the service do not have.
const WORDS: &str = "天等县小车间大扶贫";
/// A size of the pages of the database.
const PAGE: usize = 4096;

/// Returns an office with a draft, and its address. No program has the file open, so all of it is in the file.
fn with_a_draft() -> (Office, String) {
    let server = Server::with(office(), &[]);
    let editor = cookie(&server, "editor", HERE);
    let get = |target: &str| server.send(Request::get(target).with("cookie", &editor));
    let key = value_of(&get("/drafts").is(200).text(), "form_key");
    let begin = Request::form("/drafts", &[("form_key", &key)]).with("cookie", &editor);
    let draft = server.send(begin).is(303).header("location").to_owned();
    save(&server, (&editor, &key), (&draft, "1"), &ISSUE.replace("第一段", WORDS)).is(303);
    (server.end().0, draft)
}

/// Saves a draft on top of a save.
fn save(
    server: &Server,
    (editor, key): (&str, &str),
    (draft, version): (&str, &str),
    text: &str,
) -> Answer {
    let fields = [("form_key", key), ("version", version), ("tab", "toml"), ("toml", text)];
    server.send(Request::form(draft, &fields).with("cookie", editor))
}

/// Waits until the service says that it is not ready for this reason, and in the log, too; prints how long it took.
#[track_caller]
fn notices(server: &Server, what: &str, reason: &str) {
    let start = Instant::now();
    loop {
        let ready = server.get("/ready");
        if ready.status == 503 && ready.json()["type"] == format!("urn:briefing:{reason}") {
            break;
        }
        assert!(start.elapsed() < Duration::from_secs(5), "{what}: {}", ready.text());
        std::thread::sleep(Duration::from_millis(20));
    }
    let told = start.elapsed();
    server.has_said("the service cannot go on as it should");
    assert!(server.said().contains("\"ERROR\""), "{}", server.said());
    println!("{what}: told after {told:?}, logged after {:?}", start.elapsed());
}

/// Waits until the service is ready.
#[track_caller]
fn recovers(server: &Server) {
    let start = Instant::now();
    while server.get("/ready").status != 200 {
        assert!(start.elapsed() < Duration::from_secs(5), "{}", server.said());
        std::thread::sleep(Duration::from_millis(20));
    }
}

#[test]
fn another_file_that_is_copied_over_the_store_is_not_served() {
    let (stranger, _) = with_a_draft();
    let (office, draft) = with_a_draft();
    let old = fs::read(office.path(STORE)).expect("it is there");
    // A login is a change: what is in the file now is older than the file will be.
    let server = Server::with(office, &[]);
    cookie(&server, "reader", HERE);
    let (mut office, _) = server.end();
    for (what, bytes) in [("another store", stranger.read(STORE)), ("an older copy", old)] {
        let right = office.read(STORE);
        let server = Server::with(office, &["--log", "warn"]);
        let editor = cookie(&server, "editor", HERE);
        server.send(Request::get(&draft).with("cookie", &editor)).is(200);
        // As `cp` does it: the same file, with other bytes.
        let mut file = File::create(server.office.path(STORE)).expect("it is opened");
        file.write_all(&bytes).expect("it is written");
        drop(file);
        let refused = server.send(Request::get(&draft).with("cookie", &editor));
        assert_eq!(refused.is(503).json()["type"], "urn:briefing:service/store-altered", "{what}");
        notices(&server, what, "service/store-altered");
        office = server.kill();
        for ending in ["-wal", "-shm"] {
            let _ = fs::remove_file(office.path(&format!("{STORE}{ending}")));
        }
        office.write(STORE, right);
    }
}

#[test]
fn a_text_that_somebody_changes_in_the_file_is_never_shown() {
    let (office, draft) = with_a_draft();
    let server = Server::with(office, &["--log", "warn"]);
    let editor = cookie(&server, "editor", HERE);
    let get = || server.send(Request::get(&draft).with("cookie", &editor));
    assert!(get().is(200).text().contains(WORDS));
    let at = place_of(&server.office, WORDS);
    overwrite(&server.office, at, "死亡".as_bytes());
    let refused = get();
    assert_eq!(refused.is(503).json()["type"], "urn:briefing:service/store-altered");
    notices(&server, "a changed text", "service/store-altered");
}

#[test]
fn a_damaged_page_is_told_and_the_rest_can_be_read() {
    let (office, draft) = with_a_draft();
    let page = place_of(&office, WORDS) / PAGE * PAGE;
    overwrite(&office, page, &[0xff; 64]);
    let server = Server::with(office, &["--log", "warn"]);
    notices(&server, "a damaged page", "service/store-damaged");
    // Logging in needs no other page, and nothing is written into the damaged file.
    let editor = cookie(&server, "editor", HERE);
    server.send(Request::get("/v1/issues").with("cookie", &editor)).is(200);
    let refused = server.send(Request::get(&draft).with("cookie", &editor));
    assert_eq!(refused.is(503).json()["type"], "urn:briefing:service/store-damaged");
}

#[test]
fn a_store_that_another_program_locks_is_read_and_told() {
    let (office, draft) = with_a_draft();
    let server = Server::with(office, &["--log", "warn"]);
    let editor = cookie(&server, "editor", HERE);
    let get = || server.send(Request::get(&draft).with("cookie", &editor));
    let key = value_of(&get().is(200).text(), "form_key");
    let script = "import sqlite3\nc = sqlite3.connect('cabinet.sqlite')\n\
                  c.execute('BEGIN IMMEDIATE')\nprint('locked', flush=True)\ninput()";
    let mut other = std::process::Command::new("python3");
    other.args(["-c", script]).current_dir(server.office.path(""));
    let Ok(mut other) = other.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn() else {
        return skip("python3 is not here");
    };
    let mut said = String::new();
    let out = other.stdout.take().expect("a pipe");
    BufReader::new(out).read_line(&mut said).expect("it says so");
    assert_eq!(said, "locked\n");
    notices(&server, "a locked store", "service/store-locked");
    get().is(200);
    let start = Instant::now();
    let refused = save(&server, (&editor, &key), (&draft, "2"), ISSUE);
    assert_eq!(refused.is(503).json()["type"], "urn:briefing:service/store-locked");
    println!("a save is refused after {:?}", start.elapsed());
    drop(other.stdin.take());
    other.wait().expect("it ends");
    recovers(&server);
    assert!(get().text().contains(WORDS), "what was refused is not there");
    save(&server, (&editor, &key), (&draft, "2"), ISSUE).is(303);
}

#[cfg(unix)]
#[test]
fn a_store_that_may_no_longer_be_opened_is_told() {
    use std::os::unix::fs::PermissionsExt;
    let (office, _) = with_a_draft();
    let server = Server::bound(office, &["--log", "warn"]);
    recovers(&server);
    let allow = |mode| {
        let mode = fs::Permissions::from_mode(mode);
        fs::set_permissions(server.office.path(STORE), mode).expect("it is set");
    };
    allow(0o400);
    notices(&server, "a store that is read-only", "program/access");
    allow(0o600);
    recovers(&server);
}

/// Returns where some words stand in the file.
fn place_of(office: &Office, words: &str) -> usize {
    let (bytes, words) = (office.read(STORE), words.as_bytes());
    bytes.windows(words.len()).position(|it| it == words).expect("they are in the file")
}

/// Writes bytes into the file, as a program does that knows nothing of databases.
fn overwrite(office: &Office, at: usize, bytes: &[u8]) {
    let mut file = File::options().write(true).open(office.path(STORE)).expect("it opens");
    file.seek(SeekFrom::Start(at as u64)).expect("there");
    file.write_all(bytes).expect("it is written");
}
