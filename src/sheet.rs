//! A sheet: one text file, as its writer names and left it.

use std::sync::Arc;

use crate::error::{Problem, Result};

/// A text file, as its writer left it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet {
    /// The file, as the user names it.
    pub name: Arc<str>,
    /// Its text.
    pub text: Arc<str>,
}

impl Sheet {
    /// Returns the sheet, if the bytes are UTF-8; a byte-order mark is no part of its text.
    ///
    /// # Errors
    /// [`Problem::NotUtf8`] if they are not.
    pub fn new(name: &str, bytes: &[u8]) -> Result<Self> {
        let text = str::from_utf8(bytes).map_err(|_| Problem::NotUtf8 { path: name.into() })?;
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        Ok(Self { name: name.into(), text: text.into() })
    }
}
