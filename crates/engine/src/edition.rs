//! The edition (成品): a finished PDF.

/// A finished PDF.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edition {
    /// The bytes of the file.
    pub bytes: Vec<u8>,
    /// The number of its pages.
    pub pages: usize,
}
