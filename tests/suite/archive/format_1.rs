//! The office of format 1, recorded before any of it was changed: every later program reads its archive and
//! its store, says about them what was said then, and sets every issue again. None of it is ever recorded
//! again, so nothing here is a snapshot.

use serde_json::Value;

use briefing_support::office::{Office, files_below, project};
use briefing_support::recorded::{FORMAT_1, object};

use super::publish;

/// Returns what the program said then; what is the same in both languages was recorded once.
fn said(name: &str, lang: &str) -> String {
    let chinese = format!("expected/{name}.zh.txt");
    if lang == "zh" && project(FORMAT_1.0).join(&chinese).exists() {
        return FORMAT_1.text(&chinese);
    }
    FORMAT_1.text(&format!("expected/{name}.txt"))
}

/// Returns the exit code that a run had then.
fn code(name: &str) -> i32 {
    let codes = FORMAT_1.text("expected/exit-codes.txt");
    let code =
        codes.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(' ')?.parse().ok());
    code.unwrap_or_else(|| panic!("{name} has no exit code"))
}

/// Returns whether a value has everything that another has; it may have more members.
fn holds(new: &Value, old: &Value) -> bool {
    match (new, old) {
        (Value::Object(new), Value::Object(old)) => {
            old.iter().all(|(name, old)| new.get(name).is_some_and(|new| holds(new, old)))
        }
        (Value::Array(new), Value::Array(old)) => {
            new.len() == old.len() && new.iter().zip(old).all(|(new, old)| holds(new, old))
        }
        _ => new == old,
    }
}

#[test]
fn it_is_read_with_the_words_and_the_exit_codes_of_then() {
    let office = Office::new().with_recorded(&FORMAT_1).with_recorded_faces(&FORMAT_1);
    let runs = FORMAT_1.text("runs.txt");
    for run in runs.lines() {
        let (name, words) = run.split_once(' ').expect("a name and words");
        for lang in ["en", "zh"] {
            let words: Vec<_> =
                ["--lang", lang].into_iter().chain(words.split_whitespace()).collect();
            let run = office.run(&words);
            run.code(code(name));
            assert_eq!(run.words(), "", "{words:?}");
            let (now, then) = (String::from_utf8_lossy(run.bytes()), said(name, lang));
            if name.ends_with("-json") {
                let json = |text: &str| serde_json::from_str::<Value>(text).expect("it is JSON");
                assert!(holds(&json(&now), &json(&then)), "{words:?}: {now}");
            } else {
                assert_eq!(now, then, "{words:?}");
            }
        }
    }
    assert!(runs.lines().count() > 10, "{runs}");
}

#[test]
fn every_edition_comes_back_byte_for_byte() {
    let office = Office::new().with_recorded(&FORMAT_1).with_recorded_faces(&FORMAT_1);
    let locks = office.files("archive/issues");
    assert_eq!(locks.len(), 8, "{locks:?}");
    for name in locks {
        let (id, revision) = name.trim_end_matches(".toml").split_once('/').expect("a revision");
        let lock = String::from_utf8(office.read(&format!("archive/issues/{name}"))).expect("text");
        let lock: toml::Table = lock.parse().expect("it is TOML");
        let then = office.read(&object(lock["output"]["sha256"].as_str().expect("a hash")));
        let words = ["regenerate", id, "--revision", revision, "-o", "again.pdf"];
        office.run(&words).success();
        assert!(office.read("again.pdf") == then, "{name}");
        // What the PDF carries is enough, with the templates and faces of the archive.
        office.write("record.pdf", &then);
        office.run(&["regenerate", "record.pdf", "-o", "carried.pdf"]).success();
        assert!(office.read("carried.pdf") == then, "{name} from its PDF");
    }
}

#[test]
fn it_goes_on_where_it_was_left() {
    let office = Office::new().with_recorded(&FORMAT_1).with_recorded_faces(&FORMAT_1);
    publish(&office, &["data/214.toml"]).code(0);
    let revised = String::from_utf8(office.read("data/213.toml")).expect("text");
    office.write("data/213.toml", revised.replace("1460户", "1640户"));
    publish(&office, &["data/213.toml", "--revise", "--reason", "更正"]).code(0);
    office.run(&["verify", "--all", "--rebuild"]).success();
    assert_eq!(office.files("archive/log").len(), 8 + 1 + 2);
    // The files of that time are still the same.
    for file in files_below(&project(&format!("{}/office/archive", FORMAT_1.0))) {
        let file = format!("archive/{file}");
        if file != "archive/head.sha256" && file != "archive/README.txt" {
            assert!(office.read(&file) == FORMAT_1.bytes(&format!("office/{file}")), "{file}");
        }
    }
}

#[test]
fn its_templates_still_find_every_value() {
    let office = Office::new().with_recorded(&FORMAT_1).with_recorded_faces(&FORMAT_1);
    // Its pictures are coarser than this program would have them.
    office.run(&["render", "data/179.toml", "-o", "179.pdf"]).success_with_remarks();
    office.run(&["bind", "2018", "-o", "2018.pdf"]).success();
    assert!(office.read("2018.pdf").starts_with(b"%PDF-"));
}

#[test]
fn its_store_names_the_same_people() {
    let store = FORMAT_1.bytes("office/cabinet.sqlite");
    let office = Office::new().file("old/store.sqlite", store);
    let run = office.run(&["user", "--cabinet", "old/store.sqlite", "list"]);
    assert_eq!(String::from_utf8_lossy(run.success().bytes()), FORMAT_1.text("expected/users.txt"));
}
