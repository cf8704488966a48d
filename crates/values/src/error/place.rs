//! A place in a file that the user can edit.

use std::fmt;
use std::ops::Range;
use std::sync::Arc;

/// A range of bytes in a file, with the file's text to show it in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The file, as the user names it.
    pub file: Arc<str>,
    /// The text of the file.
    pub text: Arc<str>,
    /// The bytes of `text` that are meant.
    pub range: Range<usize>,
}

/// What to write in place of some bytes of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fix {
    /// The bytes to remove.
    pub range: Range<usize>,
    /// The text to insert.
    pub text: String,
}

impl Place {
    /// Returns the place, with its ends moved outwards to character boundaries.
    pub fn new(file: Arc<str>, text: Arc<str>, range: Range<usize>) -> Self {
        let start = text.floor_char_boundary(range.start);
        let end = text.ceil_char_boundary(range.end.max(start));
        Self { file, text, range: start..end }
    }

    /// Returns the line, from 1.
    pub fn line(&self) -> usize {
        self.before().matches('\n').count() + 1
    }

    /// Returns the column in characters, from 1.
    pub fn column(&self) -> usize {
        let before = self.before();
        let line = before.rfind('\n').map_or(0, |at| at + 1);
        before[line..].chars().count() + 1
    }

    fn before(&self) -> &str {
        &self.text[..self.range.start]
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}:{}", self.file, self.line(), self.column())
    }
}

#[cfg(test)]
mod tests {
    use super::Place;

    #[test]
    fn counts_lines_and_columns_in_characters() {
        let text = "一\n标题：错\n";
        let at = text.find('错').unwrap();
        let place = Place::new("a.toml".into(), text.into(), at..at + 1);
        assert_eq!(place.to_string(), "a.toml:2:4");
        assert_eq!(&place.text[place.range], "错");
    }
}
