//! The guard (守门): one writer at a time. The system holds the lock for the process, so a killed
//! process cannot leave it behind.

use std::fs::File;

use briefing_values::error::Result;

use super::disk::{CACHE, Disk, make};

/// The file that is locked; its existence means nothing.
const LOCK: &str = "cache/lock";

/// A lock on an archive, held until it is dropped.
#[derive(Debug)]
pub(super) struct Guard {
    _file: Option<File>,
}

impl Guard {
    /// Waits until nobody else writes or reads the archive, then keeps them out.
    pub(super) fn exclusive(disk: &Disk) -> Result<Self> {
        let refusal = |error| disk.refusal("lock", LOCK, &error);
        make(&disk.path(CACHE)).map_err(refusal)?;
        let mut options = File::options();
        let file = options.create(true).truncate(false).write(true).open(disk.path(LOCK));
        let file = file.map_err(refusal)?;
        file.lock().map_err(refusal)?;
        Ok(Self { _file: Some(file) })
    }

    /// Waits until nobody writes, then keeps writers out. If the file cannot be opened, as on a
    /// read-only disk, nobody can write anyway.
    pub(super) fn shared(disk: &Disk) -> Self {
        let file = File::open(disk.path(LOCK)).ok();
        Self { _file: file.filter(|file| file.lock_shared().is_ok()) }
    }
}
