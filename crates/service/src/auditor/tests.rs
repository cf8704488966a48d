use briefing_archive::archive::Archive;
use briefing_archive::audit::{Act, Closed, Event, Outcome, Trail};

use briefing_values::error::codes;

use super::{Auditor, MOST};

fn login(user: &str, address: &str) -> Event {
    let outcome = Outcome::Refused(codes::service::WRONG_PASSWORD.to_string());
    let address = Some(address.to_owned());
    Event { address, outcome, ..Event::now(Act::Login, Some(user.into())) }
}

/// Returns what the trail says after some events: who did something, and how often.
fn written(note: impl FnOnce(&Auditor)) -> Vec<(Option<String>, u64)> {
    let folder = tempfile::tempdir().expect("a folder");
    let archive = Archive::at(folder.path().join("archive"));
    let auditor = Auditor::of(&archive);
    note(&auditor);
    auditor.write_counted(false);
    auditor.write_counted(true);
    let mut seen = Vec::new();
    let see = &mut |event: Event| seen.push((event.user, event.count));
    let trail = Trail::beside(&archive.folder());
    assert_eq!(trail.read(&Closed::new(), "", see).expect("it can be read").problems, []);
    seen
}

#[test]
fn what_is_done_is_written_each_time_but_saves() {
    let seen = written(|auditor| {
        for _ in 0..3 {
            auditor.note(Event::now(Act::Publish, Some("韦".into())), true);
            auditor.note(Event::now(Act::Save, Some("韦".into())).about("draft 3"), true);
        }
    });
    let who = Some("韦".to_owned());
    assert_eq!(seen, [1, 1, 1, 1, 2].map(|count| (who.clone(), count)));
}

#[test]
fn failures_of_a_stranger_are_counted_whatever_names_are_invented() {
    let seen = written(|auditor| {
        for n in 0..10_000 {
            auditor.note(login(&format!("nobody-{n}"), "198.51.100.7"), false);
        }
    });
    assert_eq!(seen, [(Some("nobody-0".into()), 1), (None, 9_999)]);
}

#[test]
fn addresses_without_end_do_not_fill_the_memory() {
    let seen = written(|auditor| {
        for n in 0..MOST + 500 {
            auditor.note(login("韦", &format!("10.1.{}.{}", n / 256, n % 256)), false);
        }
    });
    assert_eq!(seen.len(), MOST + 2);
    assert_eq!(seen.iter().map(|(_, count)| count).sum::<u64>(), MOST as u64 + 500);
}

#[test]
fn a_trail_that_cannot_be_written_stops_nobody() {
    let folder = tempfile::tempdir().expect("a folder");
    #[expect(clippy::disallowed_methods, reason = "it stands in the way")]
    std::fs::write(folder.path().join("archive-audit"), "").expect("it writes");
    let auditor = Auditor::of(&Archive::at(folder.path().join("archive")));
    auditor.note(Event::now(Act::Publish, None), true);
    assert!(auditor.fails() && auditor.written() == 0);
    std::fs::remove_file(folder.path().join("archive-audit")).expect("it goes");
    auditor.write_counted(false);
    assert!(!auditor.fails() && auditor.written() == 1, "it was written late, but it was");
}
