//! Walks through a file and finds the slips outside its strings.

use std::ops::Range;

use briefing_values::error::{Code, Fix, codes};

use crate::manuscript::limit::MOST;

use super::slip::{Mending, Slip};

/// What the scanner expects.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Expected {
    /// The name of a field or of a table.
    Key,
    /// A value.
    Value,
    /// Nothing more on this line, whose value is complete.
    After,
}

/// A bracket that waits for its partner.
#[derive(Debug, Clone, Copy)]
pub(super) struct Open {
    pub(super) at: usize,
    /// The bracket that closes it.
    pub(super) partner: char,
    /// The number of its own slip, if it is one itself.
    pub(super) slip: Option<usize>,
}

/// Walks through a file that cannot be read, outside its strings and comments.
pub(super) struct Scanner<'t> {
    pub(super) text: &'t str,
    pub(super) at: usize,
    /// The line that the scanner is on, without the line end.
    pub(super) line: Range<usize>,
    /// The brackets that are open.
    pub(super) open: Vec<Open>,
    pub(super) expected: Expected,
    pub(super) slips: Vec<Slip>,
}

impl<'t> Scanner<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        let line = 0..text.find('\n').unwrap_or(text.len());
        Self { text, at: 0, line, open: Vec::new(), expected: Expected::Key, slips: Vec::new() }
    }

    /// Reads the whole text.
    pub(super) fn run(mut self) -> Vec<Slip> {
        while self.at < self.text.len() && self.slips.len() < MOST {
            self.find_line();
            let before = self.at;
            self.step();
            debug_assert!(self.at > before, "the scanner stands still at byte {before}");
            self.at = self.text.ceil_char_boundary(self.at.max(before + 1));
        }
        if self.slips.len() < MOST {
            self.close_list();
        }
        self.slips
    }

    /// Finds the line that the scanner has reached, perhaps after a string of several lines.
    fn find_line(&mut self) {
        if self.at > self.line.end {
            let start = self.text[..self.at].rfind('\n').map_or(0, |end| end + 1);
            let end = self.text[self.at..].find('\n').map_or(self.text.len(), |end| self.at + end);
            self.line = start..end;
        }
    }

    /// Reads one mark, word or string.
    fn step(&mut self) {
        let Some(c) = self.text[self.at..].chars().next() else { return };
        match (self.expected, c) {
            (_, '\n') => self.end_line(),
            (_, '#') => self.at = self.line.end,
            (_, '＃') => self.comment(c.len_utf8()),
            (_, '/') if self.rest().starts_with("//") => self.comment(2),
            (_, '\u{3000}' | '\u{a0}') => self.spaces(),
            (_, ' ' | '\t' | '\r') => self.at += 1,
            (Expected::Key, _) if self.begins_line() => self.begin_line(c),
            (Expected::Key, _) => self.key(c),
            (Expected::Value, _) => self.value(c),
            (Expected::After, _) => self.after(c),
        }
    }

    /// Returns the rest of the line.
    pub(super) fn rest(&self) -> &'t str {
        &self.text[self.at..self.line.end.max(self.at)]
    }

    /// Returns whether nothing but space precedes the scanner on its line.
    fn begins_line(&self) -> bool {
        self.text[self.line.start..self.at].trim_start().is_empty()
    }

    fn end_line(&mut self) {
        self.at += 1;
        match self.open.last() {
            None => self.expected = Expected::Key,
            Some(open) if self.list_ends(open.partner) => self.close_list(),
            Some(_) => {}
        }
    }

    /// Reads a comment that begins with a mark other than TOML's.
    fn comment(&mut self, length: usize) {
        self.slip(codes::data::SLIP_COMMENT, length, "#");
        self.at = self.line.end;
    }

    /// Reads full-width or non-breaking spaces.
    fn spaces(&mut self) {
        let rest = self.rest();
        let length = rest.find(|c| !matches!(c, '\u{3000}' | '\u{a0}')).unwrap_or(rest.len());
        self.slip(codes::data::SLIP_SPACE, length, " ");
    }

    /// Notes a slip in the next bytes, and moves past it.
    pub(super) fn slip(&mut self, code: Code, length: usize, meant: &str) {
        self.note(code, self.at..self.at + length, meant, Mending::Sure);
        self.at += length;
    }

    /// Notes a slip that is put right in one place.
    pub(super) fn note(&mut self, code: Code, range: Range<usize>, meant: &str, mending: Mending) {
        let edits = vec![Fix { range: range.clone(), text: meant.to_owned() }];
        self.slips.push(Slip { code, case: None, range, edits, mending });
    }

    /// Adds a replacement, such as that of a closing mark, to a slip that was noted before.
    pub(super) fn also(&mut self, slip: usize, length: usize, meant: &str) {
        if let Some(slip) = self.slips.get_mut(slip) {
            slip.edits.push(Fix { range: self.at..self.at + length, text: meant.to_owned() });
        }
        self.at += length;
    }
}
