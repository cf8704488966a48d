//! How a pool is fitted out.

use std::ffi::OsString;
use std::path::PathBuf;

/// How the pool is fitted out.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The program that is a worker.
    pub program: PathBuf,
    /// The words on its command line.
    pub words: Vec<OsString>,
    /// How many workers there are.
    pub workers: usize,
    /// How many jobs may wait.
    pub waiting: usize,
    /// How many bytes of jobs may wait; one that is larger waits alone.
    pub waiting_bytes: usize,
    /// After how many jobs a worker is replaced.
    pub jobs: u32,
    /// With how much memory in use a worker is replaced after its job, in bytes.
    pub resident: u64,
}
