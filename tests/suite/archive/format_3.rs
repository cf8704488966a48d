//! An archive of format 3, recorded when styles became packages.

use briefing_support::office::Office;
use briefing_support::recorded::{Recorded, object};

const FORMAT_3: Recorded = Recorded("tests/fixtures/format-3");

#[test]
fn an_edition_in_a_style_of_the_offices_own_comes_back_byte_for_byte_without_that_style() {
    let office = Office::new().with_recorded(&FORMAT_3).with_recorded_faces(&FORMAT_3);
    std::fs::remove_dir_all(office.path("templates")).expect("the style was there");
    let lock = String::from_utf8(office.read("archive/issues/2026-W34/1.toml")).expect("text");
    assert!(lock.starts_with("format = 3\n"), "{lock}");
    let lock: toml::Table = lock.parse().expect("it is TOML");
    let list = office.read(&object(lock["inputs"]["list"].as_str().expect("a hash")));
    let list = String::from_utf8(list).expect("text");
    for wanted in ["format = 2\n", "[style.assets]\n", "columns = ["] {
        assert!(list.contains(wanted), "{wanted}: {list}");
    }
    let then = office.read(&object(lock["output"]["sha256"].as_str().expect("a hash")));
    office.run(&["regenerate", "2026-W34", "-o", "again.pdf"]).success();
    assert!(office.read("again.pdf") == then);
    let run = office.run(&["verify", "--all", "--rebuild"]);
    let said = String::from_utf8_lossy(run.code(0).bytes()).into_owned();
    assert_eq!(said.lines().filter(|line| line.contains(": sound")).count(), 4, "{said}");
}
