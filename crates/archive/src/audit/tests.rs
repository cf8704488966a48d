use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use briefing_values::error::Problem;

use super::{Act, Closed, Event, Reading, Trail};

/// What ended by this day may have been removed.
const OLD: &str = "2026-11-29";

fn event(day: &str, user: &str) -> Event {
    let time = format!("{day}T09:00:00+08:00");
    Event { time, ..Event::now(Act::Save, Some(user.into())) }
}

/// Returns a trail of three days, with two events each.
fn three_days(folder: &Path) -> Trail {
    let trail = Trail::beside(&folder.join("archive"));
    for day in ["2026-11-28", "2026-11-29", "2026-11-30"] {
        trail.append(&[event(day, "韦"), event(day, "黄")]).expect("it is written");
    }
    trail
}

fn read(trail: &Trail, known: &Closed) -> (Reading, Vec<String>) {
    let mut seen = Vec::new();
    let see = &mut |event: Event| {
        seen.push(format!("{} {}", event.day(), event.user.as_deref().unwrap_or_default()));
    };
    let reading = trail.read(known, OLD, see).expect("it can be read");
    (reading, seen)
}

/// Returns what is wrong, as code and file.
fn wrong(trail: &Trail, known: &Closed) -> Vec<String> {
    let tell = |problem: &Problem| {
        let code = problem.code().to_string();
        let words: BTreeMap<_, _> = match problem {
            Problem::Noted { words, .. } => words.iter().cloned().collect(),
            other => panic!("{other:?}"),
        };
        format!(
            "{} {}:{}",
            code.rsplit('/').next().unwrap_or_default(),
            words["path"],
            words["line"]
        )
    };
    read(trail, known).0.problems.iter().map(tell).collect()
}

/// Changes a closed file, which the program itself never does.
fn change(trail: &Trail, name: &str, change: impl FnOnce(String) -> String) {
    let path = trail.folder().join(name);
    let text = fs::read_to_string(&path).expect("it is there");
    fs::remove_file(&path).expect("it goes");
    #[expect(clippy::disallowed_methods, reason = "the test is the intruder")]
    fs::write(&path, change(text)).expect("it is written");
}

#[test]
fn a_day_is_a_file_and_all_of_it_is_read_in_order() {
    let folder = tempfile::tempdir().expect("a folder");
    let trail = three_days(folder.path());
    let (reading, seen) = read(&trail, &Closed::new());
    assert_eq!((reading.files, reading.events, reading.problems), (3, 6, Vec::new()));
    assert_eq!(seen[..3], ["2026-11-28 韦", "2026-11-28 黄", "2026-11-29 韦"]);
    let closed = trail.closed(&Closed::new()).expect("it can be read");
    assert_eq!(closed.keys().collect::<Vec<_>>(), ["000001.jsonl", "000002.jsonl"]);
    let known = Closed::from_iter([closed.into_iter().next().expect("one")]);
    assert_eq!(trail.closed(&known).expect("it can be read").len(), 1);
}

#[test]
fn programs_that_write_at_once_make_one_chain() {
    let folder = tempfile::tempdir().expect("a folder");
    let trail = Trail::beside(&folder.path().join("archive"));
    std::thread::scope(|scope| {
        for writer in 0..8 {
            let trail = &trail;
            scope.spawn(move || {
                for _ in 0..8 {
                    trail.append(&[event("2026-11-30", &writer.to_string())]).expect("written");
                }
            });
        }
    });
    let (reading, _) = read(&trail, &Closed::new());
    assert_eq!((reading.events, reading.problems), (64, Vec::new()));
}

#[test]
fn what_a_killed_process_has_left_of_a_line_is_removed() {
    let folder = tempfile::tempdir().expect("a folder");
    let trail = three_days(folder.path());
    change(&trail, "000003.jsonl", |text| format!("{text}{{\"previous\":"));
    assert_eq!(read(&trail, &Closed::new()).0.problems, []);
    trail.append(&[event("2026-11-30", "韦")]).expect("it is written");
    let (reading, _) = read(&trail, &Closed::new());
    assert_eq!((reading.events, reading.problems), (7, Vec::new()));
}

#[test]
fn whatever_is_changed_added_or_taken_out_is_found() {
    type Change = fn(String) -> String;
    let cases: [(&str, Change, &[&str]); 5] = [
        // Only the next line tells of it.
        ("000001.jsonl", |it| it.replacen("韦", "黎", 1), &["audit-unchained 000001.jsonl:2"]),
        ("000002.jsonl", |it| it.replace("黄", "黎"), &["audit-unchained 000003.jsonl:1"]),
        (
            "000002.jsonl",
            |it| it.lines().take(1).collect::<String>() + "\n",
            &["audit-unchained 000003.jsonl:1"],
        ),
        (
            "000002.jsonl",
            |it| it + "nonsense\n",
            &["audit-broken 000002.jsonl:3", "audit-unchained 000003.jsonl:1"],
        ),
        ("000002.jsonl", |_| String::new(), &["audit-unchained 000003.jsonl:1"]),
    ];
    for (file, how, told) in cases {
        let folder = tempfile::tempdir().expect("a folder");
        let trail = three_days(folder.path());
        let known = trail.closed(&Closed::new()).expect("it can be read");
        change(&trail, file, how);
        assert_eq!(wrong(&trail, &Closed::new()), told, "{file}");
        let with_log = wrong(&trail, &known);
        assert!(with_log.contains(&format!("audit-altered {file}:0")), "{with_log:?}");
    }
}

#[test]
fn a_file_that_is_gone_is_missed() {
    for (gone, told) in [
        ("000001.jsonl", "audit-missing 000001.jsonl:0"),
        ("000002.jsonl", "audit-missing 000002.jsonl:0"),
    ] {
        let folder = tempfile::tempdir().expect("a folder");
        let trail = three_days(folder.path());
        let known = trail.closed(&Closed::new()).expect("it can be read");
        fs::remove_file(trail.folder().join(gone)).expect("it goes");
        assert_eq!(wrong(&trail, &known), [told]);
        assert_eq!(wrong(&trail, &Closed::new()), [told]);
    }
}

#[test]
fn all_that_the_archive_knows_is_missed_when_the_trail_is_gone() {
    let folder = tempfile::tempdir().expect("a folder");
    let trail = three_days(folder.path());
    let known = trail.closed(&Closed::new()).expect("it can be read");
    fs::remove_dir_all(trail.folder()).expect("it goes");
    assert_eq!(wrong(&trail, &known), ["audit-missing 000001.jsonl:0"]);
}

#[test]
fn files_whose_time_is_up_go_once_the_archive_knows_them() {
    let folder = tempfile::tempdir().expect("a folder");
    let trail = three_days(folder.path());
    assert_eq!(trail.retire("2026-11-30", &Closed::new()).expect("it can"), 0, "nobody knows them");
    let known = trail.closed(&Closed::new()).expect("it can be read");
    assert_eq!(trail.retire("2026-11-29", &known).expect("it can"), 1);
    let (reading, seen) = read(&trail, &known);
    assert_eq!((reading.retired, reading.problems), (1, Vec::new()));
    assert_eq!(seen[0], "2026-11-29 韦");
    // Without the archive nobody can tell what the file was.
    assert_eq!(wrong(&trail, &Closed::new()), ["audit-missing 000001.jsonl:0"]);
    assert_eq!(trail.retire("2026-11-30", &known).expect("it can"), 1);
    assert_eq!(read(&trail, &known).0.retired, 2);
    // Whoever says in the trail that a file was old enough does not make it so.
    let young = trail.read(&known, "2026-11-28", &mut |_| ()).expect("it can be read");
    assert_eq!((young.retired, young.problems.len()), (1, 1));
}

#[test]
fn a_file_that_was_changed_does_not_go_when_its_time_is_up() {
    let folder = tempfile::tempdir().expect("a folder");
    let trail = three_days(folder.path());
    let known = trail.closed(&Closed::new()).expect("it can be read");
    change(&trail, "000001.jsonl", |text| text.replace("韦", "黎"));
    assert_eq!(trail.retire("2027-01-01", &known).expect("it can"), 0);
}

#[cfg(unix)]
#[test]
fn nobody_else_can_read_it_and_a_closed_file_is_not_for_writing() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().expect("a folder");
    let trail = three_days(folder.path());
    let mode = |name: &str| {
        let about = fs::metadata(trail.folder().join(name)).expect("it is there");
        about.permissions().mode() & 0o777
    };
    assert_eq!([mode(""), mode("000001.jsonl"), mode("000003.jsonl")], [0o700, 0o400, 0o600]);
}
