//! Damage: each kind is found, named, and mended from another copy.

use std::fs;
use std::path::Path;

use briefing_support::office::{ISSUE, Office};

use super::{publish::archive_of, published};

/// An office with a revised issue in its archive, and a copy of the archive beside it.
fn office() -> Office {
    let office = Office::new().issue("27.toml");
    published(&office, &["27.toml"]);
    office.write("27.toml", ISSUE.replace("第二段", "第贰段"));
    published(&office, &["27.toml", "--revise", "--reason", "更正"]);
    copy(&office, "archive", "copy");
    office
}

fn copy(office: &Office, from: &str, to: &str) {
    let mut tool = office.tool("/bin/cp");
    office.finish(tool.args(["-r", from, to])).success();
}

/// Changes a file of the archive, which is read-only by itself.
fn change(office: &Office, name: &str, change: impl FnOnce(&mut Vec<u8>)) {
    let path = format!("archive/{name}");
    let mut bytes = office.read(&path);
    change(&mut bytes);
    remove(office, name);
    office.write(&path, bytes);
}

fn remove(office: &Office, name: &str) {
    fs::remove_file(office.path(&format!("archive/{name}"))).expect("the file was there");
}

/// Asserts that verify names a file, and that repair brings the archive back as it was.
#[track_caller]
fn found_and_mended(office: &Office, name: &str, words: &str) {
    let run = office.run(&["verify", "--all"]);
    let said = run.code(4).words();
    assert!(said.contains(&format!("archive/{name}: {words}")), "{said}");
    office.run(&["repair", "--from", "copy"]).code(0);
    office.run(&["verify", "--all"]).code(0);
    assert_eq!(archive_of(office), files(office, "copy"));
}

fn files(office: &Office, folder: &str) -> Vec<(String, Vec<u8>)> {
    let names = office.files(folder).into_iter().filter(|name| !name.starts_with("cache/"));
    names.map(|name| (name.clone(), office.read(&format!("{folder}/{name}")))).collect()
}

/// Returns the object that a lock names in a line such as `list = "…"`.
fn object(office: &Office, key: &str) -> String {
    let lock = String::from_utf8(office.read("archive/issues/27/1.toml")).expect("text");
    let line = lock.lines().find(|line| line.starts_with(&format!("{key} = "))).expect("the key");
    let hash = line.split('"').nth(1).expect("a value");
    format!("objects/{}/{hash}", &hash[..2])
}

#[test]
fn an_object_that_was_changed() {
    let office = office();
    let name = object(&office, "lines");
    change(&office, &name, |bytes| bytes[7] ^= 1);
    found_and_mended(&office, &name, "its content has changed");
}

#[test]
fn a_lock_that_is_missing() {
    let office = office();
    remove(&office, "issues/27/1.toml");
    found_and_mended(&office, "issues/27/1.toml", "it is missing");
}

#[test]
fn an_entry_that_was_changed() {
    let office = office();
    change(&office, "log/000001.toml", |bytes| {
        let text = String::from_utf8(bytes.clone()).expect("text").replace("王芳", "李四");
        *bytes = text.into_bytes();
    });
    found_and_mended(&office, "log/000001.toml", "its content has changed");
}

#[test]
fn the_last_entry_and_the_head_that_names_it() {
    for name in ["log/000002.toml", "head.sha256"] {
        let office = office();
        change(&office, name, |bytes| *bytes.last_mut().expect("a byte") ^= 1);
        found_and_mended(&office, name, "its content has changed");
        remove(&office, name);
        found_and_mended(&office, name, "it is missing");
    }
}

#[test]
fn two_objects_that_changed_places() {
    let office = office();
    let (one, other) = (object(&office, "lines"), object(&office, "list"));
    let (a, b) = (office.read(&format!("archive/{one}")), office.read(&format!("archive/{other}")));
    change(&office, &one, |bytes| *bytes = b);
    change(&office, &other, |bytes| *bytes = a);
    found_and_mended(&office, &one, &format!("it holds the content of {other}"));
}

#[test]
fn a_file_that_was_added() {
    let office = office();
    for name in ["objects/00/note.txt", "issues/99/1.toml", "log/000003.toml", "更正.docx"] {
        office.write(&format!("archive/{name}"), "x");
        let run = office.run(&["verify", "--all"]);
        let words = format!("archive/{name}: it belongs to nothing");
        assert!(run.code(4).words().contains(&words), "{}", run.words());
        // What belongs to nothing is for a person to judge.
        office.run(&["repair", "--from", "copy"]).code(4);
        remove(&office, name);
    }
    office.run(&["verify", "--all"]).code(0);
}

#[cfg(unix)]
#[test]
fn a_link_in_the_place_of_a_file() {
    let office = office();
    let name = object(&office, "lines");
    let outside = office.path("outside");
    fs::rename(office.path(&format!("archive/{name}")), &outside).expect("moved");
    let link = office.path(&format!("archive/{name}"));
    std::os::unix::fs::symlink(Path::new(&outside), link).expect("linked");
    found_and_mended(&office, &name, "it is a link, not a file of its own");
}

#[test]
fn an_archive_that_was_put_back_is_brought_forward() {
    let office = Office::new().issue("27.toml");
    published(&office, &["27.toml"]);
    copy(&office, "archive", "old");
    office.write("27.toml", ISSUE.replace("第二段", "第贰段"));
    published(&office, &["27.toml", "--revise", "--reason", "更正"]);
    copy(&office, "archive", "copy");
    fs::remove_dir_all(office.path("archive")).expect("removed");
    copy(&office, "old", "archive");
    // By itself it is whole: only another copy, or a note of the head, shows that it is old.
    office.run(&["verify", "--all"]).code(0);
    office.run(&["repair", "--from", "copy"]).code(0);
    assert_eq!(archive_of(&office), files(&office, "copy"));
    // A head that was put back alone is found.
    let old = office.read("old/head.sha256");
    change(&office, "head.sha256", |bytes| *bytes = old);
    found_and_mended(&office, "head.sha256", "its content has changed");
}

/// Adds an issue to the archive of an office that holds issue 27 in two revisions.
fn with_28(office: &Office) {
    let next = ISSUE.replace("serial = 27", "serial = 28").replace("number = 3", "number = 4");
    office.write("28.toml", next.replace("第二段", "第三段"));
    published(office, &["28.toml"]);
}

#[test]
fn what_is_sound_is_not_replaced_by_what_is_not() {
    let office = office();
    copy(&office, "archive", "newer");
    office.run(&["publish", "27.toml", "--archive", "newer"]).code(0);
    let next = ISSUE.replace("serial = 27", "serial = 28").replace("number = 3", "number = 4");
    office.write("28.toml", next);
    office.run(&["publish", "28.toml", "--archive", "newer"]).code(0);
    // A face, which every issue needs, is damaged in the newer copy.
    let face = office.files("newer/objects").into_iter().max_by_key(|name| {
        office.path(&format!("newer/objects/{name}")).metadata().map_or(0, |about| about.len())
    });
    let face = format!("objects/{}", face.expect("objects"));
    fs::remove_file(office.path(&format!("newer/{face}"))).expect("it was there");
    office.write(&format!("newer/{face}"), "damaged");
    let before = office.read(&format!("archive/{face}"));
    office.run(&["repair", "--from", "newer"]).code(0);
    assert!(office.read(&format!("archive/{face}")) == before);
    office.run(&["verify", "--all"]).code(0);
    office.run(&["regenerate", "28"]).success();
}

#[test]
fn a_last_entry_that_was_forged_is_vouched_for_by_nobody() {
    let forge = |office: &Office| {
        change(office, "log/000002.toml", |bytes| {
            let text = String::from_utf8(bytes.clone()).expect("text").replace("王芳", "李四");
            *bytes = text.into_bytes();
        });
    };
    // Not by a copy that does not know it,
    let office = Office::new().issue("27.toml");
    published(&office, &["27.toml"]);
    copy(&office, "archive", "old");
    let head = office.read("archive/head.sha256");
    office.write("27.toml", ISSUE.replace("第二段", "第贰段"));
    published(&office, &["27.toml", "--revise", "--reason", "更正"]);
    forge(&office);
    office.run(&["repair", "--from", "old"]).code(4);
    office.run(&["verify", "--all"]).code(4);
    // and not by a head that was put back.
    change(&office, "head.sha256", |bytes| *bytes = head);
    with_28_refused(&office);
    office.run(&["verify", "--all"]).code(4);
}

fn with_28_refused(office: &Office) {
    let next = ISSUE.replace("serial = 27", "serial = 28").replace("number = 3", "number = 4");
    office.write("28.toml", next);
    let refused = super::publish(office, &["28.toml"]);
    assert!(refused.code(4).words().contains("archive/"), "{}", refused.words());
}

#[test]
fn an_intent_excuses_nothing_but_what_it_can_have_begun() {
    let office = office();
    let hash =
        briefing_values::fingerprint::Fingerprint::of(office.read("archive/log/000002.toml"));
    for (pending, excused) in [
        ("garbage".to_owned(), false),
        (format!("seq = 7\nentry = \"{hash}\"\nfiles = []\n"), false),
        (
            format!(
                "seq = 2\nentry = \"{hash}\"\nfiles = [\"issues/27/9.toml\", \"objects/zz/evil\"]\n"
            ),
            true,
        ),
    ] {
        office.write("archive/pending.toml", &pending);
        office.write("archive/issues/27/9.toml", "evil");
        office.write("archive/objects/zz/evil", "evil");
        let run = office.run(&["verify", "--all"]);
        let words = run.code(4).words();
        assert!(words.contains("issues/27/9.toml: it belongs to nothing"), "{pending}: {words}");
        assert!(words.contains("objects/zz/evil: it belongs to nothing"), "{pending}: {words}");
        assert_eq!(words.contains("pending.toml: its content has changed"), !excused, "{words}");
    }
}

#[cfg(unix)]
#[test]
fn what_cannot_be_read_is_named_and_the_rest_is_looked_at() {
    let office = office();
    let (lines, list) = (object(&office, "lines"), object(&office, "list"));
    remove(&office, &list);
    remove(&office, &lines);
    fs::create_dir(office.path(&format!("archive/{lines}"))).expect("made");
    remove(&office, "issues/27/2.toml");
    let pipe = office.path("archive/issues/27/2.toml");
    let made = std::process::Command::new("mkfifo").arg(pipe).status();
    assert!(made.is_ok_and(|status| status.success()));
    let run = office.run(&["verify", "--all"]);
    let words = run.code(4).words();
    assert!(words.contains(&format!("{list}: it is missing")), "{words}");
    assert!(words.contains("issues/27/2.toml: it is a link"), "{words}");
    office.run(&["repair", "--from", "copy"]).code(0);
    assert_eq!(archive_of(&office), files(&office, "copy"));
}

#[cfg(unix)]
#[test]
fn links_in_the_place_of_the_log_are_named() {
    let office = office();
    for name in ["log/000001.toml", "head.sha256", "README.txt"] {
        let outside = office.path("outside");
        fs::rename(office.path(&format!("archive/{name}")), &outside).expect("moved");
        let link = office.path(&format!("archive/{name}"));
        std::os::unix::fs::symlink(&outside, &link).expect("linked");
        found_and_mended(&office, name, "it is a link, not a file of its own");
    }
}

#[test]
fn an_archive_that_has_lost_its_log_begins_no_other_history() {
    let office = office();
    fs::remove_dir_all(office.path("archive/log")).expect("removed");
    remove(&office, "head.sha256");
    with_28_refused(&office);
    office.run(&["repair", "--from", "copy"]).code(0);
    assert_eq!(archive_of(&office), files(&office, "copy"));
    // Nor does one whose last entry is gone and whose head was put back.
    remove(&office, "log/000002.toml");
    let first =
        briefing_values::fingerprint::Fingerprint::of(office.read("archive/log/000001.toml"));
    change(&office, "head.sha256", |bytes| {
        *bytes = format!("{first}  log/000001.toml\n").into_bytes();
    });
    with_28_refused(&office);
}

#[test]
fn an_archive_that_tells_another_story_repairs_nothing() {
    let office = Office::new().issue("27.toml");
    published(&office, &["27.toml"]);
    office.run(&["publish", "27.toml", "--by", "李四", "--archive", "other"]).code(0);
    remove(&office, "issues/27/1.toml");
    let run = office.run(&["repair", "--from", "other"]);
    assert!(run.code(4).words().contains("archive/fork"), "{}", run.words());
}

#[test]
fn what_is_broken_off_is_cleared_up_and_is_no_damage() {
    let office = office();
    office.write("archive/cache/.briefing-abc.part", "half");
    let begun = briefing_values::fingerprint::Fingerprint::of("unfinished").to_string();
    let begun = format!("objects/{}/{begun}", &begun[..2]);
    let pending = format!("seq = 3\nentry = \"{}\"\nfiles = [\"{begun}\"]\n", "0".repeat(64));
    office.write("archive/pending.toml", pending);
    office.write(&format!("archive/{begun}"), "unfinished");
    let run = office.run(&["verify", "--all"]);
    let said = String::from_utf8_lossy(run.code(0).bytes()).into_owned();
    assert!(said.contains("a publication was broken off"), "{said}");
    let next = ISSUE.replace("serial = 27", "serial = 28").replace("number = 3", "number = 4");
    office.write("28.toml", next);
    published(&office, &["28.toml"]);
    for name in ["pending.toml", &begun, "cache/.briefing-abc.part"] {
        assert!(!office.path(&format!("archive/{name}")).exists(), "{name} is still there");
    }
    office.run(&["verify", "--all"]).code(0);
}

#[test]
fn an_intent_that_names_what_the_archive_needs_costs_nothing() {
    let office = office();
    let lines = object(&office, "lines");
    let zeros = "0".repeat(64);
    let pending = format!("seq = 9\nentry = \"{zeros}\"\nfiles = [\"{lines}\", \"../27.toml\"]\n");
    office.write("archive/pending.toml", pending);
    published(&office, &["27.toml"]);
    assert!(office.path("27.toml").exists() && office.path(&format!("archive/{lines}")).exists());
    office.run(&["verify", "--all"]).code(0);
}

#[test]
fn the_report_follows_the_four_properties() {
    let office = office();
    office
        .run(&["verify", "--all", "--rebuild", "--report", "out/verify.html", "--lang", "zh"])
        .code(0);
    let html = String::from_utf8(office.read("out/verify.html")).expect("text");
    for words in
        ["真实性", "完整性", "可用性", "安全性", "重新排印，逐字节相同的2份", "log/000002.toml"]
    {
        assert!(html.contains(words), "{words} is not in {html}");
    }
    let lines = object(&office, "lines");
    remove(&office, &lines);
    let run = office.run(&["verify", "--all", "--report", "out/verify.json"]);
    assert!(String::from_utf8_lossy(run.code(4).bytes()).contains("2 PDFs opened"));
    let json: serde_json::Value =
        serde_json::from_slice(&office.read("out/verify.json")).expect("JSON");
    assert_eq!(json["properties"][1]["name"], "integrity");
    assert_eq!(json["properties"][1]["sound"], false);
    assert_eq!(json["properties"][0]["sound"], true);
}

#[test]
fn a_folder_named_log_makes_no_defect_one_of_the_log() {
    let office = office();
    fs::create_dir(office.path("log")).expect("the folder can be made");
    copy(&office, "archive", "log/archive");
    let sound = |removed: &str| {
        fs::remove_file(office.path("log/archive").join(removed)).expect("the file was there");
        let words = ["verify", "--all", "--archive", "log/archive", "--report", "verify.json"];
        office.run(&words).code(4);
        let json: serde_json::Value =
            serde_json::from_slice(&office.read("verify.json")).expect("JSON");
        [0, 1].map(|n| {
            let property = &json["properties"][n];
            (property["name"].clone(), property["sound"].clone())
        })
    };
    let told = |authentic, whole| {
        [("authenticity".into(), authentic), ("integrity".into(), whole)]
            .map(|(name, sound): (serde_json::Value, bool)| (name, sound.into()))
    };
    assert_eq!(sound(&object(&office, "lines")), told(true, false));
    assert_eq!(sound("log/000001.toml"), told(false, false));
}

#[test]
fn one_issue_can_be_verified_alone() {
    let office = office();
    with_28(&office);
    let lines = object(&office, "lines");
    remove(&office, &lines);
    office.run(&["verify", "28"]).code(0);
    office.run(&["verify", "27"]).code(4);
}
