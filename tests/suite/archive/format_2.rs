//! An archive of format 2, recorded before figures and letters had a face of their own.

use briefing_support::office::Office;
use briefing_support::recorded::{Recorded, object};

const FORMAT_2: Recorded = Recorded("tests/fixtures/format-2");

fn office() -> Office {
    Office::new().with_recorded(&FORMAT_2).with_recorded_faces(&FORMAT_2)
}

#[test]
fn its_edition_comes_back_byte_for_byte() {
    let office = office();
    let lock = String::from_utf8(office.read("archive/issues/27/1.toml")).expect("it is text");
    assert!(lock.starts_with("format = 2\n"), "{lock}");
    let lock: toml::Table = lock.parse().expect("it is TOML");
    let then = office.read(&object(lock["output"]["sha256"].as_str().expect("a hash")));
    office.run(&["regenerate", "27", "-o", "again.pdf"]).success();
    assert!(office.read("again.pdf") == then);
    office.write("record.pdf", &then);
    office.run(&["regenerate", "record.pdf", "-o", "from-pdf.pdf"]).success();
    assert!(office.read("from-pdf.pdf") == then);
    let run = office.run(&["verify", "--all", "--rebuild"]);
    let said = String::from_utf8_lossy(run.code(0).bytes()).into_owned();
    assert_eq!(said.lines().filter(|line| line.contains(": sound")).count(), 4, "{said}");
}

#[test]
fn the_picture_of_its_issue_is_kept_as_it_came() {
    let office = office();
    let came = office.read("印刷/a.jpg");
    let kept = office.files("archive/objects").into_iter();
    let kept = kept.filter(|name| office.read(&format!("archive/objects/{name}")) == came);
    assert_eq!(kept.count(), 1);
    // Today it is another edition, and so another revision of the issue.
    let run = office.run(&["publish", "27.toml", "--by", "王芳"]);
    assert!(run.code(1).words().contains("with other content"), "{}", run.words());
}
