//! The audit trail beside the archive: read, verified, and vouched for by the archive's log.

use std::fs;

use briefing_archive::audit::{Act, Event, Trail};
use briefing_support::office::Office;
use snapbox::str;

use super::published;

/// An office whose trail has three days.
fn office() -> Office {
    let office = Office::new().issue("27.toml");
    let trail = Trail::beside(&office.path("archive"));
    for (day, act) in [(28, Act::Login), (29, Act::Save), (30, Act::Publish)] {
        let time = format!("2026-11-{day}T09:00:00+08:00");
        let event = Event { time, ..Event::now(act, Some("韦建明".into())) };
        trail.append(&[event.about("draft 3")]).expect("it is written");
    }
    office
}

/// Changes a file that the program has made read-only.
fn change(office: &Office, name: &str, change: impl FnOnce(String) -> String) {
    let text = String::from_utf8(office.read(name)).expect("it is text");
    fs::remove_file(office.path(name)).expect("it goes");
    office.write(name, change(text));
}

#[test]
fn it_is_shown_in_columns_and_filtered() {
    let office = office();
    office.run(&["audit"]).code(0).stdout(str![[r#"
time                       act      user    address  about    outcome  times
2026-11-28T09:00:00+08:00  login    韦建明  -        draft 3  done     1
2026-11-29T09:00:00+08:00  save     韦建明  -        draft 3  done     1
2026-11-30T09:00:00+08:00  publish  韦建明  -        draft 3  done     1

"#]]);
    let lines = |words: &[&str]| {
        let run = office.run(&[&["audit"], words].concat());
        String::from_utf8_lossy(run.code(0).bytes()).lines().count()
    };
    assert_eq!(lines(&["--act", "save"]), 2);
    assert_eq!(lines(&["--since", "2026-11-29", "--until", "2026-11-29"]), 2);
    assert_eq!(lines(&["--user", "黄"]), 0);
    assert_eq!(lines(&["--format", "json"]), 3);
}

#[test]
fn a_publication_vouches_for_the_files_that_are_closed() {
    let office = office();
    published(&office, &["27.toml"]);
    let entry = String::from_utf8(office.read("archive/log/000001.toml")).expect("text");
    let (_, audit) = entry.split_once("[audit.").expect("it has a table of them");
    assert_eq!(audit.matches("until").count(), 2, "the third may still grow: {entry}");
    office.run(&["verify", "--all"]).code(0);
    office.run(&["audit"]).code(0);
    // Whoever can write the trail can also mend its chain, but not the archive.
    change(&office, "archive-audit/000001.jsonl", |text| text.replace("draft 3", "draft 4"));
    let run = office.run(&["audit", "--act", "verify"]);
    run.code(4).stderr(str![[r#"
error[archive/audit-altered]: 000001.jsonl of the audit trail is not what the archive's log recorded
 = hint: take the file from a backup, and find out who has changed it

error[archive/audit-unchained]: line 1 of 000002.jsonl of the audit trail does not follow the line before: something was changed, added or taken out
 = hint: take the file from a backup, and find out who has changed it


"#]]);
    fs::remove_file(office.path("archive-audit/000001.jsonl")).expect("it goes");
    office.run(&["audit", "--act", "verify"]).code(4).stderr(str![[r#"
error[archive/audit-missing]: 000001.jsonl of the audit trail is missing, and the trail does not say that its time was up
 = hint: take the file from a backup, and find out who has removed it


"#]]);
}

#[test]
fn a_house_without_users_has_none() {
    let office = Office::new().issue("27.toml");
    published(&office, &["27.toml"]);
    assert!(!office.path("archive-audit").exists());
    office.run(&["audit"]).code(0).stdout(str![[""]]);
}

#[test]
fn a_key_is_told_by_its_number() {
    let office =
        Office::new().file("briefing.toml", "").file("password", "小车间大扶贫小车间大扶贫");
    office
        .run(&["user", "add", "robot", "--role", "reader", "--password-file", "password"])
        .code(0);
    for words in [&["--label", "每周汇总"][..], &[], &["--revoke=1"], &["--revoke"]] {
        office.run(&[&["user", "key", "robot"], words].concat()).code(0);
    }
    let told = office.run(&["audit", "--act", "key", "--format", "json"]);
    let told = String::from_utf8_lossy(told.code(0).bytes()).into_owned();
    let about: Vec<_> = told.lines().filter_map(|line| line.split("\"about\":\"").nth(1)).collect();
    let about: Vec<_> = about.iter().filter_map(|rest| rest.split('"').next()).collect();
    let wanted = [
        "user robot, key 1 (每周汇总)",
        "user robot, key 2",
        "user robot, key 1 (revoked)",
        "user robot, all keys (revoked)",
    ];
    assert_eq!(about, wanted);
}
