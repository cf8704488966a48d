//! Where a finding is, as other programs count: lines and columns from 1, in characters.

use std::ops::Range;
use std::sync::Arc;

use serde::Serialize;

use briefing_values::error::Place;

/// Some characters of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub(super) struct Spot {
    /// The line, from 1.
    pub(super) line: usize,
    /// The column of the first character, from 1.
    pub(super) column: usize,
    /// The number of characters.
    length: usize,
}

/// Goes through a file with the findings, which are in the order of their places: a line is counted
/// once, however many findings are on it.
#[derive(Debug, Clone, Default)]
pub(super) struct Cursor {
    text: Arc<str>,
    at: usize,
    line: usize,
    column: usize,
}

impl Cursor {
    /// Goes to a place.
    pub(super) fn spot(&mut self, place: &Place) -> Spot {
        self.range(&place.text, place.range.clone())
    }

    /// Goes to some bytes of a text.
    pub(super) fn range(&mut self, text: &Arc<str>, range: Range<usize>) -> Spot {
        if !Arc::ptr_eq(&self.text, text) || range.start < self.at || self.line == 0 {
            *self = Self { text: text.clone(), at: 0, line: 1, column: 1 };
        }
        let passed = &text[self.at..range.start];
        match passed.rfind('\n') {
            Some(end) => {
                self.line += passed.matches('\n').count();
                self.column = passed[end + 1..].chars().count() + 1;
            }
            None => self.column += passed.chars().count(),
        }
        self.at = range.start;
        let length = text[range].chars().count();
        Spot { line: self.line, column: self.column, length }
    }
}

#[cfg(test)]
mod tests {
    use std::ops::Range;
    use std::sync::Arc;

    use super::{Cursor, Spot};

    #[test]
    fn a_cursor_counts_on_and_goes_back() {
        let (mut cursor, text) = (Cursor::default(), Arc::from("甲\n乙丙 = 丁\n"));
        let mut at = |range: Range<usize>| {
            let Spot { line, column, length } = cursor.range(&text, range);
            (line, column, length)
        };
        assert_eq!(at(0..3), (1, 1, 1));
        assert_eq!(at(7..10), (2, 2, 1));
        assert_eq!(at(13..16), (2, 6, 1));
        assert_eq!(at(4..10), (2, 1, 2));
        assert_eq!(at(17..17), (3, 1, 0));
    }

    #[test]
    fn another_file_is_counted_from_its_beginning() {
        let mut cursor = Cursor::default();
        let _ = cursor.range(&Arc::from("甲\n乙"), 4..7);
        let Spot { line, column, .. } = cursor.range(&Arc::from("丙丁\n戊"), 3..6);
        assert_eq!((line, column), (1, 2));
    }
}
