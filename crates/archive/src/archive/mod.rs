//! The archive (存档): every published edition, with everything that it was made from, in plain files
//! that `cp` and `sha256sum` can handle.
//!
//! Bytes are objects named by their SHA-256; a lock lists those of one revision; the log lists the
//! locks, one entry after another, each with the fingerprint of the previous one. Nothing is ever
//! changed: publishing only adds files, holding a file lock, after it has written down its intent.

mod accounts;
mod chain;
mod defect;
mod disk;
mod entry;
mod guard;
mod inspect;
mod log;
mod pending;
mod publish;
mod recovery;
mod repair;
mod selection;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use briefing_values::error::{Error, Problem, Result, codes};
use briefing_values::fingerprint::Fingerprint;
use briefing_values::issue::IssueId;

use crate::lock::{Inputs, Lock};

use disk::Disk;
use guard::Guard;

pub use crate::moment::Moment;
pub use defect::{Defect, DefectKind};
pub use entry::{Action, Entry, Statement};
pub use inspect::{Inspection, Scope};
pub use log::Log;
pub use publish::{Policy, Published, Signer, Submission};
pub use repair::{Confirms, Repaired};
pub use selection::Selection;

/// The text that explains the archive to whoever finds it, followed by those of earlier versions.
const READMES: [&str; 2] = [include_str!("README.txt"), include_str!("README.1.txt")];
/// The file that holds it.
const README_NAME: &str = "README.txt";

/// An archive.
#[derive(Debug, Clone)]
pub struct Archive {
    disk: Disk,
}

impl Archive {
    /// Returns the archive in a folder, which need not exist yet; the first publication creates it.
    pub fn at(folder: PathBuf) -> Self {
        Self { disk: Disk::new(folder) }
    }

    /// Opens the archive in a folder.
    ///
    /// # Errors
    /// A folder that holds no archive.
    pub fn open(folder: PathBuf) -> Result<Self> {
        let archive = Self::at(folder);
        if archive.disk.path("log").is_dir() || archive.disk.path("objects").is_dir() {
            return Ok(archive);
        }
        let words = vec![("path", archive.folder().display().to_string())];
        Err(Problem::Noted { code: codes::archive::NO_ARCHIVE, words }.into())
    }

    /// Returns the folder.
    pub fn folder(&self) -> PathBuf {
        self.disk.path("")
    }

    /// Returns the folder for data that can be rebuilt from the archive at any time.
    pub fn cache(&self) -> PathBuf {
        self.disk.path(disk::CACHE)
    }

    /// Copies all files into another folder, while nobody can publish; returns how many, and how many bytes.
    ///
    /// # Errors
    /// A file that cannot be read or written.
    pub fn copy_to(&self, folder: &Path) -> Result<(usize, u64)> {
        let _guard = Guard::shared(&self.disk);
        let other = Disk::new(folder.to_owned());
        let (mut files, mut size) = (0, 0);
        for name in self.disk.names("")? {
            if let Some(bytes) = self.disk.read(&name)? {
                other.write(&name, &bytes)?;
                files += 1;
                size += bytes.len() as u64;
            }
        }
        Ok((files, size))
    }

    /// Reads the log.
    ///
    /// # Errors
    /// The first entry that is missing or damaged.
    pub fn log(&self) -> Result<Log> {
        let _guard = Guard::shared(&self.disk);
        Log::read(&self.disk)
    }

    /// Returns a token for the state of the archive; every publication changes it.
    ///
    /// # Errors
    /// A file that cannot be read.
    pub fn state(&self) -> Result<String> {
        let head = self.disk.read(log::HEAD)?.unwrap_or_default();
        // A killed process may have left an entry that the head does not name yet.
        let behind = match log::seq_of_head(&head) {
            Some(seq) => self.disk.is_plain(&entry::name(seq + 1)),
            None => self.disk.is_plain(&entry::name(1)),
        };
        Ok(format!("{}{behind}", String::from_utf8_lossy(&head)))
    }

    /// Returns the error for an issue that the archive does not have.
    pub fn not_there(id: IssueId) -> Error {
        Problem::Noted { code: codes::archive::NOT_THERE, words: vec![("words", id.to_string())] }
            .into()
    }

    /// Returns the lock that an entry names.
    ///
    /// # Errors
    /// A lock that is missing or damaged.
    pub fn lock(&self, entry: &Entry) -> Result<Lock> {
        let name = entry.lock_name();
        let bytes = self.sound(&name, entry.lock)?;
        let text = str::from_utf8(&bytes).map_err(|_| log::damage(&self.disk, &name))?;
        Lock::read(&name, text)
    }

    /// Returns the inputs that a lock names.
    ///
    /// # Errors
    /// A list that is missing or damaged.
    pub fn inputs(&self, lock: &Lock) -> Result<Inputs> {
        let name = object_name(&lock.inputs.list);
        Inputs::read(&name, &self.text(lock.inputs.list)?)
    }

    /// Returns an object.
    ///
    /// # Errors
    /// An object that is missing or damaged.
    pub fn object(&self, fingerprint: Fingerprint) -> Result<Arc<[u8]>> {
        self.sound(&object_name(&fingerprint), fingerprint).map(Arc::from)
    }

    /// Returns an object that is text.
    ///
    /// # Errors
    /// An object that is missing, damaged or not text.
    pub fn text(&self, fingerprint: Fingerprint) -> Result<String> {
        let bytes = self.sound(&object_name(&fingerprint), fingerprint)?;
        let damaged = |_| log::damage(&self.disk, &object_name(&fingerprint)).into();
        String::from_utf8(bytes).map_err(damaged)
    }

    /// Returns the bytes of an entry's file and the text of its signature, if both exist.
    ///
    /// # Errors
    /// A file that cannot be read.
    pub fn signed(&self, entry: &Entry) -> Result<Option<(Vec<u8>, String)>> {
        let (text, signature) =
            (self.disk.read(&entry.name())?, self.disk.read(&entry.signature_name())?);
        // A signature is ASCII; anything else confirms nothing.
        let read = |signature: Vec<u8>| String::from_utf8(signature).unwrap_or_default();
        Ok(text.zip(signature.map(read)))
    }

    /// Returns the fingerprint of an entry's file, if it exists.
    ///
    /// # Errors
    /// A file that cannot be read.
    pub fn fingerprint_of(&self, entry: &Entry) -> Result<Option<Fingerprint>> {
        Ok(self.disk.read(&entry.name())?.map(Fingerprint::of))
    }

    /// Returns an object, if the archive has it undamaged.
    pub fn find(&self, fingerprint: Fingerprint) -> Option<Arc<[u8]>> {
        self.object(fingerprint).ok()
    }

    /// Returns the fingerprints of all objects that an entry needs.
    pub(crate) fn objects_of(&self, entry: &Entry) -> Result<Vec<Fingerprint>> {
        let lock = self.lock(entry)?;
        let mut objects = lock.objects();
        objects.extend(self.inputs(&lock)?.objects());
        Ok(objects)
    }

    /// Returns the bytes of a file, if they match the fingerprint.
    fn sound(&self, name: &str, fingerprint: Fingerprint) -> Result<Vec<u8>> {
        match self.disk.read(name)? {
            None => Err(log::missing(&self.disk, name).into()),
            Some(bytes) if Fingerprint::of(&bytes) == fingerprint => Ok(bytes),
            Some(_) => Err(log::damage(&self.disk, name).into()),
        }
    }
}

/// Returns the path of an object.
fn object_name(fingerprint: &Fingerprint) -> String {
    let name = fingerprint.to_string();
    format!("objects/{}/{name}", &name[..2])
}
