//! Room (空间): how much of a disk is left.

use std::path::Path;

use briefing_values::error::{Error, Problem, codes};

/// A disk with less than this is full: a save and its log would not fit, in bytes.
pub(crate) const LEAST: u64 = 1024 * 1024;

/// Returns how many bytes are left on the disk of a file or folder, which need not be there yet, if the system
/// knows.
#[cfg(unix)]
pub(crate) fn of(path: &Path) -> Option<u64> {
    let disk = path.ancestors().find_map(|path| rustix::fs::statvfs(path).ok())?;
    // Some disks in memory or on a network have no size.
    (disk.f_blocks > 0).then(|| disk.f_bavail.saturating_mul(disk.f_frsize))
}

/// Elsewhere nobody is asked.
#[cfg(not(unix))]
pub(crate) fn of(_: &Path) -> Option<u64> {
    None
}

/// Returns whether the disk of a file or folder is full.
pub(crate) fn is_gone(path: &Path) -> bool {
    of(path).is_some_and(|left| left < LEAST)
}

/// Returns what is wrong with a full disk. Strangers may read it: the name of the file, not where it is.
pub(crate) fn none_left(path: &Path) -> Error {
    let name = path.file_name().unwrap_or_default().display().to_string();
    let words = vec![("path", name), ("reason", format!("< {} MiB", LEAST / 1024 / 1024))];
    Problem::Noted { code: codes::program::DISK_FULL, words }.into()
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::{is_gone, none_left, of};

    #[cfg(unix)]
    #[test]
    fn the_room_of_a_disk_is_known() {
        let folder = tempfile::tempdir().expect("a folder");
        assert!(of(folder.path()).is_some_and(|left| left > 0));
        let later = folder.path().join("archive");
        assert_eq!(of(&later).is_some(), of(folder.path()).is_some());
        assert!(!is_gone(&later));
    }

    #[test]
    fn the_refusal_does_not_say_where_the_file_is() {
        let words = none_left(Path::new("/srv/briefing/cabinet.sqlite")).to_string();
        assert!(words.contains("cabinet.sqlite") && !words.contains("/srv"), "{words}");
    }
}
