//! Files of the archive: written whole or not at all, and flushed to disk before anything refers to
//! them.

use std::fs::{self, File};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};

use tempfile::Builder;

use briefing_values::error::{Error, Problem, Result, codes};

/// The folder that is not part of the archive: its contents can be deleted whenever nobody is writing.
pub(super) const CACHE: &str = "cache";
/// The prefix of files that are still being written.
const PART: &str = ".briefing-";

/// What is found at a path.
pub(super) enum Look {
    /// A file, with these bytes.
    Bytes(Vec<u8>),
    /// Nothing.
    Nothing,
    /// A link, a folder, a pipe, a device.
    NotPlain,
    /// A file that cannot be read.
    Unreadable(io::Error),
}

impl Look {
    /// Returns the bytes of a file that could be read.
    pub(super) fn bytes(self) -> Option<Vec<u8>> {
        match self {
            Self::Bytes(bytes) => Some(bytes),
            _ => None,
        }
    }
}

/// The folder of an archive.
#[derive(Debug, Clone)]
pub(super) struct Disk {
    folder: PathBuf,
}

impl Disk {
    pub(super) fn new(folder: PathBuf) -> Self {
        Self { folder }
    }

    /// Returns the path of a file of the archive.
    pub(super) fn path(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    /// Returns the bytes of a file, or `None` if there is none.
    pub(super) fn read(&self, name: &str) -> Result<Option<Vec<u8>>> {
        match self.look(name) {
            Look::Bytes(bytes) => Ok(Some(bytes)),
            Look::Nothing => Ok(None),
            Look::NotPlain => {
                let error = io::Error::other("it is not a plain file");
                Err(self.refusal("read", name, &error))
            }
            Look::Unreadable(error) => Err(self.refusal("read", name, &error)),
        }
    }

    /// Returns what is found at a path, whatever it is.
    pub(super) fn look(&self, name: &str) -> Look {
        let path = self.path(name);
        // Links are not followed, and pipes not waited for.
        match fs::symlink_metadata(&path) {
            Ok(about) if about.is_file() => match fs::read(&path) {
                Ok(bytes) => Look::Bytes(bytes),
                Err(error) => Look::Unreadable(error),
            },
            Ok(_) => Look::NotPlain,
            Err(error)
                if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) =>
            {
                Look::Nothing
            }
            Err(error) => Look::Unreadable(error),
        }
    }

    /// Writes a file that will never be written again, creating its parent folders.
    pub(super) fn write(&self, name: &str, bytes: &[u8]) -> Result<()> {
        self.try_write(name, bytes).map_err(|error| self.refusal("write", name, &error))
    }

    fn try_write(&self, name: &str, bytes: &[u8]) -> io::Result<()> {
        let target = self.path(name);
        let folder = target.parent().unwrap_or(&self.folder);
        make(folder)?;
        make(&self.path(CACHE))?;
        let mut builder = Builder::new();
        builder.prefix(PART).suffix(".part");
        // Everybody may read it, nobody may change it.
        #[cfg(unix)]
        builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o444));
        let mut file = builder.tempfile_in(self.path(CACHE))?;
        file.write_all(bytes)?;
        file.as_file().sync_all()?;
        file.persist(&target)?;
        settle(folder)
    }

    /// Makes room for a file: removes whatever is at its path, except a folder that is not empty.
    pub(super) fn make_room(&self, name: &str) -> Result<()> {
        if self.path(name).is_dir() && !self.path(name).is_symlink() {
            let removed = fs::remove_dir(self.path(name));
            return removed.map_err(|error| self.refusal("remove", name, &error));
        }
        self.remove(name)
    }

    /// Removes a file, if it exists.
    pub(super) fn remove(&self, name: &str) -> Result<()> {
        let path = self.path(name);
        let removed = match fs::remove_file(&path) {
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
            removed => removed.and_then(|()| settle(path.parent().unwrap_or(&self.folder))),
        };
        removed.map_err(|error| self.refusal("remove", name, &error))
    }

    /// Removes the unfinished files that a killed process has left.
    pub(super) fn sweep(&self) -> Result<()> {
        let entries = match fs::read_dir(self.path(CACHE)) {
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
            entries => entries.map_err(|error| self.refusal("list", CACHE, &error))?,
        };
        for entry in entries {
            let name = entry.map_err(|error| self.refusal("list", CACHE, &error))?.file_name();
            if let Some(name) = name.to_str().filter(|name| name.starts_with(PART)) {
                self.remove(&format!("{CACHE}/{name}"))?;
            }
        }
        Ok(())
    }

    /// Lists the files below a folder of the archive, sorted, and whatever else is there: links,
    /// devices. A folder that does not exist holds none.
    pub(super) fn names(&self, folder: &str) -> Result<Vec<String>> {
        let refusal = |error: io::Error| self.refusal("list", folder, &error);
        let entries = match fs::read_dir(self.path(folder)) {
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
            entries => entries.map_err(refusal)?,
        };
        let mut names = Vec::new();
        for entry in entries {
            let entry = entry.map_err(refusal)?;
            let name = entry.file_name().to_string_lossy().into_owned();
            let name = if folder.is_empty() { name } else { format!("{folder}/{name}") };
            if name == CACHE {
                continue;
            }
            if entry.file_type().map_err(refusal)?.is_dir() {
                names.extend(self.names(&name)?);
            } else {
                names.push(name);
            }
        }
        names.sort();
        Ok(names)
    }

    /// Returns whether there is a regular file at a path; a link does not count, wherever it leads.
    pub(super) fn is_plain(&self, name: &str) -> bool {
        fs::symlink_metadata(self.path(name)).is_ok_and(|about| about.is_file())
    }

    /// Returns the error for what the system refused.
    pub(super) fn refusal(&self, action: &'static str, name: &str, error: &io::Error) -> Error {
        let reason = error.to_string();
        let reason = reason.split(" at path ").next().unwrap_or_default().to_owned();
        let path = self.path(name).display().to_string();
        if matches!(error.kind(), ErrorKind::StorageFull | ErrorKind::QuotaExceeded) {
            let words = vec![("path", path), ("reason", reason)];
            return Problem::Noted { code: codes::program::DISK_FULL, words }.into();
        }
        Problem::Access { action, path, reason }.into()
    }
}

/// Creates a folder and its parents; each is flushed before anything is put into it.
pub(super) fn make(folder: &Path) -> io::Result<()> {
    if folder.is_dir() {
        return Ok(());
    }
    let around = folder.parent().filter(|around| !around.as_os_str().is_empty());
    if let Some(around) = around {
        make(around)?;
    }
    match fs::create_dir(folder) {
        // Another process may have been faster.
        Err(error) if error.kind() != ErrorKind::AlreadyExists => Err(error),
        _ => settle(around.unwrap_or(Path::new("."))),
    }
}

/// Flushes the entries of a folder to disk.
fn settle(folder: &Path) -> io::Result<()> {
    if cfg!(unix) {
        File::open(folder)?.sync_all()?;
    }
    Ok(())
}
