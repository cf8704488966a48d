//! Saves of drafts that have been kept long enough, removed while people work, and those that never are.

use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use briefing_service::store::{DraftId, Edit, Saved, Store};
use briefing_support::office::{ISSUE, Office};
use briefing_support::server::Server;

use crate::house::office;
use crate::person::Person;
use crate::pictures::{NAME, issue, picture, shown};

/// The seconds of a day.
const DAY: i64 = 24 * 60 * 60;

/// Returns the moment so many days ago.
fn days_ago(days: i64) -> i64 {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).expect("it is after 1970");
    i64::try_from(now.as_secs()).expect("a clock") - days * DAY
}

/// Returns the text of a save.
fn text(days: i64) -> String {
    format!("# saved {days} days ago\n{ISSUE}")
}

/// Puts a draft into the store of an office that is not served, saved so many days ago each time.
fn written(office: &Office, saves: &[i64]) -> DraftId {
    let store = Store::open(&office.path("cabinet.sqlite")).expect("it opens");
    let mut draft = None;
    for (version, days) in (0_i64..).zip(saves) {
        let text = text(*days);
        let edit = Edit { text: &text, by: "editor", time: days_ago(*days) };
        match draft {
            None => draft = Some(store.begin_draft("27.toml", edit).expect("begun")),
            Some(id) => {
                let outcome = store.save_draft(id, version, edit).expect("it writes");
                assert_eq!(outcome, Saved::Yes(version + 1));
            }
        }
    }
    draft.expect("there is a save")
}

/// Puts a draft away, so many days ago.
fn put_away(office: &Office, id: DraftId, days: i64) {
    let store = Store::open(&office.path("cabinet.sqlite")).expect("it opens");
    let last = store.saves(id).expect("read")[0].version;
    assert_eq!(store.put_draft_away(id, last, days_ago(days)), Ok(true));
}

/// Waits until the service says what it has removed, and returns that: drafts, saves, pictures.
#[track_caller]
fn removed(server: &Server) -> [u64; 3] {
    server.has_said("removed what was kept long enough");
    let said = server.said();
    let line = said.lines().find(|line| line.contains("removed what was kept long enough"));
    let line: serde_json::Value = serde_json::from_str(line.expect("it is said")).expect("JSON");
    let count = |name: &str| line["fields"][name].as_u64().expect("a number");
    ["drafts", "saves", "pictures"].map(count)
}

/// Asserts which saves of a draft can be had, each with its text.
#[track_caller]
fn has(person: &Person<'_>, id: DraftId, saves: &[i64], kept: impl Fn(i64) -> bool) {
    for (version, days) in (1..).zip(saves) {
        let save = person.get(&format!("/drafts/{id}/toml?version={version}"));
        if kept(*days) {
            assert_eq!(save.is(200).text(), text(*days));
        } else {
            save.is(404);
        }
    }
    let last = saves.last().expect("there is one");
    assert_eq!(person.get(&format!("/drafts/{id}/toml")).is(200).text(), text(*last));
}

#[test]
fn old_saves_go_and_the_last_of_a_draft_never_does() {
    let office = office();
    let (busy, idle) = ([900, 500, 366, 364, 30, 0], [2_000, 1_000]);
    let alone = [3_650];
    let drafts = [written(&office, &busy), written(&office, &idle), written(&office, &alone)];
    let server = Server::with(office, &["--log", "info"]);
    let found = removed(&server);
    println!("after a year: {found:?} drafts, saves and pictures of 3 drafts with 9 saves removed");
    assert_eq!(found, [0, 4, 0]);
    let editor = Person::enter(&server, "editor");
    has(&editor, drafts[0], &busy, |days| days < 365);
    has(&editor, drafts[1], &idle, |days| days == 1_000);
    has(&editor, drafts[2], &alone, |_| true);
    // What is left can be gone on with, and restored.
    let page = format!("/drafts/{}", drafts[1]);
    editor.form(&format!("{page}/restore"), &[("version", "1")]).is(404);
    editor.save(&page, 2, ISSUE).is(303);
    editor.form(&format!("{page}/restore"), &[("version", "2")]).is(303);
    assert_eq!(editor.get(&format!("{page}/toml")).is(200).text(), text(1_000));
}

#[test]
fn the_shortest_retention_leaves_the_last_save_and_what_was_put_away_goes_only_if_asked() {
    let office = office();
    let saves = [40, 30, 20];
    let [desk, away, lately] = [(); 3].map(|()| written(&office, &saves));
    put_away(&office, away, 15);
    put_away(&office, lately, 5);
    let server = Server::with(office, &["--retention-saves", "1", "--log", "info"]);
    assert_eq!(removed(&server), [0, 6, 0], "the first two saves of each");
    let editor = Person::enter(&server, "editor");
    has(&editor, desk, &saves, |days| days == 20);
    editor.form(&format!("/drafts/{away}/back"), &[]).is(303);
    has(&editor, away, &saves, |days| days == 20);
    let (office, _) = server.end();
    put_away(&office, away, 15);
    let server = Server::with(office, &["--retention-put-away", "10", "--log", "info"]);
    let found = removed(&server);
    println!(
        "put away 15 and 5 days ago, kept for 10: {found:?} drafts, saves and pictures removed"
    );
    assert_eq!(found, [1, 0, 0]);
    let editor = Person::enter(&server, "editor");
    has(&editor, desk, &saves, |days| days == 20);
    editor.get(&format!("/drafts/{away}/toml?version=3")).is(404);
    editor.form(&format!("/drafts/{lately}/back"), &[]).is(303);
    has(&editor, lately, &saves, |days| days == 20);
}

#[test]
fn thousands_of_old_saves_are_removed_and_hold_nobody_up() {
    let office = office();
    let saves: Vec<i64> = (366..1_366).rev().collect();
    let drafts = [(); 3].map(|()| written(&office, &saves));
    let start = Instant::now();
    let server = Server::with(office, &["--log", "info"]);
    let editor = Person::enter(&server, "editor");
    let mut longest = start.elapsed();
    for version in 1_000..1_020 {
        let asked = Instant::now();
        let text = text(i64::from(version));
        editor.save(&format!("/drafts/{}", drafts[0]), version, &text).is(303);
        longest = longest.max(asked.elapsed());
    }
    let found = removed(&server);
    println!(
        "{found:?} drafts, saves and pictures removed within {:?} of the start, among them a login and 20 saves: \
         the slowest took {longest:?}",
        start.elapsed()
    );
    // Whoever saves before it is done makes the last save of a draft an old one.
    assert!(found[0] == 0 && (2_997..=2_998).contains(&found[1]), "{found:?}");
    assert!(longest < Duration::from_secs(5), "{longest:?}");
    has(&editor, drafts[1], &saves, |days| days == 366);
}

#[test]
fn a_picture_goes_with_the_last_save_that_had_it_and_not_sooner() {
    let office = office();
    let [old, new] = [picture(40), picture(200)];
    let store = Store::open(&office.path("cabinet.sqlite")).expect("it opens");
    let (text, by) = (issue(), "editor");
    let edit = Edit { text: &text, by, time: days_ago(900) };
    let draft = store.begin_draft("27.toml", edit).expect("begun");
    for (bytes, days) in [(&old, 800), (&new, 10)] {
        let uploaded = [(NAME.to_owned(), bytes.clone())];
        store.put_pictures(draft, &uploaded, (by, days_ago(days))).expect("kept");
    }
    drop(store);
    let server = Server::with(office, &["--retention-saves", "850", "--log", "info"]);
    assert_eq!(removed(&server), [0, 1, 0], "the save without a picture");
    let page = format!("/drafts/{draft}");
    let editor = Person::enter(&server, "editor");
    editor.form(&format!("{page}/restore"), &[("version", "2")]).is(303);
    assert_eq!(shown(&editor, &page), Some(old));
    editor.form(&format!("{page}/restore"), &[("version", "3")]).is(303);
    let (office, _) = server.end();
    let server = Server::with(office, &["--log", "info"]);
    // The restored state has a copy of its own.
    let found = removed(&server);
    println!(
        "a picture that was replaced 10 days ago: {found:?} drafts, saves and pictures removed"
    );
    assert_eq!(found, [0, 1, 1]);
    let editor = Person::enter(&server, "editor");
    assert_eq!(shown(&editor, &page), Some(new));
    editor.form(&format!("{page}/restore"), &[("version", "2")]).is(404);
}
