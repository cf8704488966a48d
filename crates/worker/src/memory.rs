//! How much memory a process holds, as the system reports it.

use std::fs::File;
use std::io::{Read, Seek};

/// The size of a page of memory, in bytes.
const PAGE: u64 = 4096;

/// The system's report on this process's memory. It is opened early: a worker that has confined itself
/// can no longer open it.
pub struct Memory(Option<File>);

impl Memory {
    /// Opens the report; it stays empty if the system has no such file.
    pub fn open() -> Self {
        Self(File::open("/proc/self/statm").ok())
    }

    /// Returns how much memory this process holds, in bytes; 0 if the system does not report it.
    pub fn resident(&mut self) -> u64 {
        let mut words = String::new();
        let Some(file) = &mut self.0 else { return 0 };
        if file.rewind().and_then(|()| file.read_to_string(&mut words)).is_err() {
            return 0;
        }
        let pages: Option<u64> = words.split(' ').nth(1).and_then(|word| word.parse().ok());
        pages.unwrap_or_default() * PAGE
    }
}
