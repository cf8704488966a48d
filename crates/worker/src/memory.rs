//! How much memory a process holds, as the system tells it.

use std::fs::File;
use std::io::{Read, Seek};

/// The bytes of a page of memory.
const PAGE: u64 = 4096;

/// What the system says of this process's memory. It is opened while it can be: a worker that has
/// confined itself opens nothing more.
pub struct Memory(Option<File>);

impl Memory {
    /// Opens it; where the system has no such file, it says nothing.
    pub fn open() -> Self {
        Self(File::open("/proc/self/statm").ok())
    }

    /// Returns how much memory this process holds, in bytes; 0 where the system does not say.
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
