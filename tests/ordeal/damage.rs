//! Damage: whatever happens to a file of the archive, it is found and named.

use std::fs;
use std::path::Path;

use briefing_archive::archive::DefectKind;
use briefing_support::chance::Chance;

use crate::scene::{Office, files as names};
use crate::{Extent, Outcome};

/// Lists the files that belong to the archive.
fn kept(office: &Office) -> Vec<String> {
    let names = names(&office.path("archive")).into_iter();
    names.filter(|name| !name.starts_with("cache/")).collect()
}

/// An office with three issues in its archive and files of its own.
fn office() -> Office {
    let office = Office::own();
    for serial in 2..=3 {
        assert!(office.publish(serial).output().expect("it starts").status.success());
    }
    office
}

fn write(path: &Path, bytes: &[u8]) {
    let _ = fs::remove_file(path);
    fs::write(path, bytes).expect("written");
}

/// Asserts that an inspection names a file.
#[track_caller]
fn named(office: &Office, name: &str, what: &str) -> Vec<DefectKind> {
    let found = office.inspect().defects;
    let of_it = found.iter().filter(|defect| defect.name == name);
    let kinds: Vec<_> = of_it.map(|defect| defect.kind.clone()).collect();
    let named: Vec<_> = found.iter().take(3).collect();
    assert!(!kinds.is_empty(), "{what} of {name} is not found, but {named:?}");
    kinds
}

/// Changes one byte at a time, at a random place of one file after another.
pub(crate) fn bytes(extent: Extent) -> Outcome {
    let flips = match extent {
        Extent::Bounded => 120,
        Extent::Whole | Extent::Long => 5_000,
    };
    let office = office();
    let kept = kept(&office);
    let mut chance = Chance::of(2);
    for flip in 0..flips {
        // Every file has its turn, however small it is next to the faces.
        let name = &kept[flip % kept.len()];
        let path = office.path("archive").join(name);
        let whole = fs::read(&path).expect("it is there");
        let mut bytes = whole.clone();
        let at = chance.below(bytes.len());
        bytes[at] ^= 1 << chance.below(8);
        write(&path, &bytes);
        named(&office, name, &format!("byte {at}"));
        write(&path, &whole);
    }
    assert_eq!(office.inspect().defects, []);
    Ok(flips)
}

/// Removes every file, swaps it with another, adds one beside it, and cuts it short.
pub(crate) fn files(extent: Extent) -> Outcome {
    let office = office();
    let kept = kept(&office);
    let share = if extent == Extent::Bounded { 5 } else { 1 };
    let mut trials = 0;
    for (n, name) in kept.iter().enumerate().step_by(share) {
        let path = office.path("archive").join(name);
        let whole = fs::read(&path).expect("it is there");
        fs::remove_file(&path).expect("removed");
        assert_eq!(named(&office, name, "the removal"), [DefectKind::Missing]);
        write(&path, &whole[..whole.len() - 1]);
        named(&office, name, "the end");
        let other = office.path("archive").join(&kept[(n + 1) % kept.len()]);
        let others = fs::read(&other).expect("it is there");
        write(&path, &others);
        write(&other, &whole);
        named(&office, name, "the swap");
        write(&path, &whole);
        write(&other, &others);
        let beside = format!("{name}.bak");
        write(&office.path("archive").join(&beside), &whole);
        assert_eq!(named(&office, &beside, "the copy"), [DefectKind::Added]);
        fs::remove_file(office.path("archive").join(&beside)).expect("removed");
        trials += 4;
    }
    assert_eq!(office.inspect().defects, []);
    Ok(trials + put_back())
}

/// Puts back the head that a later publication has changed.
fn put_back() -> usize {
    let office = Office::own();
    let head = fs::read(office.path("archive/head.sha256")).expect("a head");
    assert!(office.publish(2).output().expect("it starts").status.success());
    write(&office.path("archive/head.sha256"), &head);
    named(&office, "head.sha256", "the head of before");
    1
}
