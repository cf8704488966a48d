//! The settings of a pool.

use std::ffi::OsString;
use std::path::PathBuf;

/// The settings of the pool.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The program to run as a worker.
    pub program: PathBuf,
    /// Its command-line arguments.
    pub words: Vec<OsString>,
    /// How many workers there are.
    pub workers: usize,
    /// How many jobs may wait.
    pub waiting: usize,
    /// How many bytes of jobs may wait; a larger job may wait alone.
    pub waiting_bytes: usize,
    /// After how many jobs a worker is replaced.
    pub jobs: u32,
    /// Above how much memory in use a worker is replaced after its job, in bytes.
    pub resident: u64,
}
