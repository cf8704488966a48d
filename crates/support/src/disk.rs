//! A small disk of its own, to be filled or made read-only.

use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A disk in memory; it is gone when this value is dropped.
pub struct Mounted(PathBuf);

impl Mounted {
    /// Mounts a disk at a folder, with these options, or returns why that is impossible.
    pub fn new(at: &Path, options: &str) -> Result<Self, String> {
        fs::create_dir_all(at).expect("made");
        let mut mount = Command::new("mount");
        let run = mount.args(["-t", "tmpfs", "-o", options, "tmpfs"]).arg(at).output();
        match run {
            Ok(run) if run.status.success() => Ok(Self(at.to_owned())),
            _ => Err("no disk can be mounted here (that needs root)".into()),
        }
    }

    /// Makes it read-only.
    pub fn without_writing(&self) {
        let run = Command::new("mount").args(["-o", "remount,ro"]).arg(&self.0).output();
        assert!(run.is_ok_and(|run| run.status.success()), "the disk can be made read-only");
    }

    /// Fills it with a file, to the last byte.
    pub fn fill(&self) {
        let mut file = File::create(self.filling()).expect("an empty file can be made");
        let ended = loop {
            if let Err(error) = file.write_all(&[b'x'; 4096]) {
                break error;
            }
        };
        assert_eq!(ended.kind(), std::io::ErrorKind::StorageFull, "{ended}");
    }

    /// Makes room again.
    pub fn empty(&self) {
        fs::remove_file(self.filling()).expect("it is removed");
    }

    fn filling(&self) -> PathBuf {
        self.0.join("filling")
    }
}

impl Drop for Mounted {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("-l").arg(&self.0).output();
    }
}
