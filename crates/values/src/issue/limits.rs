//! How long an office lets its issues be.

/// The limits on an issue's length, and its target length.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Limits {
    /// The maximum number of pages.
    pub pages: Option<u32>,
    /// The maximum number of characters in all articles, not counting white space.
    pub characters: Option<u32>,
    /// The number of pages that every issue should fill.
    pub fit: Option<u32>,
}
