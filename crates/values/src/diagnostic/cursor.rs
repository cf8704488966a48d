//! Where a place is, as people and other programs count: lines and columns from 1, in characters.

use std::ops::Range;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

/// Some characters of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Spot {
    /// The line, from 1.
    pub line: usize,
    /// The column of the first character, from 1.
    pub column: usize,
    /// The number of characters.
    pub length: usize,
}

/// Moves through a file from place to place, and counts what it passes only once, however many places there
/// are.
#[derive(Debug, Default)]
pub(super) struct Cursor {
    text: Arc<str>,
    at: usize,
    /// How many lines end before the cursor.
    lines: usize,
    /// How many characters are before it on its line.
    column: usize,
}

impl Cursor {
    /// Moves to some bytes of a text, and returns where they are.
    pub(super) fn spot(&mut self, text: &Arc<str>, range: Range<usize>) -> Spot {
        if !Arc::ptr_eq(&self.text, text) {
            *self = Self { text: text.clone(), ..Self::default() };
        }
        if range.start < self.at {
            self.back(range.start);
        } else {
            self.forth(range.start);
        }
        let length = text[range].chars().count();
        Spot { line: self.lines + 1, column: self.column + 1, length }
    }

    fn forth(&mut self, to: usize) {
        let passed = &self.text[self.at..to];
        match passed.rfind('\n') {
            Some(end) => {
                self.lines += passed.matches('\n').count();
                self.column = passed[end + 1..].chars().count();
            }
            None => self.column += passed.chars().count(),
        }
        self.at = to;
    }

    fn back(&mut self, to: usize) {
        let passed = &self.text[to..self.at];
        match passed.matches('\n').count() {
            0 => self.column -= passed.chars().count(),
            lines => {
                self.lines -= lines;
                self.column = self.text[..to].chars().rev().take_while(|c| *c != '\n').count();
            }
        }
        self.at = to;
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
            let Spot { line, column, length } = cursor.spot(&text, range);
            (line, column, length)
        };
        assert_eq!(at(0..3), (1, 1, 1));
        assert_eq!(at(7..10), (2, 2, 1));
        assert_eq!(at(13..16), (2, 6, 1));
        assert_eq!(at(4..10), (2, 1, 2));
        assert_eq!(at(17..17), (3, 1, 0));
        assert_eq!(at(7..16), (2, 2, 5));
        assert_eq!(at(3..4), (1, 2, 1));
    }

    #[test]
    fn another_file_is_counted_from_its_beginning() {
        let mut cursor = Cursor::default();
        let _ = cursor.spot(&Arc::from("甲\n乙"), 4..7);
        let Spot { line, column, .. } = cursor.spot(&Arc::from("丙丁\n戊"), 3..6);
        assert_eq!((line, column), (1, 2));
    }
}
