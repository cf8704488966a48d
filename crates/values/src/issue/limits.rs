//! What an office asks of the length of its issues.

/// The limits of an issue's length, and the length that it is written to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Limits {
    /// The most pages.
    pub pages: Option<u32>,
    /// The most characters in all articles, white space not counted.
    pub characters: Option<u32>,
    /// The pages that every issue is to fill.
    pub fit: Option<u32>,
}
