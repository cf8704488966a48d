//! Writes files whole or not at all: a full disk, a fault or a kill leaves the previous file untouched.

mod folder;

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::Path;

use tempfile::{Builder, NamedTempFile};

use briefing_values::error::{Error, Problem, Result};

pub(crate) use folder::write_folder;

/// Writes a file, and makes the missing folders above it.
///
/// The bytes go into a hidden file beside the target, are flushed to the disk, and take the
/// target's name in one step. A link is followed; a pipe or device is written to as it is.
///
/// # Errors
/// A failed write; a file that was there before is left as it was.
pub fn write_whole(path: &Path, bytes: &[u8]) -> Result<()> {
    try_write(path, bytes).map_err(|error| refusal(path, &error))
}

/// Reports why the system refused, in its own words: the rest of the error names the hidden file.
fn refusal(path: &Path, error: &io::Error) -> Error {
    let reason = error.to_string();
    let reason = reason.split(" at path ").next().unwrap_or_default().to_owned();
    Problem::Access { action: "write", path: path.display().to_string(), reason }.into()
}

fn try_write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let target = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    if fs::metadata(&target).is_ok_and(|about| !about.is_file() && !about.is_dir()) {
        return File::options().write(true).open(&target)?.write_all(bytes);
    }
    let folder = match target.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    fs::create_dir_all(folder)?;
    let mut file = hidden_file(folder)?;
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    file.persist(&target)?;
    if cfg!(unix) {
        // The new name is on the disk only once the folder is.
        File::open(folder)?.sync_all()?;
    }
    Ok(())
}

/// Makes the hidden file; it is deleted with this value unless it becomes the target.
fn hidden_file(folder: &Path) -> io::Result<NamedTempFile> {
    let mut builder = Builder::new();
    builder.prefix(".briefing-").suffix(".part");
    // Anyone with access to the folder may read the file, as with any other program.
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    builder.tempfile_in(folder)
}

#[cfg(test)]
mod tests {
    use super::write_whole;

    #[test]
    fn a_file_is_replaced_and_nothing_is_left_beside_it() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("out/176.pdf");
        write_whole(&path, b"first").unwrap();
        write_whole(&path, b"second").unwrap();
        assert_eq!(std::fs::read(&path).unwrap(), b"second");
        assert_eq!(std::fs::read_dir(path.parent().unwrap()).unwrap().count(), 1);
    }

    #[test]
    fn a_folder_in_the_way_is_reported_and_kept() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("176.pdf");
        std::fs::create_dir_all(path.join("kept")).unwrap();
        assert!(write_whole(&path, b"bytes").is_err());
        assert!(path.join("kept").is_dir());
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
    }
}
