//! Every fault has a file in `tests/faults`, named after it, and beside that the words that an
//! editor reads. `SNAPSHOTS=overwrite` records them; a human reads the difference.

use std::collections::BTreeSet;
use std::path::Path;

use crate::support::{Office, assert, files_below, project, recorded};

/// Returns the names of the faults: the files of a folder with this ending.
fn faults(ending: &str) -> BTreeSet<String> {
    let files = files_below(&project("tests/faults"));
    files.iter().filter_map(|file| file.strip_suffix(ending)).map(String::from).collect()
}

/// Renders a fault, and returns what is not as recorded.
fn read(office: &Office, fault: &str) -> Result<(), String> {
    let folder = project("tests/faults");
    let name = format!("{fault}.toml");
    let root = office.path("").display().to_string();
    let mut command = office.command(&["-C", &root, "render", &name, "-o", &root]);
    let run = office.finish(command.current_dir(&folder));
    if run.status() != Some(1) {
        return Err(format!("{name}: the exit code is {:?}\n{}", run.status(), run.words()));
    }
    let wanted = recorded(&folder.join(format!("{fault}.stderr")));
    assert().try_eq(Some(&name), run.words().into(), wanted).map_err(|error| error.to_string())
}

#[test]
fn every_fault_is_told_in_the_recorded_words() {
    let office = Office::new();
    let wrong: Vec<_> = faults(".toml").iter().filter_map(|it| read(&office, it).err()).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert_eq!(office.files("."), [""; 0], "a fault was printed");
}

#[test]
fn no_record_is_left_of_a_fault_that_is_gone() {
    let stale: Vec<_> = faults(".stderr").difference(&faults(".toml")).cloned().collect();
    assert_eq!(stale, [""; 0]);
    let pictures = files_below(Path::new(&project("tests/faults/pictures")));
    assert_eq!(pictures, ["cut-short.png", "too-many-pixels.png"]);
}
