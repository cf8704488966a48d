//! A file of the audit trail: lines of JSON, appended and flushed; read-only once it is closed.

use std::fs::{self, File};
use std::io::{self, ErrorKind, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use briefing_values::fingerprint::Fingerprint;

use super::event::TrailLine;

/// The size from which a file is closed, in bytes.
pub(super) const LARGEST: u64 = 8 * 1024 * 1024;
/// The longest line, in bytes: all that goes into one is bounded by those who write it.
pub(super) const LONGEST: u64 = 16 * 1024;

/// A file of the trail, which may not exist yet.
#[derive(Debug, Clone, Copy)]
pub(super) struct TrailFile<'t> {
    /// Its number, from 1.
    pub(super) number: u32,
    /// Its size, in bytes.
    pub(super) size: u64,
    /// The folder of the trail.
    pub(super) folder: &'t Path,
}

/// The last line of a trail.
pub(super) struct Last {
    /// The fingerprint of the line, without its line end.
    pub(super) fingerprint: Fingerprint,
    /// Its day; empty if the line cannot be read.
    pub(super) day: String,
}

impl<'t> TrailFile<'t> {
    /// Lists the files of a trail, oldest first.
    pub(super) fn all(folder: &'t Path) -> io::Result<Vec<Self>> {
        let entries = match fs::read_dir(folder) {
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
            entries => entries?,
        };
        let mut files = Vec::new();
        for entry in entries {
            let entry = entry?;
            let name = entry.file_name();
            if let Some(number) = name.to_str().and_then(number) {
                files.push(Self { number, size: entry.metadata()?.len(), folder });
            }
        }
        files.sort_by_key(|file| file.number);
        Ok(files)
    }

    /// Returns its name.
    pub(super) fn name(&self) -> String {
        name(self.number)
    }

    pub(super) fn path(&self) -> PathBuf {
        self.folder.join(self.name())
    }

    /// Returns its bytes.
    pub(super) fn read(&self) -> io::Result<Vec<u8>> {
        fs::read(self.path())
    }

    /// Returns its last whole line, if it has one.
    pub(super) fn last(&self) -> io::Result<Option<Last>> {
        let end = self.tail()?;
        let Some(end) = end.iter().rposition(|byte| *byte == b'\n').map(|at| &end[..at]) else {
            return Ok(None);
        };
        let start = end.iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1);
        let line = &end[start..];
        let read = serde_json::from_slice::<TrailLine>(line).ok();
        let day = read.map(|line| line.event.day().to_owned()).unwrap_or_default();
        Ok(Some(Last { fingerprint: Fingerprint::of(line), day }))
    }

    /// Removes what a killed process has left of a line; returns the size.
    pub(super) fn cut(&self) -> io::Result<u64> {
        let end = self.tail()?;
        let torn = end.len() - end.iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1);
        let whole = self.size - torn as u64;
        if torn > 0 {
            let file = File::options().write(true).open(self.path())?;
            file.set_len(whole).and_then(|()| file.sync_all())?;
        }
        Ok(whole)
    }

    /// Returns the last bytes, enough for two lines.
    fn tail(&self) -> io::Result<Vec<u8>> {
        if self.size == 0 {
            return Ok(Vec::new());
        }
        let mut file = File::open(self.path())?;
        file.seek(SeekFrom::Start(self.size.saturating_sub(2 * LONGEST)))?;
        let mut end = Vec::new();
        file.take(2 * LONGEST).read_to_end(&mut end)?;
        Ok(end)
    }

    /// Appends a line.
    pub(super) fn append(&mut self, line: &str) -> io::Result<()> {
        let mut file = self.create()?;
        // In one piece: what was torn off is noticed, and removed.
        file.write_all(format!("{line}\n").as_bytes())?;
        file.sync_data()?;
        self.size += line.len() as u64 + 1;
        Ok(())
    }

    /// Opens the file to append to it; it is made if it does not exist, for its owner alone.
    pub(super) fn create(&self) -> io::Result<File> {
        make(self.folder)?;
        let mut options = File::options();
        options.create(true).append(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        options.open(self.path())
    }

    /// Makes the file read-only.
    pub(super) fn close(&self) -> io::Result<()> {
        let mut permissions = fs::metadata(self.path())?.permissions();
        permissions.set_readonly(true);
        fs::set_permissions(self.path(), permissions)
    }

    /// Flushes the folder, so that a new file is found after a power failure.
    pub(super) fn settle(&self) -> io::Result<()> {
        if cfg!(unix) {
            File::open(self.folder)?.sync_all()?;
        }
        Ok(())
    }

    /// Removes the file.
    pub(super) fn remove(&self) -> io::Result<()> {
        fs::remove_file(self.path()).and_then(|()| self.settle())
    }
}

/// Makes the folder of a trail, for its owner alone.
pub(super) fn make(folder: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

/// Returns the name of the file with a number.
pub(super) fn name(number: u32) -> String {
    format!("{number:06}.jsonl")
}

/// Returns the number of a file from its name.
pub(super) fn number(file: &str) -> Option<u32> {
    let number = file.strip_suffix(".jsonl")?.parse().ok()?;
    // A trail does not get as far; a stray file must not make it look so.
    (number < 1_000_000 && name(number) == file).then_some(number)
}
