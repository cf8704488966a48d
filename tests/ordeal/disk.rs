//! Full disks and read-only disks.

use std::fs;
use std::path::Path;
use std::process::Command;

use briefing_archive::archive::{Archive, Scope};
use briefing_support::disk::Mounted;

use crate::scene::{Office, copy, words};
use crate::{Extent, Outcome};

/// Publishes on disks that have room for only a part of what is to be written.
pub(crate) fn full(extent: Extent) -> Outcome {
    let size = size(&Office::begun().path("archive"));
    let step = if extent == Extent::Bounded { 256 } else { 16 };
    let rooms: Vec<u64> = (0..=512).step_by(step).collect();
    for room in &rooms {
        let office = Office::empty();
        let disk = Mounted::new(&office.path("archive"), &format!("size={}k", size / 1024 + room))?;
        copy(&Office::begun().path("archive"), &office.path("archive"));
        let ended = office.publish(2).output().expect("the program starts");
        let what = format!("{room} KiB left");
        let found = office.inspect();
        assert_eq!(found.defects, [], "{what}: {}", words(&ended));
        let made = found.sound.len() == 2;
        assert!(
            made || ended.status.code() == Some(3),
            "{what}: {:?} {}",
            ended.status,
            words(&ended)
        );
        assert!(made || words(&ended).contains("No space left"), "{what}: {}", words(&ended));
        drop(disk);
    }
    Ok(rooms.len())
}

/// Reads an archive that cannot be written, and refuses to publish into it.
pub(crate) fn read_only(_: Extent) -> Outcome {
    let office = Office::empty();
    let disk = Mounted::new(&office.path("archive"), "size=200m")?;
    copy(&Office::begun().path("archive"), &office.path("archive"));
    let _ = fs::remove_dir_all(office.path("archive/cache"));
    disk.without_writing();
    let run = |words: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_briefing"));
        command.args(words).current_dir(office.path(".")).output().expect("the program starts")
    };
    let reading: [&[&str]; 6] = [
        &["verify", "--all", "--rebuild"],
        &["regenerate", "1"],
        &["search", "第二段"],
        &["list"],
        &["log"],
        &["bind", "2026"],
    ];
    for command in reading {
        let ended = run(command);
        assert!(ended.status.success(), "{command:?}: {}", words(&ended));
    }
    let ended = office.publish(2).output().expect("the program starts");
    assert_eq!(ended.status.code(), Some(3), "{}", words(&ended));
    assert!(words(&ended).contains("Read-only file system"), "{}", words(&ended));
    let archive = Archive::at(office.path("archive"));
    assert_eq!(archive.inspect(&Scope::All).expect("it can be read").defects, []);
    Ok(reading.len() + 1)
}

/// Returns how much space the files of a folder take on a disk with pages of 4 KiB.
fn size(folder: &Path) -> u64 {
    let files = crate::scene::files(folder);
    let pages = files.iter().map(|name| fs::metadata(folder.join(name)).expect("there").len());
    pages.map(|bytes| bytes.div_ceil(4096) * 4096).sum()
}
